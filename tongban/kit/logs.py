"""Logs for machines: one JSON object a line. Messages are written without personal data; numbers and codes suffice."""

import json
import logging
from datetime import UTC, datetime

_OWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "request", "taskName"}


class JsonLines(logging.Formatter):
    """Each record with its time (UTC), level, logger, message and whatever ``extra`` fields the caller named."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON; an exception's trace is a field, so a line stays a line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in record.__dict__.items() if name not in _OWN}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
