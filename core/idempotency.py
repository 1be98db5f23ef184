"""One key, one result: the same request sent twice gives the first answer and does nothing more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import LockNotAvailable, QueryCanceled

from core import clock
from core.api.answers import shape
from core.models import IdempotencyKey, Tombstone

Work = Callable[[], tuple[str, dict[str, Any]]]
CLAIM = """
INSERT INTO core_idempotencykey (user_id, key, fingerprint, reference, body, created_at)
VALUES (%s, %s, %s, '', '{}', %s) ON CONFLICT (user_id, key) DO NOTHING RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Replay:
    """What to answer: 201 the first time, 200 afterwards, or why not."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def replayed(self) -> bool:
        return self.status == 200


def valid_key(value: str | None) -> str | None:
    """The key in its one spelling; None when it is not a UUID."""
    try:
        return str(UUID(value or ""))
    except ValueError:
        return None


def canonical_fingerprint(payload: dict[str, Any], leave_out: set[str]) -> str:
    """The same request has the same fingerprint, whatever the order of its keys and the clock of the phone."""
    kept = {key: value for key, value in payload.items() if key not in leave_out}
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def run_once(*, user: Any, key: str, fingerprint: str, work: Work) -> Replay:
    """The work is done and its answer kept in one transaction; whoever repeats the request gets that answer."""
    try:
        with transaction.atomic():
            first = _first_time(user, key, fingerprint, work)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable | QueryCanceled):
            detail = _("The same request is being answered. Ask again in a moment.")
            return Replay(409, shape("in_flight", detail), {"Retry-After": "2"})
        raise
    return first or _again(user, key, fingerprint)


def _first_time(user: Any, key: str, fingerprint: str, work: Work) -> Replay | None:
    """None when somebody was first; the insert waits for a request that is still being answered."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [user.pk, key, fingerprint, clock.now()])
        claimed = cursor.fetchone()
    if claimed is None:
        return None
    if Tombstone.objects.filter(user=user, key=key).exists():
        IdempotencyKey.objects.filter(pk=claimed[0]).delete()
        return Replay(410, shape("erased", _("The result of this request was erased.")))
    reference, body = work()
    row = IdempotencyKey.objects.get(pk=claimed[0])
    row.reference, row.body = reference, body
    row.save(update_fields=["reference", "body"])
    row.refresh_from_db(fields=["body"])
    return Replay(201, row.body)


def _again(user: Any, key: str, fingerprint: str) -> Replay:
    row = IdempotencyKey.objects.filter(user=user, key=key).first()
    if row is None:
        return Replay(410, shape("erased", _("The result of this request was erased.")))
    if row.fingerprint != fingerprint:
        detail = _("This key was already used for another request.")
        return Replay(422, shape("idempotency_key_reused", detail))
    return Replay(200, row.body, {"Idempotent-Replayed": "true"})


@transaction.atomic
def forget(reference: str, *, now: datetime) -> int:
    """The requests that made this record never make it again: their keys answer 410 from now on."""
    keys = list(IdempotencyKey.objects.select_for_update().filter(reference=reference))
    stones = [Tombstone(user_id=row.user_id, key=row.key, erased_at=now) for row in keys]
    Tombstone.objects.bulk_create(stones, ignore_conflicts=True)
    IdempotencyKey.objects.filter(pk__in=[row.pk for row in keys]).delete()
    return len(keys)
