"""The crm floor's enumerations: states, kinds, channels, reasons."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OpportunityState(models.TextChoices):
    OPEN = "open", pgettext_lazy("opportunity", "open")
    WON = "won", pgettext_lazy("opportunity", "won")
    LOST = "lost", pgettext_lazy("opportunity", "lost")


class Stage(models.TextChoices):
    PROSPECTING = "prospecting", _("prospecting")
    ENGAGING = "engaging", _("engaging")
    PROPOSAL = "proposal", _("proposal")
    NEGOTIATION = "negotiation", _("negotiation")


class Origin(models.TextChoices):
    OWN = "own", _("entered here")
    IMPORT = "import", _("imported")


class ActivityKind(models.TextChoices):
    VISIT = "visit", _("visit")
    CALL = "call", _("call")
    EMAIL = "email", _("e-mail")
    NOTE = "note", _("note")


class Channel(models.TextChoices):
    DEBRIEF = "debrief", _("debrief")
    FORM = "form", _("web form")
    IMPORT = "import", _("import")
    API = "api", _("API")
    PAGE = "page", _("page")
    MERGE = "merge", _("merge")
    MACHINE = "machine", _("machine")


class HowAcquired(models.TextChoices):
    MET = "met", _("met")
    CARD = "card", _("business card")
    TOLD = "told", _("told by somebody")
    FORM = "form", _("web form")
    IMPORT = "import", _("import")
    EVENT = "event", _("event")
    PUBLIC = "public", _("public source")
    REFERRAL = "referral", _("recommendation")


class BuyingRole(models.TextChoices):
    DECISION_MAKER = "decision_maker", _("decision-maker")
    BUYER = "buyer", _("buyer")
    INFLUENCER = "influencer", _("influencer")
    USER = "user", _("user of the product")
    TECHNICAL = "technical", _("technical adviser")
    OTHER = "other", pgettext_lazy("role in the purchase", "other")


class Basis(models.TextChoices):
    LEGITIMATE_INTEREST = "legitimate_interest", _("legitimate interest")
    CONSENT = "consent", _("consent")
    CONTRACT = "contract", _("contract")


class FactTopic(models.TextChoices):
    COMPETITOR = "competitor", _("competitor")
    PRICE = "price", _("price heard")
    NEED = "need", _("need")
    OBJECTION = "objection", _("objection")
    PROJECT = "project", _("project")
    EQUIPMENT = "equipment", _("equipment")


class HowKnown(models.TextChoices):
    SEEN = "seen", _("seen")
    HEARD = "heard", _("heard")
    GUESS = "guess", _("guess")


class LossReason(models.TextChoices):
    PRICE = "price", _("price")
    COMPETITOR = "competitor", _("a competitor won")
    NO_BUDGET = "no_budget", _("no budget")
    NO_DECISION = "no_decision", _("no decision")
    TIMING = "timing", _("wrong time")
    PRODUCT = "product", _("the product does not fit")
    OTHER = "other", pgettext_lazy("loss reason", "other")
    NOT_RECORDED = "not_recorded", _("not recorded")


class ObjectKind(models.TextChoices):
    COMPANY = "company", _("company")
    CONTACT = "contact", _("contact")
    OPPORTUNITY = "opportunity", _("opportunity")


class ObjectsTo(models.TextChoices):
    """What a person asks us not to do any more."""

    EVERYTHING = "everything", _("Any contact")
    EMAIL = "email", _("E-mails")
    PHONE = "phone", _("Calls")


class ErasureReason(models.TextChoices):
    REQUEST = "request", _("The person asks for it")
    LEFT = "left", _("No longer in this function")
    ERROR = "error", _("Recorded by mistake")
    RETENTION = "retention", _("Kept long enough")


class SuppressionKind(models.TextChoices):
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")
    PERSON = "person", _("person")


class Segment(models.TextChoices):
    """The usual answers of the form; the column takes any short text an import brings."""

    SMALL = "small", _("small business")
    MEDIUM = "medium", _("medium business")
    LARGE = "large", _("large account")
    PUBLIC = "public", _("public body")


# How long a fact stays fresh, in days (decisions 3).
FRESH_DAYS = {
    FactTopic.COMPETITOR: 180,
    FactTopic.PRICE: 180,
    FactTopic.NEED: 180,
    FactTopic.OBJECTION: 180,
    FactTopic.PROJECT: 90,
    FactTopic.EQUIPMENT: 730,
}
CLOSED_STATES = (OpportunityState.WON, OpportunityState.LOST)
