"""Logs for machines: one JSON object a line. Messages are written without personal data; numbers and codes suffice.

Traces keep the kind of an exception and its way through the code, never what it says: that may repeat what people wrote.
"""

import json
import logging
from datetime import UTC, datetime

from tongban.kit import traces

_OWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "request", "taskName"}


class JsonLines(logging.Formatter):
    """Each record with its time (UTC), level, logger, message and whatever ``extra`` fields the caller named."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON; an exception's trace, without its messages, is a field, so a line stays a line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in record.__dict__.items() if name not in _OWN}
        if record.exc_info and record.exc_info[1] is not None:
            line["trace"] = traces.whole(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)
