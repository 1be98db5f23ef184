"""Finding: one thing learnt in the field."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.addresses import page_url
from core.models import TimeStamped
from crm.choices import FactTopic, HowKnown
from debrief.choices import CompanyField, FindingKind, FindingState, GuardCategory, Novelty, OpinionAbout, Timeliness
from debrief.models.addendum import Addendum
from debrief.models.question import Question
from debrief.models.visit import Visit
from debrief.querysets import CLAIMS, FindingQuerySet


class Finding(TimeStamped):
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings")
    company = models.ForeignKey("crm.Company", models.PROTECT, null=True, blank=True, related_name="findings")
    contact = models.ForeignKey("crm.Contact", models.PROTECT, null=True, blank=True, related_name="findings")
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name=_("question")
    )
    kind = models.CharField(_("kind"), max_length=14, choices=FindingKind)
    topic = models.CharField(_("about"), max_length=10, choices=FactTopic, blank=True)
    about = models.CharField(_("opinion about"), max_length=10, choices=OpinionAbout, blank=True)
    field = models.CharField(_("field"), max_length=40, blank=True)
    value = models.CharField(_("what you learnt"), max_length=500, blank=True)
    data = models.JSONField(default=dict, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    on_date = models.DateField(_("date"), null=True, blank=True)
    how_known = models.CharField(_("how known"), max_length=5, choices=HowKnown, default=HowKnown.HEARD)
    said_by = models.CharField(_("said by"), max_length=120, blank=True)
    observed_on = models.DateField(_("observed on"))
    expires_on = models.DateField(_("holds until"), null=True, blank=True)
    addendum = models.ForeignKey(Addendum, models.PROTECT, null=True, blank=True, related_name="findings")
    timeliness = models.CharField(_("timeliness"), max_length=4, choices=Timeliness, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=11, choices=FindingState, default=FindingState.PENDING)
    in_conflict = models.BooleanField(_("in conflict"), default=False)
    novelty = models.CharField(_("novelty"), max_length=14, choices=Novelty, blank=True)
    normal_form = models.CharField(max_length=500, blank=True, editable=False)
    crm_value = models.CharField(_("CRM when filed"), max_length=500, blank=True)
    guard_category = models.CharField(_("stopped as"), max_length=20, choices=GuardCategory, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("pk",)
        permissions = (
            ("judge_finding", "Can judge a finding"),
            ("override_guard", "Can let a stopped text through, with a reason"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind="market_signal") | ~Q(topic=""), name="debrief_finding_signal_has_topic"
            ),
            models.CheckConstraint(
                condition=~Q(kind="company_fact") | ~Q(field=""), name="debrief_finding_record_has_field"
            ),
            models.CheckConstraint(
                condition=Q(in_conflict=False) | Q(state="decided"), name="debrief_finding_conflict_is_decided"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="debrief_finding_amount_not_negative"
            ),
        )
        indexes = (
            models.Index(fields=("company", "kind", "topic"), name="debrief_finding_about"),
            models.Index(fields=("visit", "state"), name="debrief_finding_visit"),
            models.Index(fields=("company", "field"), name="debrief_finding_claims", condition=CLAIMS),
            models.Index(fields=("id",), name="debrief_finding_conflicts", condition=Q(in_conflict=True)),
            models.Index(
                fields=("-updated_at", "-id"), name="debrief_finding_guarded", condition=~Q(guard_category="")
            ),
            models.Index(fields=("visit",), name="debrief_finding_pending", condition=Q(state=FindingState.PENDING)),
        )

    def __str__(self) -> str:
        return self.value

    @property
    def said(self) -> str:
        """What was told; a bare value with the name of its field."""
        return worded(self.field, self.value)

    @property
    def replaces(self) -> bool:
        """Accepting it puts its value in the place of the CRM's; a fact of the market or a remark stands beside."""
        return self.kind in (FindingKind.COMPANY_FACT, FindingKind.CONTACT)

    @property
    def told_timeliness(self) -> str:
        """Hot, warm or cold: that of its day, or its own when it was added later."""
        return self.timeliness or self.visit.debrief.timeliness

    def get_absolute_url(self) -> str:
        return page_url("debrief:finding_list") + f"#finding-{self.pk}"


def worded(field: str, value: str) -> str:
    """A value of a company record with the name of its field; other words as they are."""
    if field not in CompanyField.values:
        return value
    return _("%(field)s: %(value)s") % {"field": CompanyField(field).label, "value": value}
