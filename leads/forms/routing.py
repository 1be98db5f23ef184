"""Form of what one rep can take."""

from django import forms

from leads.forms import Plain
from leads.models import LeadCapacity


class CapacityForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = LeadCapacity
        fields = ("open_leads", "daily_quota")
