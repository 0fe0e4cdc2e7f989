"""Records come by the thousand and hold no circles: looking for circles is a tenth of the work."""

import gc

SELDOM = (20_000, 20, 20)  # as gc.set_threshold takes them


def looked_for_seldom() -> None:
    """From now on, in this process."""
    gc.set_threshold(*SELDOM)
