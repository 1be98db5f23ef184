"""What the visit page offers: companies to pick, people known there, words to avoid."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Max, Q, QuerySet

from accounts.models import User
from crm.models import Company, Contact
from crm.models.guard import rules_in_force
from crm.rules.guard import OVERRIDABLE, check
from debrief.models import Visit

MOST = 8
MOST_PEOPLE = 24


def companies_for(user: User, q: str) -> QuerySet[Company]:
    """The companies that match, accents and case apart, or else the last ones; those she saw last come first."""
    rows = Company.objects.visible_to(user).filter(merged_into=None)
    rows = rows.matching(q) if q else rows.filter(visits__debrief__rep=user)
    seen = Max("visits__debrief__work_date", filter=Q(visits__debrief__rep=user))
    found: QuerySet[Company] = rows.annotate(last_seen=seen).order_by(
        F("last_seen").desc(nulls_last=True), "name", "pk"
    )
    return found[:MOST]


def people_for(user: User, q: str) -> list[Contact]:
    """The people who match, with their company: a known person is chosen, never typed again."""
    if not q:
        return []
    rows = Contact.objects.visible_to(user).filter(merged_into=None, anonymised_at=None).matching(q)
    met = Max("met_in__visit__debrief__work_date", filter=Q(met_in__visit__debrief__rep=user))
    found = rows.annotate(last_met=met).order_by(F("last_met").desc(nulls_last=True), "name", "pk")
    return list(found.select_related("company")[:MOST])


def contacts_for(user: User, visit: Visit, expected: Iterable[int] = ()) -> list[Contact]:
    """The people known at the visited company, those already ticked or expected first."""
    if not visit.company_id:
        return []
    chosen: set[int | None] = {met.contact_id for met in visit.met.all() if met.contact_id} if visit.pk else set()
    return people_at(user, visit.company_id, chosen | set(expected))


def people_at(user: User, company_id: int, chosen: set[int | None] | None = None) -> list[Contact]:
    """The people of a company, the chosen ones first, then the last ones touched."""
    chosen = chosen or set()
    people = Contact.objects.visible_to(user).filter(company_id=company_id, merged_into=None, anonymised_at=None)
    rows = list(people.order_by("-updated_at", "pk")[:MOST_PEOPLE])
    missing = people.filter(pk__in=chosen - {row.pk for row in rows})
    return sorted([*missing, *rows], key=lambda row: row.pk not in chosen)


def guard_hits(text: str) -> list[dict[str, Any]]:
    return [
        {
            "words": text[hit.start : hit.end],
            "category": str(hit.category),
            "rewording": str(hit.rewording or ""),
            "may_ask": hit.category in OVERRIDABLE,
        }
        for hit in check(text, rules_in_force())
    ]
