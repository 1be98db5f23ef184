"""Forms of campaigns, leads, handoffs and routing: shape and wording of input, no business rule."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from core.forms.widgets import Chips
from leads.choices import CampaignState, CostKind, Interest, ReasonKind, TouchKind
from leads.models import Campaign, CampaignCost, Lead, Reason, RoutingRule

DATE = {"type": "date"}
FIRST_CONTACT = [(kind.value, kind.label) for kind in (TouchKind.CALL, TouchKind.VISIT, TouchKind.REPLY)]


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs=DATE)


def choose_from(form: forms.BaseForm, name: str, rows: Any) -> None:
    """The field offers these rows and no other."""
    form.fields[name].queryset = rows  # type: ignore[attr-defined]


class Plain:
    """The page draws the form tag and the buttons."""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        return helper


class CampaignForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Campaign
        fields = (
            "name", "channel", "owner", "starts_on", "ends_on", "budget", "at_stand", "objective", "promise",
            "proof", "opener",
        )  # fmt: skip
        widgets = {
            "starts_on": day_input(),
            "ends_on": day_input(),
            "objective": forms.Textarea(attrs={"rows": 3}),
            **{name: forms.Textarea(attrs={"rows": 2}) for name in ("promise", "proof", "opener")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "owner", User.objects.active().in_role(Role.MARKETER, Role.OPERATIONS))


class CostForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(CostKind.SPEND.value, CostKind.SPEND.label), (CostKind.CREDIT.value, CostKind.CREDIT.label)],
        initial=CostKind.SPEND,
        widget=Chips,
    )

    class Meta:
        model = CampaignCost
        fields = ("day", "amount", "kind", "label")
        widgets = {"day": day_input(), "amount": forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].help_text = _("What was paid: stand, printing, advertising…")


class LeadForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    """What is typed when a lead is captured or corrected; the campaign is chosen once."""

    interest = forms.ChoiceField(label=_("Interest"), choices=Interest, required=False, widget=Chips)

    class Meta:
        model = Lead
        fields = (
            "campaign", "name", "company_name", "job_title", "email", "phone", "sector", "employees", "city",
            "postcode", "interest", "message",
        )  # fmt: skip
        widgets = {"message": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        if self.instance.pk:
            del self.fields["campaign"]
        else:
            choose_from(self, "campaign", Campaign.objects.exclude(state=CampaignState.CLOSED))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("email") and not data.get("phone") and not self.errors:
            self.add_error("email", _("Give an e-mail address or a phone number."))
        return data

    def _post_clean(self) -> None:
        """The service says what is already captured: capturing twice fills, it does not refuse."""
        if self.instance.pk:
            super()._post_clean()  # type: ignore[misc]


class ReasonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A reason of the administered list, as chips."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        super().__init__(
            queryset=Reason.objects.active(kind), widget=Chips, empty_label=None, label=_("Reason"), **kwargs
        )


class DisqualifyForm(Plain, forms.Form):
    reason = ReasonChoice(ReasonKind.DISQUALIFY)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class RecycleForm(Plain, forms.Form):
    until = forms.DateField(label=_("Until"), widget=day_input())
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class WorkForm(Plain, forms.Form):
    kind = forms.ChoiceField(label=_("First contact by"), choices=FIRST_CONTACT, initial="call", widget=Chips)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class MergeForm(Plain, forms.Form):
    lose = forms.ModelChoiceField(queryset=Lead.objects.none(), label=_("Lead to merge into this one"))

    def __init__(self, *args: Any, duplicates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "lose", duplicates)


class ImportOptions(forms.Form):
    """What is chosen besides the file when leads come in."""

    campaign = forms.ModelChoiceField(
        queryset=Campaign.objects.exclude(state=CampaignState.CLOSED), label=_("Campaign")
    )


class RoutingRuleForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = RoutingRule
        fields = (
            "rank", "name", "campaign", "territory", "sector", "min_employees", "max_employees", "method", "team",
            "rep", "active",
        )  # fmt: skip
        widgets = {"method": Chips}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "rep", User.objects.active().reps())


class ReasonForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Reason
        fields = ("kind", "code", "label_fr", "label_en", "needs_evidence", "rank", "active")
        widgets = {"kind": Chips}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = ReasonKind.choices  # type: ignore[attr-defined]
