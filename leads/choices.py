"""Enumerations of the leads floor: campaigns, leads, touches, handoffs, attribution."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CampaignChannel(TextChoices):
    EMAIL = "email", _("E-mail")
    WEB = "web", _("Website")
    EVENT = "event", _("Event")
    ADS = "ads", _("Advertising")
    REFERRAL = "referral", _("Referral")
    PHONE = "phone", _("Phone")
    PARTNER = "partner", _("Partner")


class CampaignState(TextChoices):
    PLANNED = "planned", pgettext_lazy("campaign", "Planned")
    RUNNING = "running", pgettext_lazy("campaign", "Running")
    CLOSED = "closed", pgettext_lazy("campaign", "Closed")


class CostKind(TextChoices):
    SPEND = "spend", _("Spend")
    CREDIT = "credit", _("Credit note")
    REVERSAL = "reversal", _("Reversal")


class LeadState(TextChoices):
    NEW = "new", pgettext_lazy("lead", "New")
    QUALIFIED = "qualified", pgettext_lazy("lead", "Qualified")
    ROUTED = "routed", pgettext_lazy("lead", "Routed")
    HANDED_OFF = "handed_off", pgettext_lazy("lead", "Handed off")
    ACCEPTED = "accepted", pgettext_lazy("lead", "Accepted")
    WORKING = "working", pgettext_lazy("lead", "In progress")
    CONVERTED = "converted", pgettext_lazy("lead", "Converted")
    WON = "won", pgettext_lazy("lead", "Won")
    LOST = "lost", pgettext_lazy("lead", "Lost")
    DISQUALIFIED = "disqualified", pgettext_lazy("lead", "Disqualified")
    RECYCLED = "recycled", pgettext_lazy("lead", "Recycled")
    MERGED = "merged", pgettext_lazy("lead", "Merged")
    OBJECTED = "objected", pgettext_lazy("lead", "Objected")


class FormState(TextChoices):
    DRAFT = "draft", pgettext_lazy("form", "Draft")
    LIVE = "live", pgettext_lazy("form", "Open")
    CLOSED = "closed", pgettext_lazy("form", "Closed")


class SubmissionFate(TextChoices):
    CREATED = "created", pgettext_lazy("answer", "New lead")
    AGAIN = "again", pgettext_lazy("answer", "Came back")
    OBJECTED = "objected", pgettext_lazy("answer", "Had objected")
    EXCESS = "excess", pgettext_lazy("answer", "Said too much")
    ROBOT = "robot", pgettext_lazy("answer", "Robot")


class TouchSource(TextChoices):
    CAMPAIGN = "campaign", _("Campaign")
    FIELD = "field", pgettext_lazy("origin", "Field")
    SALES = "sales", pgettext_lazy("origin", "Sales")


class TouchKind(TextChoices):
    FORM = "form", pgettext_lazy("touch", "Form sent")
    CLICK = "click", pgettext_lazy("touch", "Click")
    REPLY = "reply", pgettext_lazy("touch", "Reply")
    ATTENDANCE = "attendance", pgettext_lazy("touch", "Attendance")
    VISIT = "visit", pgettext_lazy("touch", "Visit")
    FINDING = "finding", pgettext_lazy("touch", "Field information")
    CALL = "call", pgettext_lazy("touch", "Call")


class HandoffDecision(TextChoices):
    PENDING = "pending", pgettext_lazy("handoff", "Pending")
    ACCEPTED = "accepted", pgettext_lazy("handoff", "Accepted")
    REJECTED = "rejected", pgettext_lazy("handoff", "Refused")
    EXPIRED = "expired", pgettext_lazy("handoff", "Expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("handoff", "Withdrawn")


class Interest(TextChoices):
    STRONG = "strong", pgettext_lazy("interest", "Strong")
    MEDIUM = "medium", pgettext_lazy("interest", "Medium")
    WEAK = "weak", pgettext_lazy("interest", "Weak")


class AttributionModel(TextChoices):
    FIRST = "first", _("First touch")
    LAST = "last", _("Last touch")
    LINEAR = "linear", _("Linear")
    U = "u", _("Position-based (U)")


class ReasonKind(TextChoices):
    REJECT = "reject", _("Refusal of a lead")
    DISQUALIFY = "disqualify", _("Disqualification of a lead")


class RoutingMethod(TextChoices):
    REP = "rep", _("A given rep")
    ROUND_ROBIN = "round_robin", _("Round robin in the team")
    WEIGHTED = "weighted", _("By capacity in the team")
    FEWEST = "fewest", _("Fewest open leads in the team")
    OWNER = "owner", _("The owner of the company")


TEAM_METHODS = (RoutingMethod.ROUND_ROBIN, RoutingMethod.WEIGHTED, RoutingMethod.FEWEST)


class Clock(TextChoices):
    DECISION = "decision", _("Decision on the lead")
    CONTACT = "contact", _("First contact")


class OwnerWhy(TextChoices):
    ROUTED = "routed", pgettext_lazy("owner", "routed")
    CHOSEN = "chosen", pgettext_lazy("owner", "chosen by hand")
    ACCEPTED = "accepted", pgettext_lazy("owner", "accepted")
    REASSIGNED = "reassigned", pgettext_lazy("owner", "reassigned")
    REFUSED = "refused", pgettext_lazy("owner", "refused")
    EXPIRED = "expired", pgettext_lazy("owner", "no answer in time")
    RETURNED = "returned", pgettext_lazy("owner", "back to marketing")
    REOPENED = "reopened", pgettext_lazy("owner", "reopened")


class RatingMoment(TextChoices):
    FIRST_CONTACT = "first", _("First contact")
    END = "end", pgettext_lazy("rating", "At the end")


class RatingMark(TextChoices):
    GOOD = "good", pgettext_lazy("rating", "as promised")
    POOR = "poor", pgettext_lazy("rating", "not as promised")


class OutcomeResult(TextChoices):
    WON = "won", pgettext_lazy("outcome", "Won")
    LOST = "lost", pgettext_lazy("outcome", "Lost")


WAITING_STATES = (LeadState.NEW, LeadState.QUALIFIED, LeadState.ROUTED, LeadState.HANDED_OFF, LeadState.RECYCLED)
SHUT_STATES = ("won", "lost", "disqualified", "merged", "objected")  # no longer scored
OPEN_STATES = (LeadState.ROUTED, LeadState.HANDED_OFF, LeadState.ACCEPTED, LeadState.WORKING)
QUALIFIED_AND_AFTER = (
    LeadState.QUALIFIED,
    LeadState.ROUTED,
    LeadState.HANDED_OFF,
    LeadState.ACCEPTED,
    LeadState.WORKING,
    LeadState.CONVERTED,
    LeadState.WON,
    LeadState.LOST,
)
