"""Shape of JSON in and out: next steps, changes, several leads at once, the timeline, routing rules and dry runs."""

from typing import Any

from rest_framework import serializers

from core.api.fields import RowField
from leads.api.serializers import ReceiverField
from leads.models import Lead, LeadChange, LeadOwnership, LeadRating, LeadStep, RoutingRule
from leads.selectors.administered import selling
from leads.services.bulk import MOST
from leads.services.particulars import CHANGEABLE


class StepSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = LeadStep
        fields = ("id", "lead", "what", "due_on", "who", "set_by", "set_at", "done", "closed_at", "closed_by")


class SetStepSerializer(serializers.Serializer[Any]):
    what = serializers.CharField(max_length=160)
    due_on = serializers.DateField()
    who = ReceiverField(required=False, allow_null=True)


class ChangeSerializer(serializers.ModelSerializer[Any]):
    """The particulars to change; what is not sent stays."""

    class Meta:
        model = Lead
        fields = CHANGEABLE
        extra_kwargs = {name: {"required": False} for name in CHANGEABLE}
        validators: list[object] = []


class ChangeRowSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = LeadChange
        fields = ("id", "field", "old", "new", "at", "by")


class UndoSerializer(serializers.Serializer[Any]):
    change = serializers.IntegerField(min_value=1, max_value=2**62)


class OwnerSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = LeadOwnership
        fields = ("owner", "before", "at", "by", "why")


class RatingSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = LeadRating
        fields = ("id", "lead", "handoff", "by", "moment", "fit", "timing", "data", "wrong_fields", "rated_at")


class EventSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    kind = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()
    who = serializers.CharField()


class HistorySerializer(serializers.Serializer[Any]):
    """Everything that happened, newest first; who had the lead; what changed; how it was rated."""

    events = EventSerializer(many=True)
    owners = OwnerSerializer(many=True)
    changes = ChangeRowSerializer(many=True)
    ratings = RatingSerializer(many=True)


class BulkSerializer(serializers.Serializer[Any]):
    leads = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=MOST)


class BulkHandOffSerializer(BulkSerializer):
    to = ReceiverField(required=False, allow_null=True, default=None)
    promise = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    proof = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    opener = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class BulkReassignSerializer(BulkSerializer):
    to = ReceiverField()


class RefusedSerializer(serializers.Serializer[Any]):
    lead = serializers.IntegerField()
    why = serializers.CharField()


class BulkResultSerializer(serializers.Serializer[Any]):
    done = serializers.IntegerField()
    refused = RefusedSerializer(many=True)


class RuleSerializer(serializers.ModelSerializer[Any]):
    serializer_related_field = RowField
    rep = RowField(queryset=selling(), required=False, allow_null=True)

    class Meta:
        model = RoutingRule
        fields = (
            "id", "rank", "name", "campaign", "territory", "sector", "min_employees", "max_employees", "method", "team",
            "rep", "active",
        )  # fmt: skip
        read_only_fields = ("id", "rank")
        validators: list[object] = []


class MoveSerializer(serializers.Serializer[Any]):
    to = serializers.IntegerField(min_value=1, max_value=9999)


class SwitchSerializer(serializers.Serializer[Any]):
    active = serializers.BooleanField()


class TrialLineSerializer(serializers.Serializer[Any]):
    lead = serializers.IntegerField(source="lead.pk")
    rep = serializers.IntegerField(source="rep.pk", default=None, allow_null=True)
    rule = serializers.CharField()
    why = serializers.CharField()
    missed = serializers.ListField(child=serializers.CharField())


class TrialSerializer(serializers.Serializer[Any]):
    placed = serializers.IntegerField()
    nobody = serializers.IntegerField()
    lines = TrialLineSerializer(many=True)
