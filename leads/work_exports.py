"""The lists of the routing desk and of the reps' feedback as files."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import clock
from core.exports.report import Column, Report
from leads.exports import CHUNK
from leads.models import HandoffQuestion, Lead, LeadRating
from leads.selectors.ratings import wrong_fields
from leads.selectors.routing_trial import Trial
from leads.selectors.routing_words import sentence

DOT = " · "  # as on the pages


def _of_lead() -> list[Column]:
    return [
        Column("id", _("Number"), "int"),
        Column("name", _("Lead"), "text"),
        Column("company", _("Company"), "text"),
        Column("campaign", _("Campaign"), "text"),
    ]


def _lead(lead: Lead) -> tuple[Any, ...]:
    return lead.pk, lead.name, lead.company_name, lead.campaign.name if lead.campaign else ""


def unassigned_report(lines: Iterable[tuple[Lead, list[str]]], filters: str) -> Report:
    """Why nobody has each: what routing said, and what the rules of today do not find."""
    columns = [
        *_of_lead(),
        Column("city", _("City"), "text"),
        Column("captured_at", _("Captured at"), "datetime"),
        Column("why", _("Reason"), "text"),
        Column("missed", _("Rules of today"), "text"),
    ]
    rows = ((*_lead(lead), lead.city, lead.captured_at, _why(lead), DOT.join(missed)) for lead, missed in lines)
    return Report(_("Unassigned leads"), columns, rows, as_of=clock.now(), filters=filters)


def _why(lead: Lead) -> str:
    return sentence(lead.routing_reason) if lead.routing_reason else _("Not routed yet.")


def trial_report(trial: Trial, filters: str) -> Report:
    """Which rule would take each lead, who would get it, or why nobody."""
    columns = [
        *_of_lead(),
        Column("rule", _("Rule"), "text"),
        Column("rep", _("Would go to"), "text"),
        Column("why", _("Reason"), "text"),
        Column("missed", _("Rules that do not take it"), "text"),
    ]
    rows = [
        (*_lead(line.lead), line.rule, line.rep.name if line.rep else _("Nobody"), line.why, DOT.join(line.missed))
        for line in trial.lines
    ]
    return Report(_("Dry run of the rules"), columns, rows, as_of=clock.now(), filters=filters)


def questions_report(found: QuerySet[HandoffQuestion], filters: str) -> Report:
    columns = [
        *_of_lead(),
        Column("asked_by", _("Asked by"), "text"),
        Column("asked_at", pgettext("question", "Asked at"), "datetime"),
        Column("question", _("Question"), "text"),
        Column("due", _("Answer due"), "datetime"),
        Column("late", _("Answer late"), "text"),
        Column("answer", pgettext("noun", "Answer"), "text"),
        Column("answered_by", _("Answered by"), "text"),
        Column("answered_at", pgettext("question", "Answered at"), "datetime"),
    ]
    return Report(_("Questions of the reps"), columns, _question_rows(found), as_of=clock.now(), filters=filters)


def _question_rows(found: QuerySet[HandoffQuestion]) -> Iterator[tuple[Any, ...]]:
    for one in found.iterator(chunk_size=CHUNK):
        yield (
            *_lead(one.handoff.lead), one.asked_by.name, one.asked_at, one.question, one.answer_due_at,
            _("yes") if one.breached_at else _("no"), one.answer, one.answered_by.name if one.answered_by else "",
            one.answered_at,
        )  # fmt: skip


def ratings_report(found: QuerySet[LeadRating], filters: str) -> Report:
    columns = [
        *_of_lead(),
        Column("moment", _("Moment of the rating"), "text"),
        Column("fit", _("Fit"), "text"),
        Column("timing", _("Timing"), "text"),
        Column("data", _("Data"), "text"),
        Column("wrong", _("Wrong fields"), "text"),
        Column("by", _("Rated by"), "text"),
        Column("at", pgettext("rating", "Rated at"), "datetime"),
    ]
    return Report(_("Ratings of leads"), columns, _rating_rows(found), as_of=clock.now(), filters=filters)


def _rating_rows(found: QuerySet[LeadRating]) -> Iterator[tuple[Any, ...]]:
    for one in found.iterator(chunk_size=CHUNK):
        yield (
            *_lead(one.lead), one.get_moment_display(), one.get_fit_display(), one.get_timing_display(),
            one.get_data_display(), ", ".join(wrong_fields(one)), one.by.name, one.rated_at,
        )  # fmt: skip
