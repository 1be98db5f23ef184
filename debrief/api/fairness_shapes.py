"""Shape of appeals, second opinions and the fairness of reviews in JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from debrief.choices import Decision, Grade, RejectReason
from debrief.models import Appeal, ReviewRules, SecondReview


class AppealIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


class UpholdIn(serializers.Serializer[Any]):
    answer = serializers.CharField(max_length=500)


class OverturnIn(UpholdIn):
    value = serializers.CharField(required=False, allow_blank=True, max_length=500)
    data = serializers.DictField(  # type: ignore[assignment]
        child=serializers.CharField(allow_blank=True, max_length=200), required=False
    )
    grade = serializers.ChoiceField(choices=Grade.choices, required=False)
    seen = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=500)


class AppealOut(serializers.ModelSerializer[Appeal]):
    finding = serializers.IntegerField(source="verdict.finding_id", read_only=True)

    class Meta:
        model = Appeal
        fields = (
            "id", "verdict", "finding", "opened_by", "opened_at", "reason", "due_at", "state", "answer", "decided_by",
            "decided_at", "new_verdict",
        )  # fmt: skip


class OpinionIn(serializers.Serializer[Any]):
    decision = serializers.ChoiceField(choices=Decision.choices)
    reason = serializers.ChoiceField(choices=RejectReason.choices, required=False, allow_blank=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=300)


class BlindOut(serializers.ModelSerializer[SecondReview]):
    """The finding as it was filed; the first decision only once the second is given."""

    kind = serializers.CharField(source="verdict.finding.kind", read_only=True)
    topic = serializers.CharField(source="verdict.finding.topic", read_only=True)
    field = serializers.CharField(source="verdict.finding.field", read_only=True)  # type: ignore[assignment]
    value = serializers.CharField(source="verdict.finding.value", read_only=True)
    crm_value = serializers.CharField(source="verdict.finding.crm_value", read_only=True)
    how_known = serializers.CharField(source="verdict.finding.how_known", read_only=True)
    observed_on = serializers.DateField(source="verdict.finding.observed_on", read_only=True)
    company = serializers.IntegerField(source="verdict.finding.company_id", read_only=True, allow_null=True)
    first_decision = serializers.SerializerMethodField()

    class Meta:
        model = SecondReview
        fields = (
            "id", "company", "kind", "topic", "field", "value", "crm_value", "how_known", "observed_on", "due_at",
            "reviewer", "decision", "reason", "note", "decided_at", "first_decision",
        )  # fmt: skip

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_first_decision(self, second: SecondReview) -> str | None:
        return str(second.verdict.decision) if second.decided_at else None


class ReviewRulesShape(serializers.ModelSerializer[ReviewRules]):
    class Meta:
        model = ReviewRules
        fields = ("second_percent", "second_hours", "appeal_days", "appeal_hours")


class FairnessQuery(serializers.Serializer[Any]):
    days = serializers.ChoiceField(choices=(30, 90, 365), required=False)
    team = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class CellOut(serializers.Serializer[Any]):
    rep = serializers.IntegerField()
    reviewer = serializers.IntegerField()
    n = serializers.IntegerField()
    kept = serializers.IntegerField()
    share = serializers.DecimalField(max_digits=5, decimal_places=4, allow_null=True)
    few = serializers.BooleanField()


class AgreementOut(serializers.Serializer[Any]):
    reviewer = serializers.IntegerField(allow_null=True)
    n = serializers.IntegerField()
    agreed = serializers.IntegerField()
    kappa = serializers.DecimalField(max_digits=5, decimal_places=3, allow_null=True)
    low = serializers.DecimalField(max_digits=5, decimal_places=3, allow_null=True)
    high = serializers.DecimalField(max_digits=5, decimal_places=3, allow_null=True)


class AppealCountsOut(serializers.Serializer[Any]):
    opened = serializers.IntegerField()
    waiting = serializers.IntegerField()
    late = serializers.IntegerField()
    upheld = serializers.IntegerField()
    overturned = serializers.IntegerField()


class FairnessOut(serializers.Serializer[Any]):
    days = serializers.IntegerField()
    acceptance = CellOut(many=True)
    agreement = AgreementOut(many=True)
    appeals = AppealCountsOut()
    rules = ReviewRulesShape()
