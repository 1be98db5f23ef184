"""Standings counted: every measure at once, for the period and the one before it, in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, ExpressionWrapper, Q, Value, When
from django.db.models.expressions import BaseExpression

from accounts.models import User
from core.numbers import ratio
from leads.models import CampaignCost, HandoffStanding, LeadStanding
from leads.rules.roi import cost_per
from leads.selectors.quality.asked import Asked
from leads.selectors.quality.measures import BANDS, MEASURES, of_handoffs, of_leads

NOW, BEFORE = "now", "before"
_BANDED = " ".join(["CASE", *(f"WHEN fit <= {high} THEN '{low}'" for low, high in BANDS), "END"])
SPEEDS = ("answer", "contact")
ZERO = Decimal("0.00")
Key = tuple[str, str, str]  # which period, by what (or "" for all of it), which value


@dataclass(frozen=True)
class Tally:
    """How many rows fit each measure; hours are working hours (median, nine tenths)."""

    counts: dict[str, int]
    hours: dict[str, Decimal | None]
    cost: Decimal = ZERO
    amount: Decimal = ZERO

    def __getitem__(self, measure: str) -> int:
        if measure not in MEASURES:
            raise KeyError(measure)  # a template asks for `counts` as for a key first
        return self.counts.get(measure, 0)

    def share(self, part: str, whole: str) -> Decimal | None:
        return ratio(self[part], self[whole])

    def cost_of(self, measure: str) -> Decimal | None:
        return cost_per(self.cost, self[measure])


NOTHING = Tally({}, {})


def count_handoffs(user: User, asked: Asked, as_of: date, by: Sequence[str], cohort: str = "") -> dict[Key, Tally]:
    """By each of these columns and, with `cohort` (week or month), by when they were sent."""
    rows = HandoffStanding.objects.visible_to(user)
    measured = _measured(rows, "sent_on", asked, as_of, of_handoffs(as_of))
    cells = _cells(by)
    if cohort:
        cells["cohort"] = f"date_trunc('{cohort}', sent_on)::date::text"
    speeds = [
        f"percentile_cont({place}) WITHIN GROUP (ORDER BY {speed}_minutes) AS {speed}_{name}"
        for speed in SPEEDS
        for name, place in (("median", 0.5), ("most", 0.9))
    ]
    sums = [*speeds, "coalesce(sum(amount), 0) AS amount"]
    needed = [*_columns(by), "answer_minutes", "contact_minutes", "amount", "sent_on"]
    return _group(measured, cells, of_handoffs(as_of), sums, needed)


def count_leads(user: User, asked: Asked, as_of: date, by: Sequence[str]) -> dict[Key, Tally]:
    """Leads by when they were captured, each with its equal share of what its campaign cost in the period."""
    rows = LeadStanding.objects.visible_to(user)
    measured = _measured(rows, "captured_on", asked, as_of, of_leads())
    everybody = _measured(rows, "captured_on", asked, as_of, {}, sliced=False)
    needed = [*_columns(by), "campaign_id"]
    share = (everybody, asked, as_of)
    return _group(measured, _cells(by), of_leads(), ["sum(share) AS cost"], needed, share)


def _cells(by: Sequence[str]) -> dict[str, str]:
    return {
        name: _BANDED if name == "band" else f"{column}::text" for name, column in zip(by, _columns(by), strict=True)
    }


def _columns(by: Sequence[str]) -> list[str]:
    plain = {"band": "fit", "channel": "channel", "segment": "segment"}
    return [plain.get(name, f"{name}_id") for name in by]


def costs(user: User, asked: Asked, as_of: date) -> dict[tuple[str, int, str], Decimal]:
    """What each campaign of the slice cost in either period: {(which, campaign, channel): euros}."""
    found = _dated(CampaignCost.objects.visible_to(user).signed(), "day", asked, as_of)
    narrowed: dict[str, Any] = {}
    if asked.slice.campaign:
        narrowed["campaign_id"] = int(asked.slice.campaign)
    if asked.slice.channel:
        narrowed["campaign__channel"] = asked.slice.channel
    rows = found.filter(**narrowed).order_by().values_list("which", "campaign_id", "campaign__channel", "signed")
    sums: dict[tuple[str, int, str], Decimal] = {}
    for which, campaign, channel, signed in rows:
        sums[which, campaign, channel] = sums.get((which, campaign, channel), ZERO) + signed
    return sums


def _dated(rows: Any, column: str, asked: Asked, as_of: date) -> Any:
    """The rows of both periods, each saying which of them it is of."""
    (first, last), before = asked.days(as_of), asked.before(as_of)
    since = before[0] if before else first
    which = Case(When(Q(**{f"{column}__gte": first}), then=Value(NOW)), default=Value(BEFORE))
    return rows.filter(**{f"{column}__gte": since, f"{column}__lte": last}).annotate(which=which)


def _measured(rows: Any, column: str, asked: Asked, as_of: date, measures: dict[str, Q], *, sliced: bool = True) -> Any:
    conditions = asked.slice.conditions if sliced else {}
    found = _dated(rows, column, asked, as_of).filter(**conditions).order_by()
    return found.annotate(**{f"is_{key}": _boolean(condition) for key, condition in measures.items()})


def _boolean(condition: Q) -> BaseExpression:
    return ExpressionWrapper(condition, BooleanField()) if condition else Value(True)


def _group(
    rows: Any,
    cells: dict[str, str],
    measures: Iterable[str],
    sums: Sequence[str],
    needed: Sequence[str],
    share: tuple[Any, Asked, date] | None = None,
) -> dict[Key, Tally]:
    """All rows of each period, and those of each value of each cell."""
    asked_for = dict.fromkeys(["which", *needed, *(f"is_{key}" for key in measures)])
    sql, values = rows.values(*asked_for).query.sql_with_params()
    before, joined, first_values = "", "", ()
    if share:
        before, first_values = _shares(*share)
        joined = "LEFT JOIN shares USING (which, campaign_id)"
    counted = [f"count(*) FILTER (WHERE is_{key}) AS {key}" for key in measures]
    sets = ["(which)", *(f"(which, {cell})" for cell in cells.values())]
    shown = [f"{cell} AS cell_{n}, grouping({cell}) AS out_{n}" for n, cell in enumerate(cells.values())]
    statement = (
        f"{before}SELECT which, {', '.join([*shown, *counted, *sums])} FROM ({sql}) f {joined} "  # noqa: S608
        f"GROUP BY GROUPING SETS ({', '.join(sets)})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, (*first_values, *values))
        names = [column[0] for column in cursor.description or ()]
        told = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {(row["which"], *_cell(row, list(cells))): _tally(row) for row in told}


def _cell(row: dict[str, Any], columns: list[str]) -> tuple[str, str]:
    for n, column in enumerate(columns):
        if not row[f"out_{n}"]:
            return column, row[f"cell_{n}"] or ""
    return "", ""


def _shares(everybody: Any, asked: Asked, as_of: date) -> tuple[str, tuple[Any, ...]]:
    """What one lead of a campaign bears of its cost: the cost of the period by the number of its leads in it."""
    people, people_values = everybody.values("which", "campaign_id").query.sql_with_params()
    spent = _dated(CampaignCost.objects.signed(), "day", asked, as_of).order_by()
    money, money_values = spent.values("which", "campaign_id", "signed").query.sql_with_params()
    text = (
        f"WITH shares AS (SELECT which, campaign_id, c.cost / p.n AS share "  # noqa: S608
        f"FROM (SELECT which, campaign_id, count(*) AS n FROM ({people}) e GROUP BY 1, 2) p "
        f"JOIN (SELECT which, campaign_id, sum(signed) AS cost FROM ({money}) m GROUP BY 1, 2) c "
        f"USING (which, campaign_id)) "
    )
    return text, (*people_values, *money_values)


def _tally(row: dict[str, Any]) -> Tally:
    counts = {name: int(value) for name, value in row.items() if isinstance(value, int) and not name.startswith("out_")}
    hours = {
        name: None if value is None else Decimal(str(value)) / 60
        for name, value in row.items()
        if name.endswith(("_median", "_most"))
    }
    return Tally(counts, hours, row.get("cost") or ZERO, row.get("amount") or ZERO)
