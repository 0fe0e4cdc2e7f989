"""The centre's log: one JSON object a line on stderr; facts, never tokens or customer data."""

import json
import logging
import sys


class JsonLines(logging.Formatter):
    """Time, level, where from and what; a traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def begin(level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # the libraries below say every statement and value at lower levels
    for name in ("sqlalchemy", "alembic", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
