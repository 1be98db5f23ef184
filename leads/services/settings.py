"""What operations administer on this floor: routing rules and reasons."""

from typing import Any

from django.db import transaction

from accounts.models import User
from core import audit
from leads.models import Reason, RoutingRule


@transaction.atomic
def save_rule(rule: RoutingRule, *, by: User) -> RoutingRule:
    """The rule is as typed, from the next lead on."""
    _save(rule, "routing_rule", by=by)
    return rule


@transaction.atomic
def save_reason(reason: Reason, *, by: User) -> Reason:
    """The reason is as typed; handoffs that carry it keep it."""
    _save(reason, "reason", by=by)
    return reason


def _save(row: Any, noun: str, *, by: User) -> None:
    verb = "changed" if row.pk else "added"
    row.full_clean()
    row.save()
    audit.record(f"{noun}.{verb}", row, by=by, after={"active": row.active})
