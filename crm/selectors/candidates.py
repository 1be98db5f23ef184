"""Possible duplicates for a person or a company: exact blocking keys, ranked, with the reasons of each likeness."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from rapidfuzz.fuzz import token_sort_ratio

from accounts.models import User
from crm.models import Company, Contact
from crm.rules import matching
from crm.rules.phonetics import phonetic_key
from crm.selectors.explaining import Sign, company_signs, contact_signs
from crm.selectors.search import team_of

MOST = 200
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
    found = _same_key(name, email, phone)
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


def _same_key(name: str, email: str, phone: str) -> list[QuerySet[Contact, Any]]:
    """The people of each key apart, each found by its own index, at most MOST of them."""
    live = Contact.objects.live().order_by("pk")
    keys: list[QuerySet[Contact]] = []
    if email:
        keys.append(live.exclude(email="").alias(mail=Lower("email")).filter(mail=email))
    if phone:
        keys.append(live.exclude(phone="").filter(phone=phone))
    if name.strip():
        keys.append(live.filter(surname_key__in={matching.surname_key(name), matching.swapped_key(name)}))
        if sound := phonetic_key(name):
            keys.append(live.exclude(phonetic_key="").filter(phonetic_key=sound))
    return [rows.values("pk")[:MOST] for rows in keys]


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
    keys = Q()
    for column, value in given.items():
        if value:
            keys |= Q(**{column: value})
    if not keys:
        return []
    rows = Company.objects.live().select_related("owner__team").filter(keys).exclude(pk=exclude).order_by("pk")[:MOST]
    scored = [(*_company_likeness(row, given, city), row) for row in rows]
    likely = sorted((one for one in scored if one[0] >= LIKELY), key=lambda one: (-one[0], one[3].pk))[:shown]
    mine = _visible(Company, user, [row.pk for *_score, row in likely])
    return [
        Candidate(
            pk=row.pk, name=row.name, town=row.city, team=team_of(row), score=score, strong=strong,
            visible=row.pk in mine, url=row.get_absolute_url() if row.pk in mine else "",
            detail=row.sector if row.pk in mine else "", reasons=reasons, signs=company_signs(row, given, city),
        )
        for score, strong, reasons, row in likely
    ]  # fmt: skip


def _company_likeness(row: Company, given: dict[str, str], city: str) -> tuple[int, bool, list[str]]:
    weights: tuple[tuple[str, int, Any], ...] = (
        ("siret", 100, _("same SIRET")),
        ("siren", 90, _("same SIREN")),
        ("domain", 75, _("same web site")),
        ("phone", 65, _("same phone")),
        ("name_key", 70, _("same name")),
    )
    found = [
        (weight, reason)
        for column, weight, reason in weights
        if given[column] and getattr(row, column) == given[column]
    ]
    score = max((weight for weight, _reason in found), default=0) + 10 * max(len(found) - 1, 0)
    if city and matching.fold(city) == matching.fold(row.city):
        score += 10
        found.append((10, _("same town")))
    strong = bool(given["siret"]) and row.siret == given["siret"]
    return min(score, 100), strong, [str(reason) for _weight, reason in found]


def _visible(model: type[Company] | type[Contact], user: User, keys: list[int]) -> set[int]:
    return set(model.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
