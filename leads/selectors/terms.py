"""The terms of the contract as people read them: what each side owes, in whole sentences, and every version."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.choices import Scope
from accounts.models import Team, User
from accounts.scoping import scope_of
from leads.models import ContractTerms

USUAL_HOURS = 16
SHOWN = 50


@dataclass(frozen=True)
class Agreed:
    """The terms in force, and the working hours that each team in reach has to decide."""

    terms: ContractTerms
    teams: dict[str, int]

    @property
    def by_sales(self) -> list[str]:
        terms = self.terms
        return [
            self._decision(),
            _("A reminder leaves when %(n)s%% of that time has passed.") % {"n": terms.reminder_percent},
            _grace(terms.grace_hours),
            _("First contact: within %(n)s of the yes.") % {"n": _hours(terms.contact_hours)},
            _("A refused lead rests %(n)s, unless another day is chosen.") % {"n": _days(terms.recycle_days)},
        ]

    @property
    def by_marketing(self) -> list[str]:
        return [
            _("A promise has three parts: why now, the proof, a sentence to begin with."),
            _("A question is answered within %(n)s.") % {"n": _hours(self.terms.answer_hours)},
            _("Until then the clock of sales waits; nothing else stops it."),
        ]

    def _decision(self) -> str:
        hours = sorted(set(self.teams.values())) or [USUAL_HOURS]
        if len(hours) == 1:
            return _("Yes, no or a question: within %(n)s.") % {"n": _hours(hours[0])}
        told = ", ".join(f"{name} {value} h" for name, value in self.teams.items())
        return _("Yes, no or a question, in working hours: %(teams)s.") % {"teams": told}


def _hours(n: int) -> str:
    return ngettext("%(n)s working hour", "%(n)s working hours", n) % {"n": n}


def _days(n: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}


def _grace(hours: int) -> str:
    if not hours:
        return _("Silence is a breach: the lead goes to the next person at once.")
    return _("Silence is a breach: both sides are told, and %(n)s later the lead goes to the next person.") % {
        "n": _hours(hours)
    }


def agreed(user: User, now: datetime) -> Agreed:
    """What holds now, for the teams this person sees."""
    teams = Team.objects.order_by("name")
    if scope_of(user, "leads") != Scope.ALL:
        teams = teams.filter(pk__in=user.team_ids)
    return Agreed(in_force(now), dict(teams.values_list("name", "decision_hours")))


@dataclass(frozen=True)
class Version:
    """One version, and what it changed: the name of the period, before and after."""

    terms: ContractTerms
    changes: list[tuple[str, int, int]]


def in_force(now: datetime) -> ContractTerms:
    terms: ContractTerms = ContractTerms.objects.in_force(now)
    return terms


def all_terms() -> QuerySet[ContractTerms]:
    return ContractTerms.objects.select_related("set_by")


def versions() -> list[Version]:
    """The newest first, at most fifty; the first one is compared with the usual terms."""
    rows = list(all_terms()[: SHOWN + 1])
    return [Version(row, _changes(before, row)) for row, before in pairwise([*rows, ContractTerms(number=0)])][:SHOWN]


def _changes(before: ContractTerms, after: ContractTerms) -> list[tuple[str, int, int]]:
    pairs: list[tuple[Any, int, int]] = [
        (field.verbose_name, getattr(before, field.name), getattr(after, field.name))
        for field in ContractTerms._meta.fields
        if field.get_internal_type() == "PositiveSmallIntegerField"
    ]  # fmt: skip
    return [(str(name), was, now) for name, was, now in pairs if was != now]
