"""Why two records may be the same: each thing that agrees or not, and how much it weighs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz.fuzz import token_sort_ratio

from crm.models import Company, Contact
from crm.rules import matching

PROOF, STRONG, WEAK = "proof", "strong", "weak"
SAME, ALIKE = 100, 85


@dataclass(frozen=True, slots=True)
class Sign:
    """One field of both records: whether it agrees, and its weight (proof, strong or weak)."""

    text: str
    agrees: bool
    weight: str

    @property
    def tone(self) -> str:
        """Green for what agrees, warm for what speaks against it."""
        return "good" if self.agrees else "warm"


def contact_signs(row: Contact, *, name: str, email: str, phone: str, company: Company | None) -> list[Sign]:
    """What is known of both; a field that one of them lacks says nothing."""
    return [sign for sign in _contact(row, name, email, phone, company) if sign is not None]


def _contact(row: Contact, name: str, email: str, phone: str, company: Company | None) -> Iterator[Sign | None]:
    yield _name(name, row.name)
    theirs = row.email.lower()
    if email and theirs:
        near = matching.possible_email(email) == matching.possible_email(theirs)
        if email == theirs:
            yield Sign(_("same e-mail"), True, PROOF)
        elif near:
            yield Sign(_("e-mail of the same mailbox"), True, WEAK)
        else:
            yield Sign(_("another e-mail"), False, STRONG)
    if phone and row.phone:
        mobile = matching.is_mobile(phone)
        yield Sign(
            _("same phone") if phone == row.phone else _("another phone"),
            phone == row.phone,
            (PROOF if mobile else STRONG) if phone == row.phone else WEAK,
        )
    if company is not None:
        same = row.company_id == company.pk
        yield Sign(_("same company") if same else _("another company"), same, STRONG if same else WEAK)
    elif email and (domain := matching.email_domain(email)) and domain == row.company.domain:
        yield Sign(_("same domain"), True, WEAK)


def _name(mine: str, theirs: str) -> Sign | None:
    if not mine.strip():
        return None
    likeness = token_sort_ratio(matching.fold(mine), matching.fold(theirs))
    if likeness == SAME:
        return Sign(_("same name"), True, STRONG)
    if likeness >= ALIKE:
        return Sign(_("similar name"), True, WEAK)
    return Sign(_("another name"), False, STRONG)


def company_signs(row: Company, given: dict[str, str], city: str) -> list[Sign]:
    """SIRET, SIREN, web site, phone, name and town, where both records have them."""
    fields: tuple[tuple[str, Any, Any, str, str], ...] = (
        ("siret", _("same SIRET"), _("another SIRET"), PROOF, STRONG),
        ("siren", _("same SIREN"), _("another SIREN"), PROOF, STRONG),
        ("domain", _("same web site"), _("another web site"), STRONG, WEAK),
        ("phone", _("same phone"), _("another phone"), STRONG, WEAK),
        ("name_key", _("same name"), _("another name"), STRONG, WEAK),
    )
    signs = []
    for column, same, other, weight, against in fields:
        mine, theirs = given[column], getattr(row, column)
        if mine and theirs:
            agrees = mine == theirs
            signs.append(Sign(str(same if agrees else other), agrees, weight if agrees else against))
    if city and row.city:
        near = matching.fold(city) == matching.fold(row.city)
        signs.append(Sign(_("same town") if near else _("another town"), near, WEAK))
    return signs
