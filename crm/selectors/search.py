"""The search box over companies, people and deals: every word, accents and capitals apart, misspelt names last."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.search import Hit
from crm.models import Company, Contact, Opportunity

SHORTEST_NEAR = 4
MOST_FOUND = 2000


def find_companies(user: User, text: str, limit: int) -> list[Hit]:
    """Companies of the whole CRM; outside one's scope only name, town and owning team show."""
    rows = _found(Company.objects.live().select_related("owner__team"), text, limit)
    mine = _in_scope(Company, user, rows)
    return [_company_hit(row, row.pk in mine) for row in sorted(rows, key=lambda row: row.pk not in mine)]


def find_contacts(user: User, text: str, limit: int) -> list[Hit]:
    """People of the whole CRM, with their company; outside one's scope name, town and owning team only."""
    rows = _found(Contact.objects.live().select_related("company__owner__team"), text, limit)
    mine = _in_scope(Contact, user, rows)
    return [_contact_hit(row, row.pk in mine) for row in sorted(rows, key=lambda row: row.pk not in mine)]


def find_opportunities(user: User, text: str, limit: int) -> list[Hit]:
    """The person's own scope of deals, by name or by company."""
    found = Opportunity.objects.visible_to(user).select_related("company")
    companies = Company.objects.live().matching(text).order_by("name", "pk")[:200]
    keys = [company.pk for company in companies]
    rows = found.filter(company__in=keys).order_by("-opened_on", "-pk")[:limit]
    return [Hit(row.name, row.get_absolute_url(), hint=str(row.company or ""), icon="handshake") for row in rows]


def _found(rows: Any, text: str, limit: int) -> list[Any]:
    matches = rows.matching(text).order_by().values("pk")[:MOST_FOUND]  # first, or the order of names is walked
    exact = list(rows.filter(pk__in=matches).order_by("name", "pk")[:limit])
    if exact or len(text.strip()) < SHORTEST_NEAR:
        return exact
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = 0.45")  # one wrong letter in a short name
        return list(rows.near(text)[:limit])


def _in_scope(model: type[Company] | type[Contact], user: User, rows: Iterable[Any]) -> set[int]:
    keys = [row.pk for row in rows]
    return set(model.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def team_of(company: Company) -> str:
    """The team that owns a company, for whoever may know no more."""
    team = company.owner.team if company.owner else None
    return str(team) if team else _("no team")


def _company_hit(company: Company, mine: bool) -> Hit:
    hint = " · ".join(part for part in (company.city, "" if mine else team_of(company)) if part)
    return Hit(company.name, company.get_absolute_url() if mine else "", hint=hint, icon="building-2")


def _contact_hit(contact: Contact, mine: bool) -> Hit:
    if not mine:
        hint = " · ".join(part for part in (contact.company.city, team_of(contact.company)) if part)
        return Hit(contact.name, "", hint=hint, icon="user")
    hint = " · ".join(part for part in (contact.role, contact.company.name) if part)
    return Hit(contact.name, contact.get_absolute_url(), hint=hint, icon="user")
