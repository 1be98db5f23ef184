"""The number of the request being served, for the audit trail, the logs and the errors."""

from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    return _current.get()


def begin(request_id: str) -> None:
    _current.set(request_id)
