"""The form by which a marketer builds a public form."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from leads.choices import CampaignState
from leads.forms.public import LABELS
from leads.models import CaptureForm
from leads.rules import public_fields

SHORT = {"rows": 2}


class BuilderForm(forms.ModelForm):  # type: ignore[type-arg]
    consent_fr = forms.CharField(
        label=_("Consent in French"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The words beside the box. A change makes a new version: each answer keeps the one it was shown."),
    )
    consent_en = forms.CharField(
        label=_("Consent in English"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    sites = forms.CharField(
        label=_("Web sites that may show it"),
        required=False,
        widget=forms.Textarea(attrs=SHORT),
        help_text=_("One address a line, such as https://www.example.com. Nobody else can put the form in a page."),
    )

    redirect_url = forms.URLField(
        label=_("Page shown afterwards"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("Instead of the thanks; it begins with https://."),
    )

    class Meta:
        model = CaptureForm
        fields = (
            "campaign", "name", "title_fr", "title_en", "intro_fr", "intro_en", "thanks_fr", "thanks_en",
            "redirect_url", "consent_required",
        )  # fmt: skip
        widgets = {"intro_fr": forms.Textarea(attrs=SHORT), "intro_en": forms.Textarea(attrs=SHORT)}

    def __init__(self, *args: Any, campaigns: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        consent = self.instance.consents.first() if self.instance.pk else None
        if consent is not None:
            self.initial.update(consent_fr=consent.text_fr, consent_en=consent.text_en)
        self.initial.setdefault("sites", "\n".join(self.instance.domains or []))
        if self.instance.pk:
            del self.fields["campaign"]
        else:
            self.fields["campaign"].queryset = campaigns.exclude(state=CampaignState.CLOSED)  # type: ignore[attr-defined]

    def clean_redirect_url(self) -> str:
        address: str = self.cleaned_data["redirect_url"]
        if address and not address.lower().startswith("https://"):
            raise forms.ValidationError(_("Write an address that begins with https://."))
        return address

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("consent_fr")) != bool(data.get("consent_en")):
            self.add_error("consent_en", _("Write the consent in both languages, or in none."))
        return data

    def chosen(self) -> list[dict[str, Any]]:
        """The fields ticked, in their order."""
        rows = []
        for place, name in enumerate(public_fields.NAMES):
            if self.data.get(f"show_{name}"):
                rank = str(self.data.get(f"rank_{name}", ""))
                order = int(rank) if rank.isdecimal() and len(rank) < 4 else place
                rows.append((order, name, bool(self.data.get(f"need_{name}"))))
        return public_fields.arranged(rows)

    def sites_listed(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["sites"].splitlines() if line.strip()]

    def texts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The table of fields: those asked first, in their order."""
        asked = self.chosen() if self.is_bound else self.instance.fields or public_fields.usual()
        by_name = {one["name"]: one for one in asked}
        names = [*by_name, *(name for name in public_fields.NAMES if name not in by_name)]
        return [
            {
                "name": name, "label": LABELS[name], "shown": name in by_name, "rank": place,
                "required": name in by_name and by_name[name]["required"], "always": name == public_fields.ALWAYS,
            }
            for place, name in enumerate(names, start=1)
        ]  # fmt: skip

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        return helper
