"""What findings not filed yet would bring: novelty against the CRM, then the price of the plan in force."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from debrief.choices import FindingKind
from debrief.models import Finding, VisitAttendee
from incentives.models import price_book
from incentives.rules.points import FindingFacts, finding_points, shared_points
from incentives.rules.pricing import PriceBook


@dataclass(frozen=True)
class PricedFinding:
    finding: Finding
    points: int

    @property
    def label(self) -> str:
        """What it is about, in one or two words."""
        found = self.finding
        if found.topic:
            return str(found.get_topic_display())
        return str(FindingKind(found.kind).label)

    @property
    def corrected(self) -> str:
        """What the CRM says today when it says something else, else nothing."""
        return self.finding.crm_value if self.finding.crm_value != self.finding.value else ""


@dataclass(frozen=True)
class PricedFindings:
    rows: list[PricedFinding]
    timeliness: str
    planned: bool

    @property
    def total(self) -> int:
        return sum(row.points for row in self.rows)


def priced(
    findings: Iterable[Finding],
    *,
    rep_id: int,
    day: date,
    timeliness: str,
    colleagues: Sequence[Sequence[int]] | None = None,
) -> PricedFindings:
    """The author's part of each appraised finding accepted as useful; without a plan in force nothing is priced.

    What was added to a filed day keeps the hour it was added at. `colleagues` names, finding by finding, who shared its
    visit, while that is not saved yet; saved visits say it themselves.
    """
    told = list(findings)
    company = companions(finding.visit_id for finding in told if finding.visit_id)
    there = colleagues if colleagues is not None else [company.get(finding.visit_id or 0, []) for finding in told]
    book = price_book([rep_id, *{pk for people in there for pk in people}])
    tariff = book.at(rep_id, day)
    rows = []
    for finding, people in zip(told, there, strict=True):
        price = tariff.finding(finding.kind, finding.topic) if tariff else None
        facts = FindingFacts("accepted", finding.novelty, finding.timeliness or timeliness, "useful")
        points = finding_points(price.points, facts, tariff.parameters) if tariff and price else 0
        rows.append(PricedFinding(finding, shared_points(points, 1 + sharers(book, people, finding, day))[0]))
    return PricedFindings(rows, timeliness, tariff is not None)


def companions(visit_ids: Iterable[int]) -> dict[int, list[int]]:
    """The colleagues who made each of these visits too, in one query."""
    found: dict[int, list[int]] = defaultdict(list)
    wanted = set(visit_ids)
    rows = VisitAttendee.objects.filter(visit__in=wanted, left_at=None) if wanted else VisitAttendee.objects.none()
    for visit, rep in rows.order_by("pk").values_list("visit_id", "rep_id"):
        found[visit].append(rep)
    return found


def sharers(book: PriceBook, people: Iterable[int], finding: Finding, day: date) -> int:
    """How many of these colleagues have a plan that pays such a finding on that day."""
    tariffs = [book.at(person, day) for person in people]
    return sum(1 for one in tariffs if one and one.finding(finding.kind, finding.topic))
