"""Two reviewers, one finding: what the other decided beside what this one was about to."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from debrief.choices import CREDITED
from debrief.models import Finding, Verdict


@dataclass(frozen=True)
class Difference:
    label: Any
    theirs: str
    mine: str

    @property
    def same(self) -> bool:
        return self.theirs == self.mine


@dataclass(frozen=True)
class Clash:
    finding: Finding
    theirs: Verdict
    mine: Verdict
    rows: list[Difference]

    @property
    def same(self) -> bool:
        return all(row.same for row in self.rows)


def clash_of(finding: Finding, mine: Verdict) -> Clash | None:
    """Line by line: decision, then wording, reason or grade where they speak."""
    theirs = Verdict.objects.live().select_related("reviewer").filter(finding=finding).first()
    if theirs is None:
        return None
    rows = [Difference(_("Decision"), str(theirs.get_decision_display()), str(mine.get_decision_display()))]
    kept = [one for one in (theirs, mine) if one.decision in CREDITED]
    if kept:
        words = [one.value or finding.value if one in kept else "—" for one in (theirs, mine)]
        rows.append(Difference(_("Wording"), words[0], words[1]))
        grades = [str(one.get_grade_display()) if one in kept else "—" for one in (theirs, mine)]
        rows.append(Difference(_("Grade"), grades[0], grades[1]))
    if theirs.reason or mine.reason:
        reasons = [str(one.get_reason_display()) if one.reason else "—" for one in (theirs, mine)]
        rows.append(Difference(_("Reason"), reasons[0], reasons[1]))
    return Clash(finding, theirs, mine, rows)
