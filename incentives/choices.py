"""The enumerations of the incentives floor: states, kinds and rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VersionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("plan version", "Draft")
    PUBLISHED = "published", pgettext_lazy("plan version", "Published")


class Rule(models.TextChoices):
    FINDING = "finding", _("Finding accepted")
    BOUNTY = "bounty", _("Question answered, at most")
    HANDOFF = "handoff", _("Handoff decided")
    LEAD_WON = "lead_won", _("Lead won")
    REVIEW = "review", _("Review in time")
    ROI = "roi", _("Return of own campaigns")


class PeriodState(models.TextChoices):
    OPEN = "open", pgettext_lazy("period", "Open")
    COMPUTED = "computed", pgettext_lazy("period", "Computed")
    IN_REVIEW = "in_review", pgettext_lazy("period", "In review")
    APPROVED = "approved", pgettext_lazy("period", "Approved")
    LOCKED = "locked", pgettext_lazy("period", "Locked")
    EXPORTED = "exported", pgettext_lazy("period", "Exported")


class LineKind(models.TextChoices):
    EARNED = "earned", pgettext_lazy("ledger line", "Earned")
    ADJUSTED = "adjusted", pgettext_lazy("ledger line", "Adjusted")
    REVERSED = "reversed", pgettext_lazy("ledger line", "Taken back")


class DisputeState(models.TextChoices):
    OPEN = "open", pgettext_lazy("dispute", "Open")
    UNDER_REVIEW = "under_review", pgettext_lazy("dispute", "Under review")
    UPHELD = "upheld", pgettext_lazy("dispute", "Upheld")
    PARTLY = "partly", pgettext_lazy("dispute", "Partly upheld")
    DECLINED = "declined", pgettext_lazy("dispute", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("dispute", "Withdrawn")
    CLOSED = "closed", pgettext_lazy("dispute", "Closed")


POSTABLE = (PeriodState.OPEN, PeriodState.COMPUTED, PeriodState.IN_REVIEW)
SHUT = (PeriodState.APPROVED, PeriodState.LOCKED, PeriodState.EXPORTED)
