"""Shape of JSON in and out for companies, contacts, opportunities and activities."""

from typing import Any

from rest_framework import serializers

from accounts.models import User
from crm.choices import ActivityKind, BuyingRole, HowAcquired, LossReason, Stage
from crm.models import Activity, Company, Contact, Opportunity, Product


class CompanyOut(serializers.ModelSerializer[Company]):
    class Meta:
        model = Company
        fields = (
            "id", "name", "siren", "siret", "sector", "segment", "employees", "revenue", "address", "postcode", "city",
            "country", "phone", "website", "owner", "external_ref", "merged_into", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields


class Scoped(serializers.PrimaryKeyRelatedField[Any]):
    """A row named by its number, looked for in the caller's scope."""

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        request = self.context.get("request")
        return rows.none() if request is None else rows.model.objects.visible_to(request.user)


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
    owner = Scoped(queryset=User.objects.all(), required=False, allow_null=True)
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
    company = Scoped(queryset=Company.objects.all())
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
    product = serializers.PrimaryKeyRelatedField(queryset=Product.objects.all(), required=False, allow_null=True)
    stage = serializers.ChoiceField(Stage.choices, required=False)
    opened_on = serializers.DateField(required=False, allow_null=True)
    expected_on = serializers.DateField(required=False, allow_null=True)
    owner = Scoped(queryset=User.objects.all(), required=False)
    contacts = Scoped(queryset=Contact.objects.all(), many=True, required=False)


class OpportunityIn(OpportunityChange):
    company = Scoped(queryset=Company.objects.all())


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
    """`lose` is merged into the record of the address; `choices` says "keep" or "lose" by field."""

    lose = serializers.IntegerField(min_value=1)
    choices = serializers.DictField(child=serializers.CharField(max_length=10), required=False)


class ActivityOut(serializers.ModelSerializer[Activity]):
    class Meta:
        model = Activity
        fields = ("id", "company", "contact", "opportunity", "kind", "at", "by", "text", "created_at")
        read_only_fields = fields


class ActivityIn(serializers.Serializer[Any]):
    company = Scoped(queryset=Company.objects.all())
    contact = Scoped(queryset=Contact.objects.all(), required=False, allow_null=True)
    opportunity = Scoped(queryset=Opportunity.objects.all(), required=False, allow_null=True)
    kind = serializers.ChoiceField(ActivityKind.choices)
    at = serializers.DateTimeField(required=False)
    text = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    external_key = serializers.CharField(max_length=120, required=False)
