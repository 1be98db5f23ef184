"""A ledger line as people read it: what earned it, where to look, and how the price came about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from incentives.choices import LineKind
from incentives.models import LedgerLine

TONES = {LineKind.EARNED: "good", LineKind.ADJUSTED: "accent", LineKind.REVERSED: "warn"}


@dataclass(frozen=True)
class LineRow:
    pk: int
    number: str
    day: date
    posted_on: date
    kind: str
    kind_label: str
    tone: str
    title: str
    detail: str
    why: str
    url: str
    points: int
    source: str
    taken_back: bool
    disputed: bool
    own: bool

    @property
    def is_earned(self) -> bool:
        return self.kind == LineKind.EARNED


def line_rows(lines: Iterable[LedgerLine], *, own: bool, disputed: frozenset[int] = frozenset()) -> list[LineRow]:
    """The lines with their sources; `own` decides where a finding is read: in one's list, or on the debrief."""
    return [_row(line, own, line.pk in disputed) for line in lines]


def _row(line: LedgerLine, own: bool, disputed: bool) -> LineRow:
    title, detail, why, url = _source(line, own)
    return LineRow(
        pk=line.pk,
        number=f"{line.period.key}-{line.seq:04d}",
        day=line.occurred_on,
        posted_on=line.posted_on,
        kind=line.kind,
        kind_label=line.get_kind_display(),
        tone=TONES[LineKind(line.kind)],
        title=title,
        detail=detail,
        why=why,
        url=url,
        points=line.points,
        source=line.source,
        taken_back=getattr(line, "is_taken_back", False),
        disputed=disputed,
        own=own,
    )


def _source(line: LedgerLine, own: bool) -> tuple[str, str, str, str]:
    if line.verdict_id:
        return _verdict(line, own)
    if line.handoff_id:
        lead = line.handoff.lead
        return _("Lead decided"), lead.name, line.handoff.get_decision_display(), line.handoff.get_absolute_url()
    if line.outcome_id:
        lead = line.outcome.lead
        return _("Lead won"), lead.name, _("share of the campaigns"), lead.get_absolute_url()
    if line.score_id:
        return _("Return of own campaigns"), "", _score_why(line), reverse("incentives:marketing_scores")
    return _("Adjustment"), line.reason, "", ""


def _score_why(line: LedgerLine) -> str:
    roi = line.score.roi
    return _("ROI %(roi)s") % {"roi": f"{roi:.2f}"} if roi is not None else ""


def _verdict(line: LedgerLine, own: bool) -> tuple[str, str, str, str]:
    verdict: Any = line.verdict
    finding = verdict.finding
    debrief = finding.visit.debrief
    where = finding.company.name if finding.company_id else finding.visit.company_name
    if line.component is not None and line.component.rule == "review":
        return _("Review in time"), where, "", reverse("debrief:debrief_detail", args=[debrief.pk])
    if line.component is not None and line.component.rule == "bounty":
        asked = finding.question
        return (
            _("Question of marketing"),
            asked.text if asked else where,
            where,
            asked.get_absolute_url() if asked else "",
        )
    title = finding.get_topic_display() if finding.topic else finding.get_kind_display()
    url = finding.get_absolute_url() if own else reverse("debrief:debrief_detail", args=[debrief.pk])
    return capfirst(str(title)), where, _why(line, verdict, finding, debrief), url


def _why(line: LedgerLine, verdict: Any, finding: Any, debrief: Any) -> str:
    """The factors of the price, in words: 15 × new × hot × useful."""
    if verdict.decision in ("duplicate", "rejected"):
        return str(verdict.get_decision_display())
    base = line.component.points if line.component else 0
    factors = [finding.get_novelty_display(), debrief.get_timeliness_display(), verdict.get_grade_display()]
    return " × ".join([str(base), *(str(name).lower() for name in factors if name)])
