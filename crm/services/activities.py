"""log_activity."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.models import User
from core import audit
from core.text import clean_text
from crm.models import Activity, Company, Contact, Opportunity
from crm.services.guarding import refuse_excess


@transaction.atomic
def log_activity(
    *,
    by: User,
    company: Company,
    kind: str,
    at: datetime,
    text: str = "",
    contact: Contact | None = None,
    opportunity: Opportunity | None = None,
    external_key: str | None = None,
    allowed: Collection[str] = (),
) -> Activity:
    """The activity is on the company's timeline; the same external key gives the activity already logged."""
    known: Activity | None = Activity.objects.filter(external_key=external_key).first() if external_key else None
    if known is not None:
        return known
    text = clean_text(text).strip()
    refuse_excess(text, "text", allowed=allowed)
    activity = Activity(
        company=company, contact=contact, opportunity=opportunity, kind=kind, at=at, by=by, text=text,
        external_key=external_key or None,
    )  # fmt: skip
    activity.full_clean()
    activity.save()
    audit.record("activity.logged", activity, by=by, after={"kind": activity.kind, "company": company.pk})
    return activity
