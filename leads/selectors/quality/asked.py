"""What a page of figures is asked, and one figure of it as a filter: the very rows that were counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, unquote, urlencode

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.fmt import short_date
from leads.choices import CampaignChannel
from leads.selectors.quality.measures import BANDS, MEASURES, label

PERIODS: dict[str, tuple[Any, int | None]] = {
    "30": (gettext_lazy("30 days"), 30),
    "90": (gettext_lazy("90 days"), 90),
    "365": (gettext_lazy("12 months"), 365),
    "all": (gettext_lazy("Everything"), None),
}
DEFAULT_PERIOD = "365"
BEGINNING = date(2000, 1, 1)
END = date(2099, 12, 31)
NOBODY = "0"  # the rows without campaign, segment, rep…
BY: dict[str, Any] = {
    "campaign": gettext_lazy("Campaign"),
    "channel": gettext_lazy("Channel"),
    "segment": gettext_lazy("Segment"),
    "rep": gettext_lazy("Rep"),
    "team": gettext_lazy("Team"),
}
NUMBERED = ("campaign", "rep", "team")
LONGEST = 120


@dataclass(frozen=True)
class Slice:
    """The rows of one campaign, channel, segment, rep, team, refusal and band of scores; "" narrows nothing."""

    campaign: str = ""
    channel: str = ""
    segment: str = ""
    rep: str = ""
    team: str = ""
    reason: str = ""
    band: str = ""

    @classmethod
    def of(cls, query: Any) -> Slice:
        given = {name: str(query.get(name, ""))[:LONGEST] for name in cls.__dataclass_fields__}
        known = {
            **{name: given[name] if _is_number(given[name]) else "" for name in (*NUMBERED, "reason")},
            "channel": given["channel"] if given["channel"] in (*CampaignChannel.values, NOBODY) else "",
            "band": given["band"] if given["band"] in {str(low) for low, _high in BANDS} else "",
        }
        return cls(**given | known)

    @property
    def chosen(self) -> dict[str, str]:
        return {name: value for name in self.__dataclass_fields__ if (value := getattr(self, name))}

    @property
    def conditions(self) -> dict[str, Any]:
        """As a queryset filters: rows that belong to nobody are asked by 0."""
        found: dict[str, Any] = {}
        for name, value in self.chosen.items():
            if name == "band":
                found["fit__range"] = next(band for band in BANDS if str(band[0]) == value)
            elif name in (*NUMBERED, "reason"):
                found |= {f"{name}__isnull": True} if value == NOBODY else {f"{name}_id": int(value)}
            else:
                found[name] = "" if value == NOBODY else value
        return found

    @property
    def is_of_campaigns(self) -> bool:
        """Costs are those of campaigns: no other choice narrows them exactly."""
        return not (self.segment or self.rep or self.team)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


@dataclass(frozen=True)
class Asked:
    """Period, shares and choices of a page; anything unknown falls back to the default."""

    period: str = DEFAULT_PERIOD
    first: date | None = None
    last: date | None = None
    by: str = "campaign"
    whole: bool = False  # every row of the table, not the largest ones only
    slice: Slice = Slice()

    @classmethod
    def of(cls, query: Any, *, by: str = "campaign") -> Asked:
        first, last = _day(query.get("first", "")), _day(query.get("last", ""))
        if not (first and last and first <= last):
            first = last = None
        period, chosen = query.get("period", ""), query.get("by", "")
        return cls(
            "own" if first else period if period in PERIODS else DEFAULT_PERIOD,
            first,
            last,
            chosen if chosen in BY else by,
            query.get("rows") == "all",
            Slice.of(query),
        )

    def days(self, as_of: date) -> tuple[date, date]:
        """The first and the last day; twelve months and the like end on the last night told."""
        if self.first and self.last:
            return self.first, self.last
        length = PERIODS[self.period][1]
        return (as_of - timedelta(days=length - 1) if length else BEGINNING), as_of

    def before(self, as_of: date) -> tuple[date, date] | None:
        """The days of the same number just before; none for everything."""
        first, last = self.days(as_of)
        if first <= BEGINNING + (last - first):
            return None
        return first - timedelta(days=(last - first).days + 1), first - timedelta(days=1)

    def query(self, **changes: str) -> str:
        """The address of the same page, with these changes."""
        said = {"period": self.period if self.period in PERIODS else "", "by": self.by, **self.slice.chosen}
        if self.first and self.last:
            said |= {"first": self.first.isoformat(), "last": self.last.isoformat()}
        said |= {"rows": "all" if self.whole else ""}
        return urlencode({name: value for name, value in (said | changes).items() if value})


def _day(text: str) -> date | None:
    """A day that leads may have; before 2000 and after this century there is none."""
    try:
        day = parse_date(str(text))
    except ValueError:
        return None
    return day if day and BEGINNING <= day <= END else None


@dataclass(frozen=True)
class Figure:
    """One number of a page: what was counted, between which days, of which slice."""

    measure: str
    first: date
    last: date
    slice: Slice = Slice()

    @property
    def text(self) -> str:
        """As it travels in an address: accepted~2026-01-01~2026-03-31~rep=7."""
        parts = [self.measure, self.first.isoformat(), self.last.isoformat()]
        return "~".join([*parts, *(f"{name}={quote(value, safe='')}" for name, value in self.slice.chosen.items())])

    @classmethod
    def parse(cls, text: str) -> Figure | None:
        measure, _mark, rest = text.partition("~")
        first, _mark, rest = rest.partition("~")
        last, _mark, rest = rest.partition("~")
        days = _day(first), _day(last)
        if measure not in MEASURES or not days[0] or not days[1]:
            return None
        pairs = (part.partition("=") for part in rest.split("~"))
        return cls(measure, days[0], days[1], Slice.of({name: unquote(value) for name, _mark, value in pairs}))

    def of(self, **chosen: str) -> Figure:
        return replace(self, slice=replace(self.slice, **chosen))

    def __str__(self) -> str:
        since = "" if self.first <= BEGINNING else short_date(self.first)
        words = _("%(measure)s, %(first)s to %(last)s") if since else _("%(measure)s, until %(last)s")
        return words % {"measure": label(self.measure), "first": since, "last": short_date(self.last)}
