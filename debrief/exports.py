"""The debrief floor's reports: the very rows of its pages."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import clock
from core.exports.report import Column, Report
from crm.choices import FactTopic
from crm.models import Fact
from debrief.models import GuardOverride, RecordHealth
from debrief.selectors.completeness import Completeness, Line
from debrief.selectors.contradictions import Contradiction
from debrief.selectors.fairness import Fairness
from debrief.selectors.market_map import LISTED, said
from debrief.selectors.questions import QuestionRow


def fairness_report(shown: Fairness) -> Report:
    """One row per rep and reviewer."""
    columns = [
        Column("rep", _("Rep")),
        Column("team", _("Team")),
        Column("reviewer", _("Reviewer")),
        Column("n", _("Decided"), "int"),
        Column("kept", _("Kept"), "int"),
        Column("share", _("Acceptance"), "percent"),
    ]
    filters = _("The last %(days)s days") % {"days": shown.days}
    return Report(_("Acceptance by reviewer and rep"), columns, _pairs(shown), clock.now(), filters)


def _pairs(shown: Fairness) -> Iterator[tuple[Any, ...]]:
    for row in shown.matrix.rows:
        for reviewer, cell in zip(shown.matrix.reviewers, row.cells, strict=True):
            if cell.n:
                yield row.rep.name, str(row.rep.team or ""), reviewer.name, cell.n, cell.kept, cell.share


def market_report(facts: QuerySet[Fact], today: date, filters: str) -> Report:
    """What enough companies say, topic by topic: the very lines of the page, without its limit of ten."""
    columns = [
        Column("topic", _("Topic")),
        Column("words", _("What is said")),
        Column("sources", _("Companies"), "int"),
        Column("fresh", _("Still recent"), "int"),
        Column("last", _("Last heard"), "date"),
    ]
    rows = [
        (str(FactTopic(line.topic).label), line.words, line.sources, line.fresh, clock.local_day(line.last))
        for line in said(facts, today, tuple(LISTED))
    ]
    return Report(_("Market map"), columns, rows, clock.now(), filters)


def contradictions_report(found: Iterable[Contradiction], filters: str) -> Report:
    """One row per claim, beside what the CRM says."""
    columns = [
        Column("company", _("Company")),
        Column("field", _("Field")),
        Column("held", _("CRM today")),
        Column("since", _("Since"), "datetime"),
        Column("written", _("Written by")),
        Column("claim", _("The field says")),
        Column("rep", _("Heard by")),
        Column("team", _("Team")),
        Column("on", _("Observed on"), "date"),
        Column("how", _("How known")),
        Column("said_by", _("Said by")),
        Column("state", _("State")),
    ]
    return Report(_("Contradictions"), columns, _claims(found), clock.now(), filters)


def _claims(found: Iterable[Contradiction]) -> Iterator[tuple[Any, ...]]:
    for one in found:
        since, who = (one.change.at, str(one.change.written_by or "")) if one.change else (None, "")
        for claim in one.claims:
            rep = claim.visit.debrief.rep
            state = _("In conflict") if claim.in_conflict else str(claim.get_state_display())
            told = (claim.value, rep.name, str(rep.team or ""), claim.observed_on, str(claim.get_how_known_display()))
            yield (one.company.name, one.label, one.held, since, who, *told, claim.said_by, state)


def completeness_report(shown: Completeness) -> Report:
    """The lines of the page: all, each team, each segment."""
    columns = [
        Column("by", _("By")),
        Column("name", _("Name")),
        Column("companies", _("Companies"), "int"),
        Column("filled", _("Filled weight"), "int"),
        Column("expected", _("Expected weight"), "int"),
        Column("completeness", _("Completeness"), "percent"),
        Column("known", _("Filled fields"), "int"),
        Column("fresh", _("Fresh fields"), "int"),
        Column("freshness", _("Freshness"), "percent"),
    ]
    rows = [_line(_("Team"), line) for line in shown.teams] + [_line(_("Segment"), line) for line in shown.segments]
    return Report(_("Completeness of records"), columns, rows, clock.now(), "", _line(_("Total"), shown.total))


def _line(by: Any, line: Line) -> tuple[Any, ...]:
    figures = (line.filled, line.expected, line.completeness, line.known, line.fresh, line.freshness)
    return (str(by), line.label, line.companies, *figures)


def records_report(found: QuerySet[RecordHealth], filters: str) -> Report:
    columns = [
        Column("company", _("Company")),
        Column("segment", _("Segment")),
        Column("owner", _("Owner")),
        Column("team", _("Team")),
        Column("share", _("Completeness"), "percent"),
        Column("freshness", _("Freshness"), "percent"),
        Column("missing", _("Missing")),
        Column("stale", _("To confirm")),
    ]
    return Report(_("Records to complete"), columns, _records(found), clock.now(), filters)


def _records(found: QuerySet[RecordHealth]) -> Iterator[tuple[Any, ...]]:
    for one in found.iterator(chunk_size=2000):
        owner = one.company.owner
        who = (str(owner or ""), str(owner.team or "") if owner else "")
        lists = (", ".join(one.missing_labels), ", ".join(one.stale_labels))
        yield (one.company.name, one.company.segment, *who, one.share, one.freshness, *lists)


def overrides_report(rows: QuerySet[GuardOverride]) -> Report:
    """Texts let through by marketing: which kind, by whom, when and why; never the text itself."""
    columns = [
        Column("at", _("At"), "datetime"),
        Column("category", _("Category")),
        Column("by", _("By")),
        Column("reason", _("Reason")),
        Column("rep", _("Rep")),
        Column("company", _("Company")),
        Column("finding", _("Finding"), "int"),
    ]
    return Report(_("Texts let through"), columns, _overrides(rows), clock.now(), "")


def _overrides(rows: QuerySet[GuardOverride]) -> Iterator[tuple[Any, ...]]:
    for one in rows.iterator(chunk_size=2000):
        visit = one.finding.visit
        told = (one.at, one.get_category_display(), one.by.name, one.reason, visit.debrief.rep.name, visit.title)
        yield (*told, one.finding_id)


def questions_report(rows: Iterable[QuestionRow], filters: str) -> Report:
    """Marketing's questions: about what, from whom an answer is expected, what they paid and what they brought."""
    columns = [
        Column("at", _("Asked"), "datetime"),
        Column("by", _("By")),
        Column("question", _("Question")),
        Column("about", _("About")),
        Column("which", _("Which one")),
        Column("expected", _("Answer expected")),
        Column("audience", _("Asked to")),
        Column("points", _("Points"), "points"),
        Column("answers", _("Answers"), "int"),
        Column("taken", _("Bounties taken"), "int"),
        Column("quota", _("Answers paid"), "int"),
        Column("until", _("Last day"), "date"),
        Column("state", _("State")),
    ]
    return Report(_("Questions to the field"), columns, _questions(rows), clock.now(), filters)


def _questions(rows: Iterable[QuestionRow]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        one = row.question
        which = one.company.name if one.company else one.about_value
        head = (one.asked_at, one.asked_by.name, one.text, str(one.get_about_display()), which, row.expected)
        yield (
            *head, str(one.get_audience_display()), one.points, row.answers, row.taken, one.quota, one.expires_on,
            _standing(row.standing),
        )  # fmt: skip


def _standing(code: str) -> str:
    names = {"open": pgettext("question", "Open"), "full": pgettext("question", "Answered")}
    return names.get(code) or (_("Past its last day") if code == "over" else pgettext("question", "Closed"))
