"""What verdicts deserve: each finding for its author, shared in equal parts on one visit and on one day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from debrief.models import Finding, Verdict, VisitAttendee
from incentives.choices import LineKind, Rule
from incentives.models import LedgerLine, planned_for
from incentives.rules.points import PAID, FindingFacts, finding_points, shared_points
from incentives.rules.pricing import Price, PriceBook
from incentives.services.dues import Due, Family

FINDING_LINES = Q(component__isnull=True) | Q(component__rule=Rule.FINDING)
AUTHOR = "finding__visit__debrief__rep_id"
WORK_DATE = "finding__visit__debrief__work_date"


@dataclass(frozen=True)
class Judged:
    """A live verdict, with what prices it."""

    verdict_id: int
    finding_id: int
    of_id: int | None
    author_id: int
    day: date
    price: Price | None
    points: int
    decision: str
    kind: str
    topic: str
    attendees: tuple[int, ...]

    def dues(self, points: int, book: PriceBook) -> list[Due]:
        """The points in equal parts among her and the colleagues on the visit whom a plan pays that day."""
        component = self.price.component_id if self.price else None
        paid = {self.author_id: component}
        for person in self.attendees:
            if tariff := book.at(person, self.day):
                price = tariff.finding(self.kind, self.topic)
                paid[person] = price.component_id if price else component
        parts = shared_points(points, len(paid))
        return [
            Due(person, component, self.verdict_id, part, self.day)
            for (person, component), part in zip(paid.items(), parts, strict=True)
            if part or person == self.author_id
        ]


def _attendees(visit_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """The colleagues present on each of these visits, in the order they were named."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = VisitAttendee.objects.present().filter(visit__in=set(visit_ids)).order_by("pk")
    for visit, rep in rows.values_list("visit_id", "rep_id"):
        found[visit].append(rep)
    return {visit: tuple(reps) for visit, reps in found.items()}


def _priced(verdicts: Iterable[dict[str, Any]], book: PriceBook) -> list[Judged]:
    judged = []
    rows = list(verdicts)
    there = _attendees(row["finding__visit_id"] for row in rows)
    for row in rows:
        author, day = row[AUTHOR], row[WORK_DATE]
        tariff = book.at(author, day)
        if tariff is None:
            continue
        price = tariff.finding(row["finding__kind"], row["finding__topic"])
        facts = FindingFacts(
            decision=row["decision"],
            novelty=row["finding__novelty"],
            timeliness=row["finding__timeliness"] or row["finding__visit__debrief__timeliness"],
            grade=row["grade"],
        )
        points = finding_points(price.points, facts, tariff.parameters) if price else 0
        judged.append(
            Judged(
                verdict_id=row["pk"],
                finding_id=row["finding_id"],
                of_id=row["of_id"],
                author_id=author,
                day=day,
                price=price,
                points=points,
                decision=facts.decision,
                kind=row["finding__kind"],
                topic=row["finding__topic"],
                attendees=there.get(row["finding__visit_id"], ()),
            )
        )
    return judged


def _shares(root: Judged, duplicates: Sequence[Judged]) -> dict[int, int]:
    """Points by verdict for a first finding and the duplicates other authors brought on the same day."""
    mates: dict[int, Judged] = {}
    for mate in duplicates:
        if mate.day == root.day and mate.author_id not in (root.author_id, *root.attendees):
            mates.setdefault(mate.author_id, mate)
    sharing = [root, *mates.values()]
    return dict(zip([one.verdict_id for one in sharing], shared_points(root.points, len(sharing)), strict=True))


def dues(root_ids: Sequence[int], book: PriceBook) -> tuple[list[Due], list[int]]:
    """The dues of these findings and of what was judged a duplicate of them; and every verdict concerned."""
    group = Verdict.objects.filter(Q(finding__in=root_ids, of__isnull=True) | Q(of__in=root_ids))
    concerned = list(group.values_list("pk", flat=True))
    live = group.filter(reversed_at__isnull=True, finding__in_conflict=False).order_by("pk")
    rows = live.values(
        "pk", "finding_id", "of_id", "decision", "grade", "finding__kind", "finding__topic", "finding__novelty",
        "finding__visit_id", "finding__timeliness",
        "finding__visit__debrief__timeliness", AUTHOR, WORK_DATE,
    )  # fmt: skip
    judged = _priced(rows, book)
    duplicates: dict[int, list[Judged]] = defaultdict(list)
    for one in judged:
        if one.of_id is not None and one.decision == "duplicate":
            duplicates[one.of_id].append(one)
    shares: dict[int, int] = {}
    for one in judged:
        if one.decision in PAID:
            shares |= _shares(one, duplicates[one.finding_id])
    result = [due for one in judged for due in one.dues(shares.get(one.verdict_id, 0), book)]
    return result, concerned


def waiting(since: datetime | None) -> Iterable[int]:
    """First findings of the groups with a verdict that has no line yet, or a reversed one that still has credit."""
    settled = LedgerLine.objects.filter(
        FINDING_LINES, verdict=OuterRef("pk"), person=OuterRef(AUTHOR), kind=LineKind.EARNED
    )
    planned = planned_for(AUTHOR, WORK_DATE, Rule.FINDING)
    fresh = Verdict.objects.filter(planned, ~Exists(settled), reversed_at__isnull=True, finding__in_conflict=False)
    credit = LedgerLine.objects.live().telling().filter(FINDING_LINES, verdict=OuterRef("pk"))
    undone = Verdict.objects.filter(Exists(credit), reversed_at__isnull=False)
    if since is not None:
        fresh = fresh.filter(decided_at__gte=since)
        undone = undone.filter(reversed_at__gte=since)
    root = Coalesce("of_id", "finding_id")
    rows = fresh.values_list(root, WORK_DATE).union(undone.values_list(root, WORK_DATE))
    return list(dict.fromkeys(pk for pk, _day in sorted(rows, key=lambda row: (row[1], row[0]))))


def lock(root_ids: Sequence[int]) -> None:
    """Two settlers of one discovery take turns."""
    list(Finding.objects.select_for_update(no_key=True).filter(pk__in=root_ids).order_by("pk").values_list("pk"))


def roots_of(finding_id: int) -> list[int]:
    """The first findings of every group this one was ever judged in."""
    rows = Verdict.objects.filter(finding=finding_id).order_by()
    return sorted(set(rows.values_list(Coalesce("of_id", "finding_id"), flat=True)))


FAMILY = Family("finding", "verdict", waiting, lock, dues, FINDING_LINES)
