"""Shape of JSON in and out: leads, handoffs, campaigns, their return."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import User
from core.api.fields import RowField
from crm.api.serializers import Scoped
from crm.models import Company, Contact
from leads.choices import CostKind, ReasonKind, TouchKind
from leads.models import Campaign, CampaignCost, CampaignRoiSnapshot, Handoff, Lead, Reason
from leads.rules.scoring import ENGAGEMENT, FIT
from leads.selectors import scoring_words
from leads.selectors.administered import reasons_of
from leads.selectors.receivers import receivers
from leads.services.submissions import UTM


class CampaignField(RowField):
    def get_queryset(self) -> QuerySet[Campaign]:
        found: QuerySet[Campaign] = Campaign.objects.visible_to(self.context["request"].user)
        return found


@extend_schema_field(int)
class ReceiverField(RowField):
    def get_queryset(self) -> QuerySet[User]:
        return receivers(self.context["request"].user)


@extend_schema_field(str)
class ReasonField(serializers.SlugRelatedField[Any]):
    """A reason of the administered list, by its code."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__("code", **kwargs)

    def get_queryset(self) -> QuerySet[Reason]:
        return reasons_of(self.kind)


class CampaignSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = Campaign
        fields = ("id", "name", "channel", "owner", "starts_on", "ends_on", "budget", "state", "objective", "at_stand")


class CostSerializer(serializers.ModelSerializer[Any]):
    kind = serializers.ChoiceField(choices=[CostKind.SPEND, CostKind.CREDIT], default=CostKind.SPEND)

    class Meta:
        model = CampaignCost
        fields = ("id", "day", "amount", "kind", "label")
        read_only_fields = ("id",)


class CampaignRoiSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = CampaignRoiSnapshot
        exclude = ("id", "inputs_sha")


class ScoreLineSerializer(serializers.Serializer[Any]):
    axis = serializers.ChoiceField(choices=[FIT, ENGAGEMENT])
    rule = serializers.CharField()
    points = serializers.IntegerField()
    count = serializers.IntegerField()


def points(name: str, label: Any) -> serializers.IntegerField:
    """One score of a lead, in its column."""
    return serializers.IntegerField(source=f"score.{name}", min_value=0, max_value=32767, required=False, label=label)


class LeadSerializer(serializers.ModelSerializer[Any]):
    fit = points("fit", gettext_lazy("Fit"))
    engagement = points("engagement", gettext_lazy("Engagement"))
    cell = serializers.CharField(
        source="score.cell", max_length=2, allow_blank=True, required=False, label=pgettext_lazy("scoring", "Cell")
    )
    score_details = serializers.SerializerMethodField()
    probability = serializers.SerializerMethodField()

    @extend_schema_field(ScoreLineSerializer(many=True))
    def get_score_details(self, lead: Lead) -> list[dict[str, Any]]:
        """What makes the scores, rule by rule."""
        return scoring_words.told(lead.score.score_details)

    @extend_schema_field({"type": "integer", "nullable": True, "minimum": 1, "maximum": 99})
    def get_probability(self, lead: Lead) -> int | None:
        """Percent; null while no model may be shown."""
        return lead.score.probability or None

    class Meta:
        model = Lead
        fields = (
            "id", "campaign", "name", "email", "phone", "company_name", "company", "contact", "job_title", "sector",
            "employees", "city", "postcode", "state", "owner", "team", "fit", "engagement", "cell",
            "probability", "score_details", "interest", "message", "captured_at", "qualified_at", "accepted_at",
            "first_contact_due_at",
            "first_contacted_at", "converted_at", "opportunity", "recycled_until", "routing_reason",
        )  # fmt: skip


class CaptureSerializer(serializers.ModelSerializer[Any]):
    """What a form or another program sends; only these fields are ever written."""

    campaign = CampaignField(required=False, allow_null=True)
    email = serializers.EmailField(required=False, allow_blank=True, max_length=254)
    utm = serializers.DictField(child=serializers.CharField(max_length=200), required=False)

    class Meta:
        model = Lead
        fields = (
            "campaign", "name", "email", "phone", "company_name", "job_title", "sector", "employees", "city",
            "postcode", "interest", "message", "utm", "consent_text",
        )  # fmt: skip
        validators: list[object] = []

    def validate_utm(self, tags: dict[str, str]) -> dict[str, str]:
        if unknown := sorted(set(tags) - set(UTM)):
            names = ", ".join(unknown[:5])
            raise serializers.ValidationError(_("Unknown fields: %(names)s.") % {"names": names})
        return tags

    def validate(self, data: dict[str, object]) -> dict[str, object]:
        if not data.get("email") and not data.get("phone"):
            raise serializers.ValidationError({"email": _("Give an e-mail address or a phone number.")})
        return data


class HandoffSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = Handoff
        fields = (
            "id", "lead", "to", "sent_by", "promise", "proof", "opener", "fit", "engagement", "sent_at", "due_at",
            "breached_at", "paused_at", "decision", "decided_at", "decided_by", "reason", "comment", "evidence",
            "in_time",
        )  # fmt: skip


class HandOffSerializer(serializers.Serializer[Any]):
    to = ReceiverField()
    promise = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    proof = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    opener = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class RejectSerializer(serializers.Serializer[Any]):
    reason = ReasonField(ReasonKind.REJECT)
    comment = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    evidence = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    until = serializers.DateField(required=False, allow_null=True, default=None)


class DisqualifySerializer(serializers.Serializer[Any]):
    reason = ReasonField(ReasonKind.DISQUALIFY)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class RecycleSerializer(serializers.Serializer[Any]):
    until = serializers.DateField(required=False, allow_null=True, default=None)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class WorkSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=[TouchKind.CALL, TouchKind.VISIT, TouchKind.REPLY], default=TouchKind.CALL)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ConvertSerializer(serializers.Serializer[Any]):
    """Left empty, the company and the person are those tied to the lead, recognised, or made."""

    name = serializers.CharField(max_length=120)
    amount = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0)
    company = Scoped(Company, required=False, allow_null=True)
    contact = Scoped(Contact, required=False, allow_null=True)
    new_company = serializers.BooleanField(default=False)
    new_contact = serializers.BooleanField(default=False)
