"""Shape of JSON in and out."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.fields import MomentField
from crm.choices import FactTopic, HowAcquired, HowKnown
from debrief.choices import (
    CompanyField,
    Confirmed,
    DebriefOutcome,
    FindingKind,
    Grade,
    NextStep,
    OpinionAbout,
    RejectReason,
    VisitKind,
    VisitResult,
    VisitState,
)
from debrief.models import Addendum, Debrief, Finding, Verdict, Visit, VisitContact
from leads.choices import Interest

BIG = 2**31 - 1


class RowNumber(serializers.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=BIG, **kwargs)


class PersonIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField(required=False, allow_blank=True)
    phone = serializers.CharField(required=False, allow_blank=True, max_length=40)
    role = serializers.CharField(required=False, allow_blank=True, max_length=120)
    how_acquired = serializers.ChoiceField(choices=HowAcquired.choices, required=False)
    told_source = serializers.BooleanField(required=False)


@extend_schema_field({"oneOf": [{"type": "integer"}, {"$ref": "#/components/schemas/PersonInRequest"}]})
class PersonOrNumber(serializers.Field):  # type: ignore[type-arg]
    """A contact's number, or somebody new."""

    default_error_messages = {"invalid": _("A number or a person is expected.")}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            person = PersonIn(data=data)
            person.is_valid(raise_exception=True)
            return dict(person.validated_data)
        if isinstance(data, bool) or not isinstance(data, int) or not 0 < data <= BIG:
            self.fail("invalid")
        return data

    def to_representation(self, value: Any) -> Any:
        return value


class FindingIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=FindingKind.choices)
    topic = serializers.ChoiceField(choices=FactTopic.choices, required=False, allow_blank=True)
    field = serializers.ChoiceField(choices=CompanyField.choices, required=False, allow_blank=True)  # type: ignore[assignment]
    contact = RowNumber(required=False, allow_null=True)
    value = serializers.CharField(max_length=500)
    amount = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, required=False, allow_null=True)
    on_date = serializers.DateField(required=False, allow_null=True)
    how_known = serializers.ChoiceField(choices=HowKnown.choices, required=False)
    said_by = serializers.CharField(required=False, allow_blank=True, max_length=120)
    observed_on = serializers.DateField(required=False, allow_null=True)
    expires_on = serializers.DateField(required=False, allow_null=True)
    about = serializers.ChoiceField(choices=OpinionAbout.choices, required=False, allow_blank=True)
    keep_reason = serializers.CharField(
        required=False, allow_blank=True, max_length=300, help_text="Asks marketing to keep words the guard stops."
    )
    question = RowNumber(required=False, allow_null=True)
    name = serializers.CharField(required=False, allow_blank=True, max_length=200)
    email = serializers.EmailField(required=False, allow_blank=True)
    phone = serializers.CharField(required=False, allow_blank=True, max_length=40)
    role = serializers.CharField(required=False, allow_blank=True, max_length=120)
    how_acquired = serializers.ChoiceField(choices=HowAcquired.choices, required=False)
    told_source = serializers.BooleanField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["kind"] == FindingKind.MARKET_SIGNAL and not attrs.get("topic"):
            raise serializers.ValidationError({"topic": [self.fields["topic"].error_messages["required"]]})
        if attrs["kind"] == FindingKind.COMPANY_FACT and not attrs.get("field"):
            raise serializers.ValidationError({"field": [self.fields["field"].error_messages["required"]]})
        return attrs


class VisitIn(serializers.Serializer[Any]):
    company = RowNumber(required=False, allow_null=True)
    company_name = serializers.CharField(required=False, allow_blank=True, max_length=200)
    kind = serializers.ChoiceField(choices=VisitKind.choices, required=False)
    state = serializers.ChoiceField(choices=VisitState.choices, required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=200)
    nobody_met = serializers.BooleanField(required=False)
    planned_at = serializers.TimeField(required=False, allow_null=True)
    contacts = serializers.ListField(child=PersonOrNumber(), required=False, max_length=20)
    attendees = serializers.ListField(
        child=RowNumber(), required=False, max_length=4, help_text="Colleagues of the team who made the visit too."
    )
    lead = RowNumber(required=False, allow_null=True)
    opportunity = RowNumber(required=False, allow_null=True)
    result = serializers.ChoiceField(choices=VisitResult.choices, required=False, allow_blank=True)
    amount = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, required=False, allow_null=True)
    interest = serializers.ChoiceField(choices=Interest.choices, required=False, allow_blank=True)
    confirmed = serializers.ListField(
        child=serializers.ChoiceField(choices=Confirmed.choices), required=False, max_length=4
    )
    findings = FindingIn(many=True, required=False, max_length=40)  # type: ignore[call-arg]
    next_step = serializers.ChoiceField(choices=NextStep.choices, required=False, allow_blank=True)
    next_step_on = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)


class DebriefIn(serializers.Serializer[Any]):
    """A whole day; the least body is its date: nothing to report."""

    work_date = serializers.DateField()
    captured_at = MomentField(required=False, allow_null=True)
    seconds = serializers.IntegerField(required=False, min_value=0, max_value=86_400)
    outcome = serializers.ChoiceField(choices=DebriefOutcome.choices, required=False)
    excuse = serializers.CharField(required=False, allow_blank=True, max_length=200)
    visits = VisitIn(many=True, required=False, max_length=40)  # type: ignore[call-arg]


class Receipt(serializers.ModelSerializer[Debrief]):
    """What the phone keeps of a filed day: the same body for 201 and 200."""

    class Meta:
        model = Debrief
        fields = ("id", "state", "filed_at", "work_date")


class AnswerIn(serializers.Serializer[Any]):
    answer = serializers.CharField(max_length=500)


class AdditionIn(FindingIn):
    """One more thing learnt, on one of the visits of the day."""

    visit = RowNumber()


class AddendumIn(serializers.Serializer[Any]):
    text = serializers.CharField(required=False, allow_blank=True, max_length=500)
    findings = AdditionIn(many=True, required=False, max_length=40)  # type: ignore[call-arg]


class AddendumOut(serializers.ModelSerializer[Addendum]):
    class Meta:
        model = Addendum
        fields = ("id", "debrief", "by", "text", "added_at")


class QuestionIn(serializers.Serializer[Any]):
    question = serializers.CharField(max_length=500)


class TakeOverIn(serializers.Serializer[Any]):
    reason = serializers.CharField(required=False, allow_blank=True, max_length=200)


class JudgeIn(serializers.Serializer[Any]):
    seen = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=500)
    grade = serializers.ChoiceField(choices=Grade.choices, required=False)


class AmendIn(JudgeIn):
    value = serializers.CharField(required=False, allow_blank=True, max_length=500)
    data = serializers.DictField(  # type: ignore[assignment]
        child=serializers.CharField(allow_blank=True, max_length=200), required=False
    )


class DuplicateIn(serializers.Serializer[Any]):
    of = RowNumber()


class RejectIn(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=RejectReason.choices)


class ReverseIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


class VerdictOut(serializers.ModelSerializer[Verdict]):
    contact_kept = serializers.SerializerMethodField(help_text="Why the contact it created stays.")

    class Meta:
        model = Verdict
        fields = (
            "id",
            "finding",
            "decision",
            "value",
            "reason",
            "of",
            "grade",
            "reviewer",
            "decided_at",
            "reversed_at",
            "contact_kept",
        )

    def get_contact_kept(self, verdict: Verdict) -> str:
        integration = getattr(verdict, "integration", None)  # what was refused was never integrated
        return str(integration.contact_kept) if integration else ""


class FindingOut(serializers.ModelSerializer[Finding]):
    verdict = serializers.SerializerMethodField()
    debrief = serializers.IntegerField(source="visit.debrief_id", read_only=True)

    class Meta:
        model = Finding
        fields = (
            "id", "debrief", "visit", "company", "contact", "kind", "topic", "field", "value", "data", "amount",
            "on_date", "how_known", "said_by", "observed_on", "expires_on", "about", "addendum",
             "state", "in_conflict", "novelty", "crm_value", "verdict",
        )  # fmt: skip

    @extend_schema_field(VerdictOut(allow_null=True))
    def get_verdict(self, finding: Finding) -> dict[str, Any] | None:
        live = getattr(finding, "live", [])
        return dict(self._verdicts.to_representation(live[0])) if live else None

    @cached_property
    def _verdicts(self) -> VerdictOut:
        """One for all the rows: its fields are built once."""
        return VerdictOut(context=self.context)


class MetOut(serializers.ModelSerializer[VisitContact]):
    class Meta:
        model = VisitContact
        fields = ("id", "contact", "name", "role", "how_acquired", "told_source")


class VisitOut(serializers.ModelSerializer[Visit]):
    met = MetOut(many=True, read_only=True)
    attendees = serializers.SerializerMethodField(help_text="Colleagues who made the visit too and share its points.")

    class Meta:
        model = Visit
        fields = (
            "id", "company", "company_name", "kind", "state", "reason", "nobody_met", "planned_at", "lead",
            "opportunity", "result", "amount", "interest", "confirmed", "next_step", "next_step_on", "note", "met",
            "attendees",
        )  # fmt: skip

    def get_attendees(self, visit: Visit) -> list[int]:
        return [row.rep_id for row in visit.attendees.all() if row.left_at is None]


class DebriefOut(serializers.ModelSerializer[Debrief]):
    class Meta:
        model = Debrief
        fields = (
            "id", "rep", "work_date", "state", "outcome", "filed_at", "timeliness", "reviewer", "review_due_at",
            "question", "returned_at", "answer", "answered_at", "closed_at",
        )  # fmt: skip


class DebriefDetail(DebriefOut):
    visits = VisitOut(many=True, read_only=True)
    findings = serializers.SerializerMethodField()

    class Meta(DebriefOut.Meta):
        fields = (*DebriefOut.Meta.fields, "visits", "findings")  # type: ignore[assignment]

    @extend_schema_field(FindingOut(many=True))
    def get_findings(self, debrief: Debrief) -> list[dict[str, Any]]:
        rows = [finding for visit in debrief.visits.all() for finding in visit.findings.all()]
        shape = FindingOut(context=self.context)
        return [dict(shape.to_representation(row)) for row in rows if row.state != "removed"]
