"""The contract scoreboard: what each side promised the other, how much of it was kept, and the rows behind."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from leads.models import QualityNight
from leads.selectors.quality.asked import NOBODY, Asked, Figure
from leads.selectors.quality.measures import BANDS
from leads.selectors.quality.names import Names, names_for
from leads.selectors.quality.rows import night, rows_url
from leads.selectors.quality.tallies import BEFORE, NOTHING, NOW, Key, Tally, count_handoffs

FEW = 5
MARKETING, SALES = "marketing", "sales"
# (side, what was kept, of what, its name, what it means)
PROMISES: tuple[tuple[str, str, str, Any, Any], ...] = (
    (MARKETING, "accepted", "judged", _("Leads that sales believed"), _("Accepted, of those accepted or refused.")),
    (MARKETING, "complete", "sent", _("Promises made in full"), _("With the promise, its proof and an opener.")),
    (MARKETING, "deal_won", "deal_closed", _("Promises that came true"), _("Won, of the accepted leads won or lost.")),
    (MARKETING, "question_kept", "question_due", _("Questions answered in time"), _("Asked by sales about a lead.")),
    (SALES, "answered", "answer_due", _("Answers in time"), _("Accepted or refused before the deadline.")),
    (
        SALES,
        "contact_kept",
        "contact_due",
        _("First contacts in time"),
        _("Within the hours agreed after the yes."),
    ),
    (SALES, "refused_rightly", "rejected", _("Refusals that held"), _("Refused and not won by somebody else since.")),
)
BREACHES: tuple[tuple[str, str, Any], ...] = (
    (MARKETING, "incomplete", _("Handoffs without proof or opener")),
    (MARKETING, "deal_lost", _("Accepted, then lost")),
    (MARKETING, "question_late", _("Questions late or without answer")),
    (MARKETING, "question_open", _("Questions still open")),
    (SALES, "answered_late", _("Answers late or missing")),
    (SALES, "expired", _("Handoffs expired")),
    (SALES, "contact_late", _("First contacts late or missing")),
    (SALES, "unworked", _("Accepted leads not worked")),
    (SALES, "refused_won", _("Refused, then won by another")),
)


@dataclass(frozen=True)
class Promise:
    side: str
    label: Any
    hint: Any
    kept: int
    n: int
    share: Decimal | None
    was: Decimal | None
    kept_url: str
    url: str

    @property
    def too_few(self) -> bool:
        return self.n < FEW

    @property
    def delta(self) -> Decimal | None:
        return None if self.share is None or self.was is None else self.share - self.was


@dataclass(frozen=True)
class Breach:
    side: str
    label: Any
    n: int
    was: int
    url: str
    was_url: str


@dataclass(frozen=True)
class Row:
    """One team, or one band of promised scores."""

    name: str
    tally: Tally
    promises: list[Promise]
    breaches: list[Breach]
    was: Tally | None  # none when nothing came before the period


@dataclass(frozen=True)
class Contract:
    asked: Asked
    night: QualityNight
    first: date
    last: date
    before: tuple[date, date] | None
    names: Names
    total: Row
    teams: list[Row]
    bands: list[Row]

    def promises(self, side: str) -> list[Promise]:
        return [promise for promise in self.total.promises if promise.side == side]

    def breaches(self, side: str) -> list[Breach]:
        return [breach for breach in self.total.breaches if breach.side == side]


def contract(user: User, asked: Asked) -> Contract | None:
    """Of the handoffs in this person's reach, as the last night left them; nothing before the first night."""
    told = night()
    if told is None:
        return None
    first, last = asked.days(told.as_of)
    counted = count_handoffs(user, asked, told.as_of, ("team", "band"))
    names = names_for(user)
    before = asked.before(told.as_of)
    whole = Figure("sent", first, last, asked.slice), Figure("sent", *before, asked.slice) if before else None
    teams = sorted({value for which, by, value in counted if (which, by) == (NOW, "team")})
    rows = [_row(counted, "team", value, names.of("team", value), _of(whole, team=value or NOBODY)) for value in teams]
    bands = [
        _row(counted, "band", str(low), f"{low}–{high}", _of(whole, band=str(low)))
        for low, high in reversed(BANDS)
        if (NOW, "band", str(low)) in counted
    ]
    return Contract(
        asked, told, first, last, before, names, _row(counted, "", "", "", whole),
        sorted(rows, key=lambda row: row.name), bands,
    )  # fmt: skip


def _of(figures: tuple[Figure, Figure | None], **chosen: str) -> tuple[Figure, Figure | None]:
    return figures[0].of(**chosen), figures[1].of(**chosen) if figures[1] else None


def _row(counted: dict[Key, Tally], by: str, value: str, name: str, figures: tuple[Figure, Figure | None]) -> Row:
    figure, earlier = figures
    now, was = (counted.get((which, by, value), NOTHING) for which in (NOW, BEFORE))
    promises = [
        Promise(
            side, label, hint, now[kept], now[of], now.share(kept, of), was.share(kept, of), _url(figure, kept),
            _url(figure, of),
        )
        for side, kept, of, label, hint in PROMISES
    ]  # fmt: skip
    breaches = [
        Breach(side, label, now[key], was[key], _url(figure, key), _url(earlier, key)) for side, key, label in BREACHES
    ]
    return Row(name, now, promises, breaches, was if earlier else None)


def _url(figure: Figure | None, measure: str) -> str:
    return rows_url(replace(figure, measure=measure)) if figure else ""
