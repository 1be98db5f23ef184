"""What the quality figures count: each measure is a condition on the standing of a lead or of a handoff."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from leads.choices import HandoffDecision, OutcomeResult

HORIZON_DAYS = 90
DECIDED = (HandoffDecision.ACCEPTED, HandoffDecision.REJECTED, HandoffDecision.EXPIRED)
BANDS = ((0, 39), (40, 59), (60, 79), (80, 100))

OF_LEADS: dict[str, tuple[Any, Q]] = {
    "captured": (_("Leads captured"), Q()),
    "qualified": (_("Leads qualified"), Q(qualified=True)),
    "handed": (_("Leads handed over"), Q(handed_off=True)),
    "taken": (_("Leads accepted by sales"), Q(accepted=True)),
    "opened": (_("Leads with an opportunity"), Q(converted=True)),
    "won": (_("Leads won"), Q(won=True)),
}
OF_HANDOFFS: dict[str, tuple[Any, Q]] = {
    "sent": (_("Handoffs"), Q()),
    "waiting": (_("Handoffs without an answer yet"), Q(decision=HandoffDecision.PENDING)),
    "decided": (_("Handoffs decided or expired"), Q(decision__in=DECIDED)),
    "accepted": (_("Handoffs accepted"), Q(decision=HandoffDecision.ACCEPTED)),
    "rejected": (_("Handoffs refused"), Q(decision=HandoffDecision.REJECTED)),
    "expired": (_("Handoffs expired"), Q(decision=HandoffDecision.EXPIRED)),
    "judged": (
        _("Handoffs accepted or refused"),
        Q(decision__in=(HandoffDecision.ACCEPTED, HandoffDecision.REJECTED)),
    ),
    "answer_due": (_("Answers given or due"), ~Q(decision=HandoffDecision.PENDING) | Q(late=True)),
    "answered": (_("Answers given in time"), ~Q(decision=HandoffDecision.PENDING) & Q(late=False)),
    "answered_late": (_("Answers late or missing"), Q(late=True)),
    "complete": (_("Handoffs with promise, proof and opener"), Q(complete=True)),
    "incomplete": (_("Handoffs without proof or opener"), Q(complete=False)),
    "contacted": (_("First contacts made"), Q(contact_minutes__isnull=False)),
    "contact_due": (_("First contacts made or due"), Q(contact_due=True)),
    "contact_kept": (_("First contacts made in time"), Q(contact_due=True, contact_late=False)),
    "contact_late": (_("First contacts late or missing"), Q(contact_late=True)),
    "unworked": (_("Accepted leads not worked"), Q(unworked=True)),
    "question_due": (
        _("Questions answered or due"),
        Q(question_asked=True) & (Q(question_open=False) | Q(question_late=True)),
    ),
    "question_kept": (
        _("Questions answered in time"),
        Q(question_asked=True, question_open=False, question_late=False),
    ),
    "question_late": (_("Questions late or without answer"), Q(question_late=True)),
    "question_open": (_("Questions still open"), Q(question_open=True)),
    "converted": (_("Handoffs that became an opportunity"), Q(converted_on__isnull=False)),
    "deal_won": (_("Handoffs won"), Q(outcome=OutcomeResult.WON)),
    "deal_lost": (_("Handoffs lost"), Q(outcome=OutcomeResult.LOST)),
    "deal_closed": (_("Accepted handoffs won or lost"), ~Q(outcome="")),
    "refused_taken": (_("Refused, then accepted by another"), Q(taken_by_other=True)),
    "refused_rightly": (
        _("Refused, and not won by another since"),
        Q(decision=HandoffDecision.REJECTED, won_by_other=False),
    ),
    "refused_won": (_("Refused, then won by another"), Q(won_by_other=True)),
}
RIPE: dict[str, Any] = {
    "ripe": _("Handoffs at least ninety days old"),
    "ripe_converted": _("Opportunities within ninety days of their handoff"),
    "unripe": _("Handoffs younger than ninety days"),
}
MEASURES = {*OF_LEADS, *OF_HANDOFFS, *RIPE}


def label(measure: str) -> Any:
    found = OF_LEADS.get(measure) or OF_HANDOFFS.get(measure)
    return found[0] if found else RIPE[measure]


def of_leads() -> dict[str, Q]:
    return {key: condition for key, (_label, condition) in OF_LEADS.items()}


def of_handoffs(as_of: date) -> dict[str, Q]:
    """Those that have had ninety days to become an opportunity are ripe: only they are compared."""
    ripe = Q(sent_on__lte=as_of - timedelta(days=HORIZON_DAYS))
    soon = Q(converted_on__lte=F("sent_on") + timedelta(days=HORIZON_DAYS))
    ages = {"ripe": ripe, "ripe_converted": ripe & soon, "unripe": ~ripe}
    return {key: condition for key, (_label, condition) in OF_HANDOFFS.items()} | ages
