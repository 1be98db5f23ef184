"""Form of a rating: three questions already answered "as promised", and what was wrong, field by field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Chips
from debrief.services.rating import REPORTED
from leads.choices import RatingMark, RatingMoment
from leads.models import Lead

ASKED = {"fit": _("Fit: the right person?"), "timing": _("Timing: the right moment?"), "data": _("Data: correct?")}


class RatingForm(forms.Form):
    moment = forms.ChoiceField(choices=RatingMoment, widget=forms.HiddenInput)

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in ASKED.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=RatingMark, initial=RatingMark.GOOD, required=False,
                widget=Chips(layout="segmented", icons={"good": "check", "poor": "x"}),
            )  # fmt: skip
        for name in REPORTED:
            self.fields[f"right_{name}"] = forms.CharField(
                label=str(Lead._meta.get_field(name).verbose_name).capitalize(), required=False, max_length=160,  # type: ignore[union-attr]
                help_text=_("Today: %(value)s") % {"value": getattr(lead, name) or "—"},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        return data | {name: data.get(name) or RatingMark.GOOD for name in ASKED}

    @property
    def wrong(self) -> dict[str, str]:
        """What was typed, by the name of the field."""
        return {name: self.cleaned_data.get(f"right_{name}", "") for name in REPORTED}

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[name] for name in ASKED]

    @property
    def corrections(self) -> list[forms.BoundField]:
        return [self[f"right_{name}"] for name in REPORTED]
