"""record_fact and withdraw_fact."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone
from core.text import clean_text
from crm.choices import FRESH_DAYS, FactTopic
from crm.models import Company, Contact, Fact
from crm.rules import matching
from crm.services.guarding import refuse_excess


@transaction.atomic
def record_fact(
    *,
    by: User,
    company: Company,
    topic: str,
    value: str,
    how_known: str,
    contact: Contact | None = None,
    amount: Decimal | None = None,
    on_date: date | None = None,
    said_by: str = "",
    heard_from: User | None = None,
    expires_on: date | None = None,
    now: datetime | None = None,
    allowed: Collection[str] = (),
) -> Fact:
    """The fact is on the company's page until it expires; the older ones stay beside it."""
    now = now or clock.now()
    value = clean_text(value).strip()
    said_by = clean_text(said_by).strip()
    refuse_excess(value, "value", allowed=allowed)
    refuse_excess(said_by, "said_by", allowed=allowed)
    fact = Fact(
        company=company, contact=contact, topic=topic, value=value, normal_form=matching.fold(value)[:500],
        amount=amount, on_date=on_date, how_known=how_known, said_by=said_by,
        heard_from=heard_from, written_by=by, confirmed_at=now,
    )  # fmt: skip
    fact.full_clean()
    fact.expires_on = expires_on or clock.local_day(now) + timedelta(days=FRESH_DAYS[FactTopic(topic)])
    fact.save()
    audit.record("fact.recorded", fact, by=by, after={"topic": topic, "company": company.pk})
    return fact


@transaction.atomic
def withdraw_fact(fact: Fact, *, by: User, now: datetime | None = None) -> Fact:
    """The fact is no longer said of the company; its row keeps who had said it."""
    locked: Fact = Fact.objects.select_for_update().get(pk=fact.pk)
    if locked.withdrawn_at:
        raise AlreadyDone(_("This fact was withdrawn already."))
    locked.withdrawn_at = now or clock.now()
    locked.save(update_fields=["withdrawn_at", "updated_at"])
    audit.record("fact.withdrawn", locked, by=by, after={"topic": locked.topic})
    fact.withdrawn_at = locked.withdrawn_at
    return locked
