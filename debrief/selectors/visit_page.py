"""What the visit page offers: companies to pick, people known there, words to avoid."""

from typing import Any

from django.db.models import Max, QuerySet

from accounts.models import User
from crm.models import Company, Contact
from crm.rules.guard import check
from debrief.models import Visit

MOST = 8
MOST_PEOPLE = 12


def companies_for(user: User, q: str) -> QuerySet[Company]:
    """The companies that match, or else the last ones this rep visited."""
    rows = Company.objects.visible_to(user).filter(merged_into=None)
    if q:
        found: QuerySet[Company] = rows.matching(q).order_by("name", "pk")[:MOST]
        return found
    mine: QuerySet[Any] = rows.filter(visits__debrief__rep=user).annotate(last=Max("visits__debrief__work_date"))
    return mine.order_by("-last", "pk")[:MOST]


def contacts_for(user: User, visit: Visit) -> list[Contact]:
    """The people known at the visited company, those already ticked first."""
    if not visit.company_id:
        return []
    people = Contact.objects.visible_to(user).filter(company_id=visit.company_id, merged_into=None, anonymised_at=None)
    chosen = {met.contact_id for met in visit.met.all() if met.contact_id} if visit.pk else set()
    rows = list(people.order_by("-updated_at", "pk")[:MOST_PEOPLE])
    missing = people.filter(pk__in=chosen - {row.pk for row in rows})
    return sorted([*missing, *rows], key=lambda row: row.pk not in chosen)


def guard_hits(text: str) -> list[dict[str, Any]]:
    return [
        {"words": text[hit.start : hit.end], "category": str(hit.category), "rewording": str(hit.rewording or "")}
        for hit in check(text)
    ]
