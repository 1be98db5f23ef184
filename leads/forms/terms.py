"""Form of the terms of the contract: the periods as they are, to be changed, and why."""

from django import forms

from leads.forms import Plain
from leads.models import ContractTerms


class TermsForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = ContractTerms
        fields = ("contact_hours", "answer_hours", "reminder_percent", "grace_hours", "recycle_days", "note")
        widgets = {"note": forms.TextInput(attrs={"autocomplete": "off"})}
