"""Shape of JSON in and out for companies, contacts, opportunities and activities."""

from typing import Any, NamedTuple

from django.db.models import Model
from rest_framework import serializers

from accounts.models import User
from core.api.fields import MomentField, RowField
from crm.choices import ActivityKind, BuyingRole, HowAcquired, LossReason, Stage
from crm.models import Activity, Company, Contact, MergeLog, Opportunity, Product


class CompanyOut(serializers.ModelSerializer[Company]):
    class Meta:
        model = Company
        fields = (
            "id", "name", "siren", "siret", "sector", "segment", "employees", "revenue", "address", "postcode", "city",
            "country", "phone", "website", "owner", "external_ref", "merged_into", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields


class Rows(NamedTuple):
    """What the schema asks a field about: the model of its rows."""

    model: type[Model]


class Scoped(RowField):
    """A row named by its number, looked for in the caller's scope only."""

    def __init__(self, model: type[Model], **options: Any) -> None:
        super().__init__(**options)
        self.model = model
        self.queryset = Rows(model)  # type: ignore[assignment]

    def get_queryset(self) -> Any:
        model: Any = self.model
        return model.objects.visible_to(self.context["request"].user)


class CompanyIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=200)
    siren = serializers.CharField(max_length=24, required=False, allow_blank=True)
    siret = serializers.CharField(max_length=24, required=False, allow_blank=True)
    sector = serializers.CharField(max_length=120, required=False, allow_blank=True)
    segment = serializers.CharField(max_length=60, required=False, allow_blank=True)
    employees = serializers.IntegerField(min_value=0, max_value=2_147_483_647, required=False, allow_null=True)
    revenue = serializers.DecimalField(16, 2, min_value=0, required=False, allow_null=True)
    address = serializers.CharField(max_length=250, required=False, allow_blank=True)
    postcode = serializers.CharField(max_length=20, required=False, allow_blank=True)
    city = serializers.CharField(max_length=120, required=False, allow_blank=True)
    country = serializers.CharField(max_length=80, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True)
    website = serializers.CharField(max_length=250, required=False, allow_blank=True)
    owner = Scoped(User, required=False, allow_null=True)
    external_ref = serializers.CharField(max_length=120, required=False, allow_blank=True)


class ContactOut(serializers.ModelSerializer[Contact]):
    class Meta:
        model = Contact
        fields = (
            "id", "company", "name", "email", "phone", "role", "buying_role", "how_acquired", "acquired_on",
            "told_source", "basis", "language", "email_opt_out", "phone_opt_out", "objected_at", "last_inbound_at",
            "notice_due_on", "external_ref", "merged_into", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields


class ContactChange(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=160)
    email = serializers.CharField(max_length=254, required=False, allow_blank=True)
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True)
    role = serializers.CharField(max_length=120, required=False, allow_blank=True)
    buying_role = serializers.ChoiceField(BuyingRole.choices, required=False, allow_blank=True)
    language = serializers.ChoiceField(["fr", "en"], required=False)
    told_source = serializers.BooleanField(required=False)
    email_opt_out = serializers.BooleanField(required=False)
    phone_opt_out = serializers.BooleanField(required=False)


class ContactIn(ContactChange):
    company = Scoped(Company)
    how_acquired = serializers.ChoiceField(HowAcquired.choices)
    acquired_on = serializers.DateField()


class OpportunityOut(serializers.ModelSerializer[Opportunity]):
    contacts = serializers.PrimaryKeyRelatedField[Any](many=True, read_only=True)

    class Meta:
        model = Opportunity
        fields = (
            "id", "name", "company", "owner", "product", "contacts", "stage", "state", "amount", "margin", "origin",
            "opened_on", "expected_on", "closed_on", "loss_reason", "external_ref", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields


class OpportunityChange(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=200)
    amount = serializers.DecimalField(12, 2, min_value=0)
    margin = serializers.DecimalField(12, 2, required=False, allow_null=True)
    product = Scoped(Product, required=False, allow_null=True)
    stage = serializers.ChoiceField(Stage.choices, required=False)
    opened_on = serializers.DateField(required=False, allow_null=True)
    expected_on = serializers.DateField(required=False, allow_null=True)
    owner = Scoped(User, required=False)
    contacts = Scoped(Contact, many=True, required=False)


class OpportunityIn(OpportunityChange):
    company = Scoped(Company)


class WinIn(serializers.Serializer[Any]):
    amount = serializers.DecimalField(12, 2, min_value=0)
    margin = serializers.DecimalField(12, 2, required=False, allow_null=True)
    closed_on = serializers.DateField(required=False, allow_null=True)


class LoseIn(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(LossReason.choices)
    closed_on = serializers.DateField(required=False, allow_null=True)


class ReopenIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


class MergeIn(serializers.Serializer[Any]):
    """`lose` is merged into the record of the address.

    `choices` says "keep" or "lose" by field, and by row that stands on both sides (`differences/` lists both).
    """

    lose = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    choices = serializers.DictField(child=serializers.CharField(max_length=10), required=False)


class DifferenceOut(serializers.Serializer[Any]):
    field = serializers.CharField()  # type: ignore[assignment]
    mine = serializers.CharField()
    theirs = serializers.CharField()
    proposed = serializers.CharField()


class ClashOut(serializers.Serializer[Any]):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    mine = serializers.CharField(source="mine_text")
    theirs = serializers.CharField(source="theirs_text")


class SidesOut(serializers.Serializer[Any]):
    fields = DifferenceOut(many=True)  # type: ignore[assignment]
    rows = ClashOut(many=True)


class MergeOut(serializers.ModelSerializer[MergeLog]):
    class Meta:
        model = MergeLog
        fields = ("id", "kind", "kept_id", "lost_id", "choices", "moves", "by", "at", "undone_at")
        read_only_fields = fields


class ActivityOut(serializers.ModelSerializer[Activity]):
    class Meta:
        model = Activity
        fields = ("id", "company", "contact", "opportunity", "kind", "at", "by", "text", "created_at")
        read_only_fields = fields


class ActivityIn(serializers.Serializer[Any]):
    company = Scoped(Company)
    contact = Scoped(Contact, required=False, allow_null=True)
    opportunity = Scoped(Opportunity, required=False, allow_null=True)
    kind = serializers.ChoiceField(ActivityKind.choices)
    at = MomentField(required=False)
    text = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    external_key = serializers.CharField(max_length=120, required=False)
