"""LeadRating: what the rep found the lead worth, at the first contact and again at the end."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TimeStamped
from leads.choices import RatingMark, RatingMoment
from leads.querysets import LeadRatingQuerySet


class LeadRating(TimeStamped):
    lead = models.ForeignKey("leads.Lead", models.PROTECT, related_name="ratings", verbose_name=_("lead"))
    handoff = models.ForeignKey(
        "leads.Handoff", models.PROTECT, null=True, blank=True, related_name="ratings", verbose_name=_("handoff")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("rated by"))
    moment = models.CharField(_("moment"), max_length=10, choices=RatingMoment)
    fit = models.CharField(_("fit"), max_length=5, choices=RatingMark)
    timing = models.CharField(_("timing"), max_length=5, choices=RatingMark)
    data = models.CharField(_("data"), max_length=5, choices=RatingMark)
    wrong_fields = models.JSONField(_("wrong fields"), default=list, blank=True)
    rated_at = models.DateTimeField(_("rated at"))

    objects = LeadRatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating of a lead")
        verbose_name_plural = _("ratings of leads")
        ordering = ("rated_at", "pk")
        permissions = [("rate_lead", _("Can rate the leads received"))]
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "moment", "by"],
                name="leads_rating_once",
                violation_error_message=_("You have rated this lead for this moment already."),
            )
        ]
        indexes = [models.Index(fields=["rated_at"], name="leads_rating_at")]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.moment}"
