"""Whose information made which campaign and which lead work, as marketing reads it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from accounts.models import User
from debrief.choices import CREDITED
from debrief.models import Verdict
from debrief.models.finding import worded
from debrief.models.impact import HELPED, WINDOW
from leads.models import Campaign, Lead

MOST_LEADS = 60
MOST_WORDS = 3


@dataclass(frozen=True)
class Said:
    """One kept finding, and who brought it."""

    value: str
    author: str
    debrief_id: int
    finding_id: int
    at: datetime


@dataclass(frozen=True)
class HelpedLead:
    """A lead that findings about its company preceded."""

    lead: Lead
    said: list[Said]
    more: int

    @property
    def authors(self) -> list[str]:
        return list(dict.fromkeys(one.author for one in self.said))


@dataclass(frozen=True)
class Author:
    """A rep, with the leads and deals her information preceded."""

    name: str
    leads: int
    won: int


@dataclass(frozen=True)
class Board:
    rows: list[HelpedLead]
    authors: list[Author]
    accepted: int
    helped: int


def impact_board(user: User, now: datetime, campaign: Campaign | None = None) -> Board:
    """The leads accepted in the last ninety days, and what the field had brought about their companies before."""
    rows: Any = Lead.objects.visible_to(user).filter(state__in=HELPED, accepted_at__gte=now - WINDOW)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    accepted = rows.count()
    spoken = (
        Verdict.objects.visible_to(user)
        .credited()
        .filter(
            finding__company=OuterRef("company"),
            decided_at__lte=OuterRef("accepted_at"),
            decided_at__gte=OuterRef("accepted_at") - WINDOW,
        )
    )
    rows = rows.filter(Exists(spoken), company__isnull=False)
    leads = list(rows.select_related("campaign", "company", "opportunity", "owner")
                 .order_by("-accepted_at", "pk")[:MOST_LEADS])  # fmt: skip
    said = _said(user, {lead.company_id for lead in leads}, now)
    helped = []
    for lead in leads:
        before = [one for one in said[lead.company_id] if lead.accepted_at - WINDOW <= one.at <= lead.accepted_at]
        if before:
            helped.append(HelpedLead(lead, before[:MOST_WORDS], max(0, len(before) - MOST_WORDS)))
    return Board(helped, _authors(helped), accepted, rows.count())


def _said(user: User, companies: Iterable[int], now: datetime) -> dict[int, list[Said]]:
    rows = (
        Verdict.objects.visible_to(user)
        .credited()
        .filter(finding__company__in=list(companies), decision__in=CREDITED, decided_at__gte=now - 2 * WINDOW)
    )
    columns = (
        "finding__company_id", "value", "finding__value", "finding__visit__debrief__rep__name",
        "finding__visit__debrief_id", "finding_id", "decided_at", "finding__field",
    )  # fmt: skip
    found: dict[int, list[Said]] = defaultdict(list)
    told = rows.order_by("-decided_at", "-pk").values_list(*columns)
    for company, kept, value, author, debrief, finding, at, field in told:
        found[company].append(Said(worded(field, kept or value), author, debrief, finding, at))
    return found


def _authors(helped: Iterable[HelpedLead]) -> list[Author]:
    leads: Counter[str] = Counter()
    won: Counter[str] = Counter()
    for row in helped:
        for name in row.authors:
            leads[name] += 1
            won[name] += row.lead.state == "won"
    return [Author(name, count, won[name]) for name, count in sorted(leads.items(), key=lambda one: (-one[1], one[0]))]
