"""Lead: a person who showed interest, from capture to outcome; and the append-only history of its states."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _

from core.addresses import row_url
from core.models import TimeStamped
from core.seams import seams
from leads.choices import WAITING_STATES, Interest, LeadState
from leads.querysets import LeadQuerySet, LeadTransitionQuerySet

NEEDS_OPPORTUNITY = (LeadState.CONVERTED, LeadState.WON, LeadState.LOST)
SEARCHED = Concat(
    "name", Value(" "), "email", Value(" "), "phone", Value(" "), "company_name", Value(" "), "city",
    output_field=models.TextField(),
)  # fmt: skip


# What most leads do not have is left out of these.
SELDOM_KNOWN = ("company", "contact", "captured_by", "opportunity", "disqualify_reason", "merged_into", "routing_rule")


def _where_known(name: str) -> models.Index:
    return models.Index(fields=[name], condition=Q(**{f"{name}__isnull": False}), name=f"leads_lead_{name}"[:30])


class Lead(TimeStamped):
    campaign = models.ForeignKey(
        "leads.Campaign", models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("campaign"),
        db_index=False,
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    company_name = models.CharField(_("company"), max_length=160, blank=True)
    company = models.ForeignKey(
        "crm.Company", models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("company"),
        db_index=False,
    )  # fmt: skip
    contact = models.ForeignKey(
        "crm.Contact", models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("contact"),
        db_index=False,
    )  # fmt: skip
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    sector = models.CharField(_("sector"), max_length=80, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=LeadState, default=LeadState.NEW)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("owner"),
        db_index=False,
    )  # fmt: skip
    team = models.ForeignKey(
        "accounts.Team", models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("team"),
        db_index=False,
    )  # fmt: skip
    interest = models.CharField(_("interest"), max_length=10, choices=Interest, blank=True)
    message = models.TextField(_("message"), max_length=2000, blank=True)
    captured_at = models.DateTimeField(_("captured at"))
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("captured by"),
    )  # fmt: skip
    channel = models.CharField(_("entered through"), max_length=20, default="page")
    utm = models.JSONField(_("campaign tags"), default=dict, blank=True)
    consent_text = models.TextField(_("consent as shown"), max_length=1000, blank=True)
    opportunity = models.ForeignKey(
        "crm.Opportunity", models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("opportunity"),
        db_index=False,
    )  # fmt: skip
    disqualify_reason = models.ForeignKey(
        "leads.Reason", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason"),
        db_index=False,
    )  # fmt: skip
    recycled_until = models.DateField(_("recycled until"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into"),
        db_index=False,
    )  # fmt: skip
    routing_rule = models.ForeignKey(
        "leads.RoutingRule", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("routing rule"),
        db_index=False,
    )  # fmt: skip
    routing_reason = models.CharField(_("why this person"), max_length=300, blank=True)
    routed_at = models.DateTimeField(_("routed at"), null=True, blank=True)
    qualified_at = models.DateTimeField(_("qualified at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    first_contact_due_at = models.DateTimeField(_("first contact due at"), null=True, blank=True)
    contact_paused_at = models.DateTimeField(_("first contact waits since"), null=True, blank=True)
    contact_breached_at = models.DateTimeField(_("first contact missed at"), null=True, blank=True)
    first_contacted_at = models.DateTimeField(_("first contacted at"), null=True, blank=True)
    converted_at = models.DateTimeField(_("converted at"), null=True, blank=True)
    search_document = models.GeneratedField(
        expression=Func(SEARCHED, function="core_fold", output_field=models.TextField()),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        ordering = ("-captured_at", "-pk")
        permissions = [
            ("capture_lead", _("Can capture leads")),
            ("qualify_lead", _("Can qualify and disqualify leads")),
            ("route_lead", _("Can route and hand off leads")),
            ("work_lead", _("Can work and convert the leads received")),
        ]
        constraints = [
            models.UniqueConstraint(
                "campaign",
                Lower("email"),
                condition=~Q(email=""),
                name="leads_lead_once",
                violation_error_message=_("This e-mail address is already a lead of this campaign."),
            ),
            models.CheckConstraint(
                condition=~Q(state=LeadState.DISQUALIFIED) | Q(disqualify_reason__isnull=False),
                name="leads_lead_disqualified",
                violation_error_message=_("Say why the lead is disqualified."),
            ),
            models.CheckConstraint(
                condition=~Q(state=LeadState.RECYCLED) | Q(recycled_until__isnull=False),
                name="leads_lead_recycled",
                violation_error_message=_("A recycled lead comes back on a date."),
            ),
            models.CheckConstraint(
                condition=~Q(state=LeadState.MERGED) | Q(merged_into__isnull=False),
                name="leads_lead_merged",
                violation_error_message=_("A merged lead says into which one."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=NEEDS_OPPORTUNITY) | Q(opportunity__isnull=False),
                name="leads_lead_converted",
                violation_error_message=_("A converted lead has its opportunity."),
            ),
        ]
        indexes = [
            # what is rarely found walks the index, not the table: the campaign stands in it
            models.Index(fields=["-captured_at", "-id", "campaign"], name="leads_lead_newest"),
            models.Index(fields=["state", "-captured_at", "-id"], name="leads_lead_state"),
            models.Index(
                fields=["owner", "captured_at"], condition=Q(state__in=WAITING_STATES), name="leads_lead_waiting"
            ),
            # what the list of a rep or a team is narrowed by stands in its index; a team's states are counted apart
            models.Index(
                fields=["owner", "-captured_at", "-id"],
                include=["state", "team", "accepted_at", "campaign"],
                name="leads_lead_owner",
            ),
            models.Index(
                fields=["team", "-captured_at", "-id"],
                include=["state", "owner", "accepted_at", "campaign"],
                name="leads_lead_team",
            ),
            models.Index(
                fields=["team", "state", "-captured_at", "-id"],
                condition=Q(team__isnull=False),
                name="leads_lead_team_state",
            ),
            models.Index(
                fields=["-captured_at", "-id"],
                include=["team", "owner"],
                condition=Q(accepted_at__isnull=False),
                name="leads_lead_accepted",
            ),
            models.Index(
                fields=["-captured_at", "-id"],
                condition=Q(state=LeadState.QUALIFIED, team=None, owner=None),
                name="leads_lead_unassigned",
            ),
            models.Index(
                fields=["interest", "-captured_at", "-id"], condition=~Q(interest=""), name="leads_lead_interest"
            ),
            models.Index(
                fields=["owner", "-routed_at"], condition=Q(routed_at__isnull=False), name="leads_lead_routed"
            ),
            models.Index(
                fields=["first_contact_due_at"], condition=Q(state=LeadState.ACCEPTED), name="leads_lead_contact_due"
            ),
            # those of a team among the leads of a campaign are fewer than those of the campaign among the team's
            models.Index(
                fields=["campaign", "-captured_at", "-id"], include=["team", "owner"], name="leads_lead_campaign"
            ),
            models.Index(Lower("email"), condition=~Q(email=""), name="leads_lead_email"),
            models.Index(fields=["phone"], condition=~Q(phone=""), name="leads_lead_phone"),
            *(_where_known(name) for name in SELDOM_KNOWN),
            GinIndex(fields=["search_document"], opclasses=["gin_trgm_ops"], name="leads_lead_search"),
            GinIndex(seams(F("search_document")), name="leads_lead_seams"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return row_url("leads:lead_detail", self.pk)


class LeadTransition(models.Model):
    lead = models.ForeignKey(Lead, models.PROTECT, related_name="transitions", verbose_name=_("lead"))
    from_state = models.CharField(_("from"), max_length=20, choices=LeadState, blank=True)
    to_state = models.CharField(_("to"), max_length=20, choices=LeadState)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = LeadTransitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ("at", "pk")
        indexes = [models.Index(fields=["lead", "at"], name="leads_transition_lead")]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
