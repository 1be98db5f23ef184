"""Forms of the daily work on a lead: one particular at a time, the next step, the conversion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Chips
from leads.forms import LeadForm, Plain, choose_from, day_input
from leads.models import LeadStep
from leads.services.particulars import CHANGEABLE


class FieldForm(LeadForm):
    """One particular of the lead, with the widget and the rules it has on the whole form."""

    def __init__(self, *args: Any, only: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only = only
        for name in [name for name in self.fields if name != only]:
            del self.fields[name]
        self.fields[only].widget.attrs["data-focus"] = ""

    def clean(self) -> dict[str, Any]:
        """Whether the person can still be reached is the service's question: it knows the other fields."""
        return self.cleaned_data

    def _post_clean(self) -> None:
        """The instance stays as it is: the service writes."""


def is_changeable(name: str) -> bool:
    return name in CHANGEABLE


class StepForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = LeadStep
        fields = ("what", "due_on", "who")
        widgets = {"due_on": day_input()}

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].required = False
        self.fields["who"].help_text = _("Empty: the owner of the lead.")
        self.fields["what"].widget.attrs["placeholder"] = _("Call about the quote")
        choose_from(self, "who", people)

    def _post_clean(self) -> None:
        """The service writes."""


class ConvertForm(Plain, forms.Form):
    """The opportunity, and which company and person of the CRM it is about: each candidate says why it is one."""

    name = forms.CharField(label=_("Name of the opportunity"), max_length=120)
    amount = forms.DecimalField(label=_("Expected amount"), min_value=0, max_digits=12, decimal_places=2)
    company = forms.ChoiceField(label=_("Company"), required=False, widget=Chips)
    contact = forms.ChoiceField(label=_("Person"), required=False, widget=Chips)

    def __init__(self, *args: Any, companies: Any, contacts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].choices = [*companies, ("new", _("Another company: create it"))]  # type: ignore[attr-defined]
        self.fields["contact"].choices = [*contacts, ("new", _("Another person: create them"))]  # type: ignore[attr-defined]
