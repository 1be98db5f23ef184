"""Is it working? Prospecting cost per accepted lead, conversion and its trend, field information against none."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from core import clock
from core.charts import Geometry, Series, line, stacked
from core.numbers import ratio, round_money
from core.periods import Month
from crm.models import Fact
from debrief.models import Debrief
from incentives.models import Period, Statement, draft_statements
from leads.models import CampaignCost, Handoff, Outcome, RevenueAttribution

MONTHS = 12
ENOUGH = 200


@dataclass(frozen=True)
class MonthRow:
    """One month: what prospecting cost, and what it brought. Conversion follows the leads handed off in it."""

    month: Month
    campaigns: Decimal
    debriefs: Decimal
    incentives: Decimal
    accepted: int
    handed: int
    won: int
    margin: Decimal

    @property
    def cost(self) -> Decimal:
        return self.campaigns + self.debriefs + self.incentives

    @property
    def per_lead(self) -> Decimal | None:
        value = ratio(self.cost, self.accepted)
        return None if value is None else round_money(value)

    @property
    def conversion(self) -> Decimal | None:
        return ratio(self.won, self.accepted)

    @property
    def pay_share(self) -> Decimal | None:
        return ratio(self.incentives, self.margin)


@dataclass(frozen=True)
class Side:
    """Deals decided with or without information from the field."""

    label: str
    won: int
    decided: int

    @property
    def rate(self) -> Decimal | None:
        return ratio(self.won, self.decided)

    @property
    def is_thin(self) -> bool:
        return self.decided < ENOUGH


@dataclass(frozen=True)
class Proof:
    as_of: datetime
    rows: list[MonthRow]
    total: MonthRow
    sides: list[Side]
    costs: Geometry
    conversions: Geometry
    hourly_rate: Decimal


def proof(*, now: datetime) -> Proof:
    """Twelve months, the running one included; every rate comes with what it divides."""
    current = Month.of(clock.local_day(now))
    months = [current.shift(-back) for back in range(MONTHS - 1, -1, -1)]
    rows = _rows(months)
    labels = [f"{row.month.first:%m/%y}" for row in rows]
    costs = [
        Series("accent", _("Campaigns"), [row.campaigns for row in rows]),
        Series("warm", _("Debriefs"), [row.debriefs for row in rows]),
        Series("violet", _("Incentives"), [row.incentives for row in rows]),
    ]
    conversion = [None if row.conversion is None else round(row.conversion * 100, 1) for row in rows]
    return Proof(
        as_of=now,
        rows=rows,
        total=_total(rows, current),
        sides=_sides(months[0].first),
        costs=stacked(labels, costs),
        conversions=line(labels, [Series("good", _("Conversion, %"), conversion)]),
        hourly_rate=Decimal(settings.LOADED_HOURLY_RATE),
    )


def _rows(months: list[Month]) -> list[MonthRow]:
    first, last = months[0].first, months[-1].last
    spent = CampaignCost.objects.filter(day__range=(first, last)).signed()
    campaigns = _by_month(spent, "day", Sum("signed"))
    seconds = _by_month(
        Debrief.objects.filed().filter(work_date__range=(first, last)), "work_date", Sum("seconds_spent")
    )
    paid = _incentives(months)
    margin = _by_month(RevenueAttribution.objects.between(first, last).filter(model="u"), "closed_on", Sum("margin"))
    cohorts = _cohorts(months)
    rate = Decimal(settings.LOADED_HOURLY_RATE)
    rows = []
    for month in months:
        accepted, handed, won = cohorts.get(month.first, (0, 0, 0))
        time = round_money(Decimal(seconds.get(month.first) or 0) / 3600 * rate)
        rows.append(
            MonthRow(
                month=month,
                campaigns=Decimal(campaigns.get(month.first) or 0),
                debriefs=time,
                incentives=paid.get(month.first, Decimal(0)),
                accepted=accepted,
                handed=handed,
                won=won,
                margin=Decimal(margin.get(month.first) or 0),
            )
        )
    return rows


def _by_month(rows: QuerySet[Any], day: str, what: Sum) -> dict[date, Any]:
    months = rows.order_by().annotate(month=TruncMonth(day)).values_list("month")
    return dict(months.annotate(total=what))


def _cohorts(months: list[Month]) -> dict[date, tuple[int, int, int]]:
    """By month of the handoff: accepted, sent, and accepted leads won since."""
    accepted = Q(decision="accepted")
    won = Exists(Outcome.objects.live().filter(lead=OuterRef("lead"), result="won"))
    rows = (
        Handoff.objects.filter(sent_at__gte=months[0].start_utc, sent_at__lt=months[-1].end_utc)
        .annotate(is_won=won, month=TruncMonth("sent_at", tzinfo=clock.zone()))
        .order_by()
        .values_list("month")
        .annotate(
            accepted=Count("pk", filter=accepted), handed=Count("pk"), won=Count("pk", filter=accepted & Q(is_won=True))
        )
    )
    return {clock.local_day(month): (accepted, handed, won) for month, accepted, handed, won in rows}


def _incentives(months: list[Month]) -> dict[date, Decimal]:
    """What statements pay; a month without statements yet counts what it would pay today."""
    issued = _by_month(Statement.objects.filter(period__month__gte=months[0].first), "period__month", Sum("amount"))
    paid = {month: Decimal(amount) for month, amount in issued.items()}
    for period in Period.objects.filter(month__gte=months[0].first).exclude(month__in=paid):
        drafts = draft_statements(period, opening=False)
        paid[period.month] = sum((draft.result.amount for draft in drafts), Decimal(0))
    return paid


def _total(rows: list[MonthRow], month: Month) -> MonthRow:
    return MonthRow(
        month=month,
        campaigns=sum((row.campaigns for row in rows), Decimal(0)),
        debriefs=sum((row.debriefs for row in rows), Decimal(0)),
        incentives=sum((row.incentives for row in rows), Decimal(0)),
        accepted=sum(row.accepted for row in rows),
        handed=sum(row.handed for row in rows),
        won=sum(row.won for row in rows),
        margin=sum((row.margin for row in rows), Decimal(0)),
    )


def _sides(since: date) -> list[Side]:
    """Deals of leads decided since, by whether the field had learnt something about the company before."""
    known = Fact.objects.filter(
        company=OuterRef("opportunity__company"),
        heard_from__isnull=False,
        confirmed_at__date__lte=OuterRef("decided_on"),
    )
    rows = (
        Outcome.objects.live()
        .filter(decided_on__gte=since)
        .annotate(informed=Exists(known))
        .order_by()
        .values_list("informed")
        .annotate(decided=Count("pk"), won=Count("pk", filter=Q(result="won")))
    )
    found = {informed: (won, decided) for informed, decided, won in rows}
    return [
        Side(_("With field information"), *found.get(True, (0, 0))),
        Side(_("Without"), *found.get(False, (0, 0))),
    ]
