"""Possible duplicates for a person or a company: exact blocking keys, ranked, with the reasons of each likeness."""

from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz.fuzz import token_sort_ratio

from accounts.models import User
from crm.models import Company, Contact
from crm.models.contact import FOLDED_NAME
from crm.rules import matching
from crm.rules.phonetics import phonetic_key
from crm.selectors.explaining import Sign, company_signs, contact_signs
from crm.selectors.search import team_of

MOST = 200
NAMESAKES = 50  # of one name and nothing else in common: all as likely, and a few are shown
HOMES = 20  # companies of one domain
LONGEST = 4  # words of a name whose every order is tried
SHOWN = 5
LIKELY = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the same; `strong` keys nearly prove it. Outside one's scope only name, town, team show."""

    pk: int
    name: str
    town: str
    team: str
    score: int
    strong: bool
    visible: bool
    url: str = ""
    detail: str = ""
    reasons: list[str] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)


def contact_candidates(
    user: User,
    *,
    name: str = "",
    email: str = "",
    phone: str = "",
    company: Company | None = None,
    exclude: int | None = None,
    shown: int = SHOWN,
) -> list[Candidate]:
    """People who may be this one, in all companies, the likeliest first."""
    email, phone = matching.normal_email(email), matching.normal_phone(phone)
    found = _same_key(name, email, phone, company)
    if not found:
        return []
    rows = Contact.objects.filter(pk__in=found[0].union(*found[1:])).exclude(pk=exclude).select_related("company")
    few = rows.only("name", "email", "phone", "company__domain").order_by("pk")
    folded = matching.fold(name)
    scored = [(*_likeness(row, folded, email, phone, company), row.pk) for row in few]
    best = sorted((one for one in scored if one[0] >= LIKELY), key=lambda one: (-one[0], one[3]))[:shown]
    whole = Contact.objects.select_related("company__owner__team").in_bulk([pk for *_score, pk in best])
    likely = [(score, strong, reasons, whole[pk]) for score, strong, reasons, pk in best]
    mine = _visible(Contact, user, list(whole))
    return [
        Candidate(
            pk=row.pk, name=row.name, town=row.company.city, team=team_of(row.company), score=score, strong=strong,
            visible=row.pk in mine, url=row.get_absolute_url() if row.pk in mine else "",
            detail=" · ".join(p for p in (row.role, row.company.name) if p) if row.pk in mine else "", reasons=reasons,
            signs=contact_signs(row, name=name, email=email, phone=phone, company=company),
        )
        for score, strong, reasons, row in likely
    ]  # fmt: skip


def _same_key(name: str, email: str, phone: str, company: Company | None) -> list[QuerySet[Contact, Any]]:
    """The people of each key apart, each found by its own index, at most MOST of them.

    They come in no order, or in that of their index: asked by number, PostgreSQL would rather walk the whole table.
    A name alone is a likeness only when it is the same (see _likeness): a name that merely resembles is looked for
    among the people of the company, and of the companies of the address's domain, however large the CRM is.
    """
    live = Contact.objects.live().order_by()
    keys: list[QuerySet[Contact]] = []
    if email:
        keys.append(live.exclude(email="").alias(mail=Lower("email")).filter(mail=email)[:MOST])
    if phone:
        keys.append(live.exclude(phone="").filter(phone=phone)[:MOST])
    if name.strip():
        same = live.alias(plain=FOLDED_NAME).filter(plain__in=_orders(name))
        keys.append(same.order_by("plain", "pk")[:NAMESAKES])
        alike = Q(surname_key__in={matching.surname_key(name), matching.swapped_key(name)})
        if sound := phonetic_key(name):
            alike |= Q(phonetic_key=sound)
        if company is not None:
            keys.append(live.filter(alike, company=company)[:MOST])
        if domain := matching.email_domain(email):
            homes = Company.objects.exclude(domain="").filter(domain=domain).order_by().values("pk")
            keys.append(live.filter(alike, company__in=homes[:HOMES])[:MOST])
    return [rows.values("pk") for rows in keys]


def _orders(name: str) -> set[str]:
    """The folded name, its words in every order: they may have been written surname first."""
    parts = matching.fold(name).split()
    if len(parts) > LONGEST:
        return {" ".join(parts), " ".join([parts[-1], *parts[:-1]]), " ".join([*parts[1:], parts[0]])}
    return {" ".join(order) for order in permutations(parts)}


def _likeness(
    row: Contact, folded: str, email: str, phone: str, company: Company | None
) -> tuple[int, bool, list[str]]:
    """How alike from 0 to 100, whether by a strong key, and why."""
    reasons: list[str] = []
    names = token_sort_ratio(folded, matching.fold(row.name)) if folded else 0
    score, strong = int(names * 0.6), False
    if email and row.email.lower() == email:
        score, strong = 100, True
        reasons.append(_("same e-mail"))
    if phone and row.phone == phone:
        strong = strong or matching.is_mobile(phone)
        score = max(score + 35, 95 if matching.is_mobile(phone) else 0)
        reasons.append(_("same phone"))
    if company is not None and row.company_id == company.pk:
        score += 30
        reasons.append(_("same company"))
    elif email and (domain := matching.email_domain(email)) and domain == row.company.domain:
        score += 20
        reasons.append(_("same domain"))
    if names >= 85:
        reasons.append(_("same name") if names == 100 else _("similar name"))
    return min(score, 100), strong, reasons


def company_candidates(
    user: User,
    *,
    name: str = "",
    siren: str = "",
    siret: str = "",
    website: str = "",
    phone: str = "",
    city: str = "",
    exclude: int | None = None,
    shown: int = SHOWN,
) -> list[Candidate]:
    """Companies that may be this one, the likeliest first."""
    given = {
        "siret": matching.normal_siret(siret),
        "siren": matching.normal_siren(siren) or matching.normal_siret(siret)[:9],
        "domain": matching.web_domain(website),
        "phone": matching.normal_phone(phone),
        "name_key": matching.company_key(name) if name.strip() else "",
    }
    found = _same_firm(given, city)
    if not found:
        return []
    rows = Company.objects.filter(pk__in=found[0].union(*found[1:])).exclude(pk=exclude).order_by("pk")
    few = rows.only("name", "city", *given)
    scored = [(*_company_likeness(row, given, city), row.pk) for row in few]
    best = sorted((one for one in scored if one[0] >= LIKELY), key=lambda one: (-one[0], one[3]))[:shown]
    whole = Company.objects.select_related("owner__team").in_bulk([pk for *_score, pk in best])
    likely = [(score, strong, [str(reason) for reason in reasons], whole[pk]) for score, strong, reasons, pk in best]
    mine = _visible(Company, user, list(whole))
    return [
        Candidate(
            pk=row.pk, name=row.name, town=row.city, team=team_of(row), score=score, strong=strong,
            visible=row.pk in mine, url=row.get_absolute_url() if row.pk in mine else "",
            detail=row.sector if row.pk in mine else "", reasons=reasons, signs=company_signs(row, given, city),
        )
        for score, strong, reasons, row in likely
    ]  # fmt: skip


def _same_firm(given: dict[str, str], city: str) -> list[QuerySet[Company, Any]]:
    """The companies of each key apart; of a frequent name, those of the town first of all."""
    live = Company.objects.live().order_by()
    keys = [live.filter(**{column: value})[:MOST] for column, value in given.items() if value and column != "name_key"]
    if name := given["name_key"]:
        keys.append(live.filter(name_key=name)[:NAMESAKES])
        if city:
            keys.append(live.filter(name_key=name, city__iexact=city)[:MOST])
    return [rows.values("pk") for rows in keys]


WEIGHTS: tuple[tuple[str, int, Any], ...] = (
    ("siret", 100, gettext_lazy("same SIRET")),
    ("siren", 90, gettext_lazy("same SIREN")),
    ("domain", 75, gettext_lazy("same web site")),
    ("phone", 65, gettext_lazy("same phone")),
    ("name_key", 70, gettext_lazy("same name")),
)
SAME_TOWN = gettext_lazy("same town")


def _company_likeness(row: Company, given: dict[str, str], city: str) -> tuple[int, bool, list[Any]]:
    found = [
        (weight, reason)
        for column, weight, reason in WEIGHTS
        if given[column] and getattr(row, column) == given[column]
    ]
    score = max((weight for weight, _reason in found), default=0) + 10 * max(len(found) - 1, 0)
    if city and matching.fold(city) == matching.fold(row.city):
        score += 10
        found.append((10, SAME_TOWN))
    strong = bool(given["siret"]) and row.siret == given["siret"]
    return min(score, 100), strong, [reason for _weight, reason in found]


def _visible(model: type[Company] | type[Contact], user: User, keys: list[int]) -> set[int]:
    return set(model.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
