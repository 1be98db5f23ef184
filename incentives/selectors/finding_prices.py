"""What findings not filed yet would bring: novelty against the CRM, then the price of the plan in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from debrief.choices import FindingKind
from debrief.models import Finding
from incentives.models import price_book
from incentives.rules.points import FindingFacts, finding_points


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


def priced(findings: Iterable[Finding], *, rep_id: int, day: date, timeliness: str) -> PricedFindings:
    """Each appraised finding at the price of its acceptance as useful; without a plan in force nothing is priced."""
    tariff = price_book([rep_id]).at(rep_id, day)
    rows = []
    for finding in findings:
        price = tariff.finding(finding.kind, finding.topic) if tariff else None
        facts = FindingFacts("accepted", finding.novelty, timeliness, "useful")
        points = finding_points(price.points, facts, tariff.parameters) if tariff and price else 0
        rows.append(PricedFinding(finding, points))
    return PricedFindings(rows, timeliness, tariff is not None)
