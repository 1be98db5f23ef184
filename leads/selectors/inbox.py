"""What awaits me: leads to accept, the most urgent first, with what is left of their clock."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from accounts.models import User
from core.working_time import calendar_for
from leads.choices import HandoffDecision, LeadState, ReasonKind
from leads.models import Handoff, HandoffQuestion, Lead, Reason

SOON_HOURS = 4
AT_MOST = 50


@dataclass(frozen=True)
class Waiting:
    """A handoff with its clock, in working hours left; negative is late."""

    handoff: Handoff
    hours_left: Decimal
    late: bool
    paused: bool = False

    @property
    def tone(self) -> str:
        if self.paused:
            return "violet"
        if self.late:
            return "hot"
        return "warm" if self.hours_left <= SOON_HOURS else "cold"


@dataclass(frozen=True)
class Inbox:
    waiting: list[Waiting]
    to_contact: list[Lead]
    reasons: list[Reason]


def inbox(user: User, *, now: datetime) -> Inbox:
    """Leads to accept, then accepted leads whose first contact is awaited."""
    pending = (
        Handoff.objects.visible_to(user)
        .pending()
        .filter(to=user)
        .select_related("lead__campaign", "lead__company", "sent_by", "to__team")
        .order_by("due_at", "pk")[:AT_MOST]
    )
    accepted = (
        Lead.objects.visible_to(user)
        .filter(owner=user, state=LeadState.ACCEPTED)
        .select_related("campaign", "company")
        .order_by("first_contact_due_at", "pk")[:AT_MOST]
    )
    return Inbox(
        waiting=[waiting(handoff, now) for handoff in pending],
        to_contact=list(accepted),
        reasons=list(Reason.objects.active(ReasonKind.REJECT)),
    )


def waiting(handoff: Handoff, now: datetime) -> Waiting:
    """The clock as it runs; as it stood when a question stopped it."""
    calendar = calendar_for(handoff.to.team)
    now = handoff.paused_at or now
    late = now > handoff.due_at
    hours = calendar.hours_between(handoff.due_at, now) if late else calendar.hours_between(now, handoff.due_at)
    return Waiting(handoff, -hours if late else hours, late, handoff.paused_at is not None)


def questions_of(handoff: Handoff) -> list[HandoffQuestion]:
    """What was asked and answered about this handoff, oldest first."""
    return list(HandoffQuestion.objects.filter(handoff=handoff).select_related("asked_by", "answered_by"))


def may_ask(handoff: Handoff, now: datetime) -> bool:
    """A clock runs against the rep, its deadline has not passed, and no question waits."""
    lead = handoff.lead
    if handoff.decision == HandoffDecision.PENDING:
        return handoff.paused_at is None and now <= handoff.due_at
    due = lead.first_contact_due_at
    mine = handoff.decision == HandoffDecision.ACCEPTED and lead.owner_id == handoff.to_id
    return bool(mine and lead.state == LeadState.ACCEPTED and due and now <= due and not lead.contact_paused_at)
