"""Enumerations of the debrief floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DebriefState(TextChoices):
    DRAFT = "draft", _("Draft")
    FILED = "filed", _("Filed")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Returned")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


UNFILED = (DebriefState.DRAFT, DebriefState.WITHDRAWN)


class DebriefOutcome(TextChoices):
    WORKED = "worked", _("Worked")
    NOTHING_TO_REPORT = "nothing_to_report", _("Nothing to report")
    EXCUSED = "excused", _("Absent")


class VisitKind(TextChoices):
    VISIT = "visit", _("Visit")
    CALL = "call", _("Call")
    EVENT = "event", _("Event")


class VisitState(TextChoices):
    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no_show", _("No-show")
    INCIDENT = "incident", _("Incident")


class VisitResult(TextChoices):
    SALE = "sale", _("Sale")
    QUOTE = "quote", _("Quote asked")
    FOLLOW_UP = "follow_up", _("Follow up")
    NOT_NOW = "not_now", _("Not now")
    NO_SHOW = "no_show", _("No-show")


class NextStep(TextChoices):
    CALL = "call", _("Call back")
    QUOTE = "quote", _("Send a quote")
    DEMO = "demo", _("Demonstration")
    VISIT = "visit", _("New visit")
    NOTHING = "nothing", _("Nothing planned")


class FindingKind(TextChoices):
    CONTACT = "contact", _("Contact")
    COMPANY_FACT = "company_fact", _("Company record")
    OPINION = "opinion", _("Opinion")
    REMARK = "remark", _("Remark")
    MARKET_SIGNAL = "market_signal", _("Market signal")


class FindingState(TextChoices):
    PENDING = "pending", _("To review")
    DECIDED = "decided", _("Decided")
    QUARANTINED = "quarantined", _("Quarantined")
    REMOVED = "removed", _("Removed")


class Decision(TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    AMENDED = "amended", _("Amended")
    DUPLICATE = "duplicate", _("Duplicate")
    REJECTED = "rejected", _("Rejected")


CREDITED = (Decision.ACCEPTED, Decision.AMENDED)


class Grade(TextChoices):
    USEFUL = "useful", _("Useful")
    RICH = "rich", _("Rich")


class Novelty(TextChoices):
    NEW = "new", _("New")
    CORRECTS = "corrects", _("Corrects")
    CONFIRMS_STALE = "confirms_stale", _("Confirms")
    CONFIRMS_FRESH = "confirms_fresh", _("Confirms, recent")
    KNOWN = "known", _("Already known")


class Timeliness(TextChoices):
    HOT = "hot", _("Hot")
    WARM = "warm", _("Warm")
    COLD = "cold", _("Cold")


class RejectReason(TextChoices):
    ALREADY_KNOWN = "already_known", _("Already known")
    TOO_VAGUE = "too_vague", _("Too vague")
    NOT_VERIFIABLE = "not_verifiable", _("Not verifiable")
    NOT_PROFESSIONAL = "not_professional", _("Not professional")
    OUT_OF_SCOPE = "out_of_scope", _("Out of scope")
    EXCESSIVE = "excessive", _("Excessive")
    WRONG_COMPANY = "wrong_company", _("Wrong company")


class CompanyField(TextChoices):
    """What a rep may correct on a company record."""

    PHONE = "phone", _("Phone")
    WEBSITE = "website", _("Website")
    SECTOR = "sector", _("Sector")
    EMPLOYEES = "employees", _("Employees")
    CITY = "city", _("City")
    POSTCODE = "postcode", _("Postcode")
    SEGMENT = "segment", _("Segment")
    SIREN = "siren", _("SIREN")


class Confirmed(TextChoices):
    """What a visit confirmed about the lead."""

    BUDGET = "budget", _("Budget")
    DECISION_MAKER = "decision_maker", _("Decision-maker")
    NEED = "need", _("Clear need")
    SOON = "soon", _("Under 3 months")
