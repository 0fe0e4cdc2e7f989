"""PyVRP tells its progress on the standard output; ours goes another way."""

import logging


def quiet() -> None:
    log = logging.getLogger("pyvrp")
    log.handlers.clear()
    log.addHandler(logging.NullHandler())
