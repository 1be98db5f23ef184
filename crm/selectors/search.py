"""The search box over companies, people and deals: every word, accents and capitals apart, misspelt names last."""

from collections.abc import Iterable
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from accounts.models import User
from core.search import Hit
from core.sought import Sought
from crm.models import Company, Contact, Opportunity
from crm.models.contact import FOLDED_NAME
from crm.querysets import holding
from crm.rules.matching import fold
from crm.rules.phonetics import phonetic_key

MOST_COMPANIES = 200  # whose deals are looked at
MOST_ALIKE = 200  # people whose name sounds the same
PATIENCE_MS = 250  # for a likeness that no index tells
BY_NAME = ("name", "pk")
LAST = "\U0010ffff"  # after every letter: what lies between is found in an index


def find_companies(user: User, text: str, limit: int) -> list[Hit]:
    """Companies of the whole CRM; outside one's scope only name, town and owning team show."""
    return _company_hits(user, _found(_companies(), text, limit))


def near_companies(user: User, text: str, limit: int) -> list[Hit]:
    """Companies whose name resembles the text: it was misspelt."""
    return _company_hits(user, _alike(_companies(), text, limit))


def find_contacts(user: User, text: str, limit: int) -> list[Hit]:
    """People of the whole CRM, those of this very name first, then those whose name begins so.

    Outside one's scope name, town and owning team only.
    """
    named = _named(text, limit)
    if len(named) < limit:
        known = {row.pk for row in named}
        named += [row for row in _found(_contacts(), text, limit) if row.pk not in known]
    return _contact_hits(user, named[:limit])


def near_contacts(user: User, text: str, limit: int) -> list[Hit]:
    """People whose name sounds the same, else resembles the text: it was misspelt."""
    return _contact_hits(user, _sounding(text, limit) or _alike(_contacts(), text, limit))


def find_opportunities(user: User, text: str, limit: int) -> list[Hit]:
    """The person's own scope of deals, by name or by company."""
    found = Opportunity.objects.visible_to(user).select_related("company")
    companies = Company.objects.live().matching(text).order_by(*BY_NAME).values_list("pk", flat=True)[:MOST_COMPANIES]
    rows = found.filter(company__in=list(companies)).order_by("-opened_on", "-pk")[:limit]
    return [Hit(row.name, row.get_absolute_url(), hint=str(row.company or ""), icon="handshake") for row in rows]


def _companies() -> Any:
    return Company.objects.live().select_related("owner__team")


def _contacts() -> Any:
    return Contact.objects.live().select_related("company__owner__team")


def _named(text: str, limit: int) -> list[Any]:
    """People of this very name, whichever word was written first; then those whose name begins with these words."""
    words = fold(text).split()
    if len(words) < 2:
        return []
    begun, rows = " ".join(words), _contacts().alias(plain=FOLDED_NAME)
    orders = {" ".join(words[at:] + words[:at]) for at in (0, 1, -1)}
    found = list(rows.filter(plain__in=orders).order_by("plain", "pk")[:limit])
    if len(found) < limit:
        beginning = rows.filter(plain__gte=begun, plain__lt=f"{begun}{LAST}", plain__startswith=begun)
        found += beginning.exclude(pk__in=[row.pk for row in found]).order_by("plain", "pk")[: limit - len(found)]
    return found


def _found(rows: Any, text: str, limit: int) -> list[Any]:
    """The first rows by name that hold every word; of a word that too many hold, the first of some."""
    sought = Sought(rows, holding(text))
    keys = sought.page(BY_NAME, limit)
    held = rows.filter(pk__in=sought.some() if keys is None else keys)
    few = held.order_by(*BY_NAME).values("pk")[:limit]  # sorted alone, then joined to what is told of them
    return list(rows.filter(pk__in=few).order_by(*BY_NAME))


def _sounding(text: str, limit: int) -> list[Any]:
    """People whose surname sounds the same in French: with the same initial, if a first name was given."""
    sound = phonetic_key(text)
    if not sound:
        return []
    alike = Q(phonetic_key=sound) if " " in sound else Q(phonetic_key__gte=f"{sound} ", phonetic_key__lt=f"{sound}!")
    few = Contact.objects.live().exclude(phonetic_key="").filter(alike).order_by().values("pk")[:MOST_ALIKE]
    return list(_contacts().filter(pk__in=few).likest(text)[:limit])


def _alike(rows: Any, text: str, limit: int) -> list[Any]:
    """The likest rows; none when so many resemble the text that they could not be compared in time."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = 0.45")  # one wrong letter in a short name
            cursor.execute("SET LOCAL statement_timeout = %s", [PATIENCE_MS])
            found = list(rows.near(text)[:limit])
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
            return found
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            return []
        raise


def _company_hits(user: User, rows: list[Company]) -> list[Hit]:
    mine = _in_scope(Company, user, rows)
    return [_company_hit(row, row.pk in mine) for row in sorted(rows, key=lambda row: row.pk not in mine)]


def _contact_hits(user: User, rows: list[Contact]) -> list[Hit]:
    mine = _in_scope(Contact, user, rows)
    return [_contact_hit(row, row.pk in mine) for row in sorted(rows, key=lambda row: row.pk not in mine)]


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
