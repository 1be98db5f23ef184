"""structlog writes through the standard logging: one JSON line per event, whoever wrote it."""

from collections.abc import MutableMapping
from typing import Any

import structlog

Event = MutableMapping[str, Any]


def name_the_request(_logger: object, _method: str, event: Event) -> Event:
    """What django-structlog calls `request` is a method and a path; our formatter keeps objects of that name out."""
    if "request" in event:
        event["asked"] = str(event.pop("request"))
    return event


def join_the_standard_logging() -> None:
    """Called when Django is ready."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            name_the_request,
            structlog.stdlib.render_to_log_kwargs,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
