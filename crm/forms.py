"""Forms of companies, contacts, deals and activities: shape and wording of input, no business rule."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from core import clock
from core.forms.widgets import Chips
from crm.choices import ActivityKind, ErasureReason, HowAcquired, LossReason, ObjectsTo
from crm.models import Activity, Company, Contact, Opportunity
from crm.rules.vcard import LONGEST
from crm.services.guard_lists import LISTED
from crm.services.guarding import CATEGORY_NAMES

SELLERS = (Role.REP, Role.SALES_MANAGER)


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def money_input() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})


def owners_for(user: User, kept: Any = None) -> QuerySet[Any]:
    """Who may own a company or a deal: active sellers in this person's reach, and the present owner."""
    sellers = User.objects.visible_to(user).active().in_role(*SELLERS)
    return User.objects.filter(Q(pk__in=sellers.values("pk")) | Q(pk=kept) | Q(pk=user.pk)).order_by("name", "pk")


class Plain:
    """The page draws the form tag and the buttons."""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class CompanyForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Company
        fields = (
            "name", "siret", "siren", "sector", "segment", "employees", "revenue", "address", "postcode", "city",
            "country", "phone", "website", "parent_name", "owner",
        )  # fmt: skip
        widgets = {
            "phone": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
            "employees": forms.TextInput(attrs={"inputmode": "numeric"}),
            "revenue": money_input(),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = owners_for(user, self.instance.owner_id)
        for name in ("siren", "siret"):
            self.fields[name].max_length = None  # type: ignore[attr-defined]
            self.fields[name].validators = []
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "24"})

    def validate_constraints(self) -> None:
        """The service says it, in the same words."""

    def _post_clean(self) -> None:
        """Values are brought to their normal form and checked by the service."""


class ContactForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Contact
        fields = (
            "name", "role", "buying_role", "email", "phone", "how_acquired", "acquired_on", "told_source", "language",
            "email_opt_out", "phone_opt_out",
        )  # fmt: skip
        widgets = {
            "acquired_on": day_input(),
            "phone": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
            "email": forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
            "language": forms.Select(choices=[("fr", _("French")), ("en", _("English"))]),
        }

    def __init__(self, *args: Any, companies: QuerySet[Company] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["acquired_on"].initial = clock.local_day
            self.fields["how_acquired"].initial = HowAcquired.MET
        if companies is not None:
            field = forms.ModelChoiceField(companies, label=_("Company"), widget=forms.NumberInput)
            self.fields = {"company": field, **self.fields}

    def _post_clean(self) -> None:
        """Values are brought to their normal form and checked by the service."""


class OpportunityForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    contacts = forms.ModelMultipleChoiceField(
        Contact.objects.none(), label=_("People in the deal"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Opportunity
        fields = ("name", "amount", "margin", "product", "stage", "opened_on", "expected_on", "owner")
        widgets = {
            "opened_on": day_input(),
            "expected_on": day_input(),
            "amount": money_input(),
            "margin": money_input(),
        }

    def __init__(self, *args: Any, user: User, company: Company | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = owners_for(user, self.instance.owner_id)
        people: Any = self.fields["contacts"]
        people.queryset = Contact.objects.live().visible_to(user).filter(company=company).order_by("name", "pk")
        if self.instance.pk:
            people.initial = list(self.instance.contacts.values_list("pk", flat=True))
        else:
            owner.initial = user.pk if user.role in SELLERS else None
            self.fields["opened_on"].initial = clock.local_day

    def _post_clean(self) -> None:
        """Values are checked by the service."""


class WinForm(Plain, forms.Form):
    amount = forms.DecimalField(label=_("Amount"), max_digits=12, decimal_places=2, localize=True, widget=money_input())
    margin = forms.DecimalField(
        label=_("Margin"), max_digits=12, decimal_places=2, required=False, localize=True, widget=money_input()
    )
    closed_on = forms.DateField(label=_("Closed on"), widget=day_input())


class LoseForm(Plain, forms.Form):
    reason = forms.ChoiceField(
        label=_("Why was it lost?"),
        choices=[(one.value, one.label) for one in LossReason if one != LossReason.NOT_RECORDED],
        widget=Chips,
    )
    closed_on = forms.DateField(label=_("Closed on"), widget=day_input())


class ReopenForm(Plain, forms.Form):
    reason = forms.CharField(
        label=_("Why is it opened again?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ActivityForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices, initial=ActivityKind.CALL, widget=Chips)
    text = forms.CharField(label=_("What was said"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    class Meta:
        model = Activity
        fields = ("kind", "contact", "text")

    def __init__(self, *args: Any, contacts: QuerySet[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["contact"]
        people.queryset = contacts
        people.required = False

    def _post_clean(self) -> None:
        """The service checks the text."""


class ImportForm(Plain, forms.Form):
    kind = forms.ChoiceField(label=_("What does the file hold?"), widget=Chips)
    file = forms.FileField(
        label=_("CSV, Excel or vCard file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.vcf"}),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = kinds
        kind.initial = kinds[0][0]


class ObjectionForm(Plain, forms.Form):
    to = forms.ChoiceField(
        label=_("What does she object to?"), choices=ObjectsTo.choices, initial=ObjectsTo.EVERYTHING, widget=Chips
    )


class ErasureForm(Plain, forms.Form):
    reason = forms.ChoiceField(label=_("Why is she erased?"), choices=ErasureReason.choices, widget=Chips)
    sure = forms.BooleanField(label=_("I understand that this cannot be undone."))


class GuardWordsForm(Plain, forms.Form):
    """Words that the company always allows, or refuses besides."""

    kind = forms.ChoiceField(
        label=_("What shall the guard do?"),
        choices=(("add", _("Refuse these words")), ("allow", _("Always allow these words"))),
        initial="add",
        widget=Chips,
    )
    text = forms.CharField(label=_("Words"), max_length=80, help_text=_("Accents, capitals and plurals do not matter."))
    category = forms.ChoiceField(
        label=_("As"), choices=[(name, CATEGORY_NAMES[name]) for name in LISTED], required=False
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language"), choices=(("fr", _("French")), ("en", _("English"))), initial="fr", required=False
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)


class CandidateForm(forms.Form):
    """What was typed so far, before it is saved."""

    name = forms.CharField(required=False, max_length=200)
    email = forms.CharField(required=False, max_length=254)
    phone = forms.CharField(required=False, max_length=40)
    siren = forms.CharField(required=False, max_length=24)
    siret = forms.CharField(required=False, max_length=24)
    website = forms.CharField(required=False, max_length=250)
    city = forms.CharField(required=False, max_length=120)
    exclude = forms.IntegerField(required=False)


class CardForm(forms.Form):
    """The card a phone sends: its file, or the text its own camera read."""

    card = forms.FileField(
        label=_("Card"),
        required=False,
        help_text=_("A .vcf file, or a picture of its QR code."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,.vcf,text/vcard"}),
    )
    text = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput, strip=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("card") and not data.get("text"):
            self.add_error("card", _("Choose a card file or a picture of its QR code."))
        return data
