"""Queues a text and HTML message to one of our people; it leaves after the transaction that queued it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core import clock
from core.models import Message


def queue(*, to: Any, template: str, context: dict[str, Any], key: str, not_after: datetime | None = None) -> None:
    """One message of this key will be sent, in the person's language, or never when `not_after` comes first.

    A second call with the same key adds none.
    """
    message = Message(to=to, template=template, context=context, key=key, next_at=clock.now(), not_after=not_after)
    Message.objects.bulk_create([message], ignore_conflicts=True)
