"""Enumerations of the debrief floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DebriefState(TextChoices):
    DRAFT = "draft", pgettext_lazy("debrief", "Draft")
    FILED = "filed", pgettext_lazy("debrief", "Filed")
    IN_REVIEW = "in_review", pgettext_lazy("debrief", "In review")
    RETURNED = "returned", pgettext_lazy("debrief", "Returned")
    CLOSED = "closed", pgettext_lazy("debrief", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("debrief", "Withdrawn")


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
    PLANNED = "planned", pgettext_lazy("visit", "Planned")
    DONE = "done", pgettext_lazy("visit", "Done")
    CANCELLED = "cancelled", pgettext_lazy("visit", "Cancelled")
    NO_SHOW = "no_show", pgettext_lazy("visit", "No-show")
    INCIDENT = "incident", pgettext_lazy("visit", "Incident")


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
    PENDING = "pending", pgettext_lazy("finding", "To review")
    DECIDED = "decided", pgettext_lazy("finding", "Decided")
    QUARANTINED = "quarantined", pgettext_lazy("finding", "Quarantined")
    REMOVED = "removed", pgettext_lazy("finding", "Removed")


class Decision(TextChoices):
    ACCEPTED = "accepted", pgettext_lazy("decision", "Accepted")
    AMENDED = "amended", pgettext_lazy("decision", "Amended")
    DUPLICATE = "duplicate", pgettext_lazy("decision", "Duplicate")
    REJECTED = "rejected", pgettext_lazy("decision", "Rejected")


CREDITED = (Decision.ACCEPTED, Decision.AMENDED)
REFUSED = (Decision.DUPLICATE, Decision.REJECTED)


class Grade(TextChoices):
    USEFUL = "useful", pgettext_lazy("grade", "Useful")
    RICH = "rich", pgettext_lazy("grade", "Rich")


class Novelty(TextChoices):
    NEW = "new", pgettext_lazy("novelty", "New")
    CORRECTS = "corrects", pgettext_lazy("novelty", "Corrects")
    CONFIRMS_STALE = "confirms_stale", pgettext_lazy("novelty", "Confirms")
    CONFIRMS_FRESH = "confirms_fresh", pgettext_lazy("novelty", "Confirms, recent")
    KNOWN = "known", pgettext_lazy("novelty", "Already known")


class Timeliness(TextChoices):
    HOT = "hot", _("Hot")
    WARM = "warm", _("Warm")
    COLD = "cold", _("Cold")


class QuestionState(TextChoices):
    OPEN = "open", pgettext_lazy("question", "Open")
    CLOSED = "closed", pgettext_lazy("question", "Closed")
    SET_ASIDE = "set_aside", pgettext_lazy("question", "Set aside")


class QuestionAbout(TextChoices):
    COMPANY = "company", _("One company")
    SEGMENT = "segment", _("A segment")
    SECTOR = "sector", _("A sector")
    CITY = "city", _("A town")
    ALL = "all", _("Every company")


class Audience(TextChoices):
    ALL = "all", _("All reps")
    TEAMS = "teams", _("Some teams")
    REPS = "reps", _("Some reps")


class Gap(TextChoices):
    """What the CRM lacks about a company that has open opportunities."""

    NO_BUYER = "no_buyer", _("Nobody known in purchasing")
    NO_SIZE = "no_size", _("Size unknown")
    STALE_PRICE = "stale_price", _("No fresh price of a competitor")
    STALE_RIVAL = "stale_rival", _("Competitor not confirmed for six months")


class RejectReason(TextChoices):
    ALREADY_KNOWN = "already_known", _("Already known")
    TOO_VAGUE = "too_vague", _("Too vague")
    NOT_VERIFIABLE = "not_verifiable", _("Not verifiable")
    NOT_PROFESSIONAL = "not_professional", _("Not professional")
    OUT_OF_SCOPE = "out_of_scope", _("Out of scope")
    EXCESSIVE = "excessive", _("Excessive")
    WRONG_COMPANY = "wrong_company", _("Wrong company")
    CONTRADICTED = "contradicted", _("Another source stands")


class AppealState(TextChoices):
    """Upheld and overturned speak of the verdict that is contested."""

    OPEN = "open", pgettext_lazy("appeal", "Waiting for a third person")
    UPHELD = "upheld", pgettext_lazy("appeal", "Decision upheld")
    OVERTURNED = "overturned", pgettext_lazy("appeal", "Decision overturned")
    WITHDRAWN = "withdrawn", pgettext_lazy("appeal", "Withdrawn")
    LAPSED = "lapsed", pgettext_lazy("appeal", "Decision taken back meanwhile")


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


class ContactKept(TextChoices):
    """Why a contact outlives the decision that created it."""

    TOUCHED = "touched", _("met or contacted since")
    VERDICT = "verdict", _("another decision rests on this person")
    EDITED = "edited", _("the record was edited since")
    USED = "used", _("a deal, a lead or an activity names this person")


class Rhythm(TextChoices):
    """How a planned visit comes back."""

    ONCE = "once", _("Once")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month, on that weekday")


class ExcuseReason(TextChoices):
    """Listed reasons of a day away; the nature of an absence is nobody's business."""

    ABSENCE = "absence", _("Absence")
    TRAINING = "training", _("Training")
    MEETING = "meeting", _("Internal meeting")
    HOLIDAY = "holiday", _("Public holiday")


class RecordPart(TextChoices):
    """What is expected of a company's record."""

    SIREN = "siren", _("SIREN")
    SECTOR = "sector", _("Sector")
    SEGMENT = "segment", _("Segment")
    EMPLOYEES = "employees", _("Employees")
    CITY = "city", _("City")
    POSTCODE = "postcode", _("Postcode")
    PHONE = "phone", _("Phone")
    WEBSITE = "website", _("Website")
    CONTACT = "contact", _("Person who can be reached")
    DECISION_MAKER = "decision_maker", _("Decision-maker")
    COMPETITOR = "competitor", _("Competitor")
    EQUIPMENT = "equipment", _("Equipment")


class OpinionAbout(TextChoices):
    """What an opinion heard in the field is about."""

    PRODUCT = "product", pgettext_lazy("opinion about", "The product")
    PRICE = "price", pgettext_lazy("opinion about", "The price")
    SERVICE = "service", pgettext_lazy("opinion about", "The service")
    US = "us", pgettext_lazy("opinion about", "Us")
    COMPETITOR = "competitor", pgettext_lazy("opinion about", "A competitor")


class UndoneReason(TextChoices):
    """Listed reasons of a visit that did not take place; free words are possible too."""

    PUT_OFF = "put_off", _("Put off by the customer")
    AWAY = "away", _("Customer away")
    FORGOTTEN = "forgotten", _("Appointment forgotten")
    NO_TIME = "no_time", _("Not enough time")
    TRAFFIC = "traffic", _("Road or weather")
    BREAKDOWN = "breakdown", _("Breakdown or accident")
    CLOSED = "closed", _("Premises closed")
    NO_SHOW = "no_show", _("Customer did not show up")


class GuardCategory(TextChoices):
    """What the guard may have found, in a word."""

    INSULT = "insult", _("Judgement on a person")
    HEALTH = "health", _("Health")
    PRIVATE_LIFE = "private_life", _("Private life")
    OFFENCE = "offence", _("Offence")
    ORIGIN = "origin", _("Origin")
    RELIGION = "religion", _("Religion")
    POLITICS = "politics", _("Politics")
    UNION = "union", _("Trade union")
    SEXUALITY = "sexuality", _("Sexuality")
    NATIONAL_ID = "national_id", _("Identity number")
    BANK = "bank", _("Bank details")


def said(listed: type[TextChoices], reason: str) -> str:
    """A listed reason in the reader's language; words of the rep's own as they are."""
    return str(listed(reason).label) if reason in listed.values else reason
