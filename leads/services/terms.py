"""The terms of the contract: a change is one more version, and holds for the clocks that start after it."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from crm.services.guarding import refuse_excess
from leads.models import ContractTerms

PERIODS = ("contact_hours", "answer_hours", "reminder_percent", "grace_hours", "recycle_days")
LOCK = 7748


@transaction.atomic
def set_terms(*, by: User, note: str, now: datetime | None = None, **periods: int) -> ContractTerms:
    """These periods hold from now on, in hours, percent and days; one that is not given stays.

    A deadline already set keeps its day and hour; a handoff already sent keeps its reminder and its grace.
    """
    now = now or clock.now()
    _one_at_a_time()
    last = ContractTerms.objects.in_force(now)
    before = {name: getattr(last, name) for name in PERIODS}
    after = before | periods
    if after == before:
        raise BusinessRuleError(_("These are the terms in force already."), code="terms_same")
    refuse_excess(note, "note")
    newest = ContractTerms.objects.order_by("-number").values_list("number", flat=True).first() or 0
    terms = ContractTerms(number=newest + 1, since=now, set_by=by, note=note.strip(), **after)
    terms.full_clean()
    terms.save(force_insert=True)
    changed = [name for name in PERIODS if before[name] != after[name]]
    audit.record(
        "contract_terms.set", terms, by=by, before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )  # fmt: skip
    return terms


def _one_at_a_time() -> None:
    """Two changes at once queue up: each is compared with the one before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
