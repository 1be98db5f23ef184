"""The form by which somebody met becomes a lead."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Chips
from debrief.models import Visit, VisitContact
from debrief.services.prospecting import people_met
from leads.models import Campaign
from leads.selectors.stand import stand_campaigns


class ProspectForm(forms.Form):
    person = forms.ModelChoiceField(
        queryset=VisitContact.objects.none(), label=_("Who is interested"), widget=Chips, empty_label=None
    )
    campaign = forms.ModelChoiceField(
        queryset=Campaign.objects.none(), label=_("Campaign"), required=False, empty_label=_("None: found in the field")
    )
    message = forms.CharField(
        label=_("What it is about"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        met = people_met(visit)
        self.fields["person"].queryset = met  # type: ignore[attr-defined]
        self.fields["campaign"].queryset = stand_campaigns(visit.debrief.work_date)  # type: ignore[attr-defined]
        self.initial.setdefault("person", met.first())

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        return helper
