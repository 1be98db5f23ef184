"""ContractTerms: the periods that marketing and sales promised each other, as dated versions; only added to."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.querysets import ContractTermsQuerySet

HOURS = [MinValueValidator(1), MaxValueValidator(80)]


class ContractTerms(models.Model):
    """Hours are working hours of the receiver's calendar, days are calendar days.

    A clock keeps the terms that held when it started; without any row the defaults of the fields hold.
    """

    number = models.PositiveIntegerField(_("version"), unique=True)
    since = models.DateTimeField(_("since"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by"))
    note = models.CharField(
        _("why"), max_length=300, help_text=_("Read by both sides: where it was agreed, and for what.")
    )
    contact_hours = models.PositiveSmallIntegerField(
        _("first contact, in working hours"), default=8, validators=HOURS,
        help_text=_("Counted from the moment sales accepts the lead."),
    )  # fmt: skip
    answer_hours = models.PositiveSmallIntegerField(
        _("answer to a question, in working hours"), default=8, validators=HOURS,
        help_text=_("What marketing has to answer; the clock of sales waits meanwhile."),
    )  # fmt: skip
    reminder_percent = models.PositiveSmallIntegerField(
        _("reminder, in percent of the time to decide"), default=75,
        validators=[MinValueValidator(10), MaxValueValidator(95)],
        help_text=_("75: after twelve hours of sixteen."),
    )  # fmt: skip
    grace_hours = models.PositiveSmallIntegerField(
        _("grace after the deadline, in working hours"), default=4, validators=[MaxValueValidator(80)],
        help_text=_("Then the lead goes to the next person. 0: at once."),
    )  # fmt: skip
    recycle_days = models.PositiveSmallIntegerField(
        _("rest of a refused or recycled lead, in days"), default=90,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=_("Proposed; another day may be chosen for one lead."),
    )  # fmt: skip

    objects = ContractTermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("terms of the contract")
        verbose_name_plural = _("terms of the contract")
        ordering = ("-since", "-number")
        permissions = [("manage_terms", _("Can set the periods of the contract"))]

    def __str__(self) -> str:
        return str(self.number)
