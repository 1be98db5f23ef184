"""What a month pays each person, computed from the lines and not written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from accounts.models import User
from core.periods import Month
from incentives.models.assignment import Assignment
from incentives.models.line import LedgerLine
from incentives.models.period import Period
from incentives.models.pricebook import price_book
from incentives.models.statement import Statement
from incentives.rules.pricing import PriceBook
from incentives.rules.statement import Caps, DayPoints, Result, summarise
from incentives.rules.targets import targets


@dataclass(frozen=True)
class StatementDraft:
    """A statement as computed, before it is written; `balance` counts every book, later ones too."""

    person: User
    version_id: int | None
    opening: int
    balance: int
    target: Decimal
    lines_count: int
    result: Result


def draft_statements(
    period: Period, people: Iterable[User] | None = None, book: PriceBook | None = None, *, opening: bool = True
) -> list[StatementDraft]:
    """What the month pays each person with lines or a plan in it; writes nothing. Without `opening`, balances are 0."""
    span = period.span
    persons = list(people) if people is not None else _concerned(period)
    ids = [person.pk for person in persons]
    book = book or price_book(ids)
    lines = LedgerLine.objects.filter(person__in=ids)
    days: dict[int, list[DayPoints]] = defaultdict(list)
    totals = {row["person_id"]: row for row in lines.month_totals(span.first, opening=opening)}
    if touched := [row["first"] for row in totals.values() if row["first"]]:
        for person_id, day, now, before in lines.days_of(span.first, first=min(touched)):
            days[person_id].append(DayPoints(day, now, before))
    carried = _carried(period, ids)
    wanted = targets(persons, span.first, span.last, book)
    drafts = []
    for person in persons:
        tariff = book.last_in(person.pk, span.first, span.last)
        row = totals.get(person.pk, {})
        result = summarise(
            days[person.pk],
            caps=_caps(book, person.pk, days[person.pk]),
            adjustments=row.get("adjusted") or 0,
            carried_in=carried.get(person.pk, 0),
            point_value=Decimal(str(tariff.parameters.get("point_value", "0"))) if tariff else Decimal(0),
        )
        version = tariff.version_id if tariff else None
        drafts.append(
            StatementDraft(
                person=person,
                version_id=version,
                opening=row.get("opening") or 0,
                balance=row.get("balance") or 0,
                target=wanted[person.pk],
                lines_count=row.get("lines") or 0,
                result=result,
            )
        )
    return drafts


def _concerned(period: Period) -> list[User]:
    span = period.span
    planned = Assignment.objects.filter(starts_on__lte=span.last).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=span.first)
    )
    people = User.objects.filter(
        Q(pk__in=LedgerLine.objects.filter(period=period).values("person"))
        | Q(pk__in=planned.values("person"), is_active=True)
    )
    return list(people.select_related("team").order_by("pk"))


def _carried(period: Period, ids: list[int]) -> dict[int, int]:
    """The debt each person's last statement before this month left."""
    rows = Statement.objects.filter(person__in=ids, period__month__lt=period.month)
    latest = rows.order_by("person_id", "-period__month").distinct("person_id")
    return dict(latest.values_list("person_id", "carried_out"))


def _caps(book: PriceBook, person_id: int, days: list[DayPoints]) -> dict[tuple[int, int], Caps]:
    caps = {}
    for month in {Month.of(day.day) for day in days}:
        tariff = book.last_in(person_id, month.first, month.last)
        caps[(month.first.year, month.first.month)] = Caps.of(tariff.parameters if tariff else {})
    return caps
