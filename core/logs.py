"""One JSON object per line: a line break or an escape sequence in a value cannot forge another line."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from core import request_id

STANDARD = frozenset(logging.LogRecord("", 0, "", 0, "", (), None).__dict__) | {"message", "asctime", "taskName"}
QUIET = frozenset({"request", "response"})


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_id.current():
            line["request_id"] = number
        line |= {key: value for key, value in record.__dict__.items() if key not in STANDARD | QUIET}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=True)
