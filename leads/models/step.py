"""LeadStep: the next thing to do about a lead, by whom and when; one at a time, the done ones are kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from leads.querysets import LeadStepQuerySet

OPEN = Q(closed_at__isnull=True)


class LeadStep(TimeStamped):
    lead = models.ForeignKey("leads.Lead", models.PROTECT, related_name="steps", verbose_name=_("lead"))
    what = models.CharField(_("next step"), max_length=160)
    due_on = models.DateField(_("for"))
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="lead_steps", verbose_name=_("who"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by"))
    set_at = models.DateTimeField(_("set at"))
    done = models.BooleanField(_("done"), default=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )

    objects = LeadStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")
        ordering = ("due_on", "pk")
        permissions = [("plan_step", _("Can set and close the next step of leads"))]
        constraints = [
            models.UniqueConstraint(
                fields=["lead"],
                condition=OPEN,
                name="leads_step_one_open",
                violation_error_message=_("This lead already has a next step."),
            ),
            models.CheckConstraint(condition=Q(done=False) | ~OPEN, name="leads_step_done_is_closed"),
        ]
        indexes = [models.Index(fields=["who", "due_on"], condition=OPEN, name="leads_step_due")]

    def __str__(self) -> str:
        return self.what
