"""What a person fills in on a public page: the fields that the marketer chose, a trap for robots, the consent."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from crm.rules import matching
from leads.models import CaptureForm, ConsentText, Lead

TRAP = "website"
AUTOFILL = {
    "name": "name", "email": "email", "phone": "tel", "company_name": "organization", "city": "address-level2",
    "postcode": "postal-code", "job_title": "organization-title",
}  # fmt: skip
LABELS = {
    "name": _("Your name"),
    "email": _("Your e-mail address"),
    "phone": _("Your phone number"),
    "company_name": _("Your company"),
    "job_title": _("Your job"),
    "sector": _("Your sector"),
    "employees": _("How many people work there"),
    "city": _("Town"),
    "postcode": _("Postcode"),
    "message": _("Your message"),
}


def field_for(name: str, *, required: bool) -> forms.Field:
    common: dict[str, Any] = {"label": LABELS[name], "required": required}
    if name == "email":
        return forms.EmailField(max_length=254, **common)
    if name == "employees":
        return forms.IntegerField(max_value=10_000_000, validators=[MinValueValidator(0)], **common)
    longest: int | None = getattr(Lead._meta.get_field(name), "max_length", None)
    if name == "message":
        return forms.CharField(max_length=longest, widget=forms.Textarea(attrs={"rows": 4}), **common)
    return forms.CharField(max_length=longest, **common)


class PublicForm(forms.Form):
    """`asked` decides the fields and their order; the page's own controls are drawn by the template."""

    def __init__(
        self, *args: Any, asked: CaptureForm, consent: ConsentText | None, language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for one in asked.fields:
            field = field_for(one["name"], required=one["required"])
            field.widget.attrs["autocomplete"] = AUTOFILL.get(one["name"], "off")
            self.fields[one["name"]] = field
        if consent is not None and consent.said(language):
            self.fields["agreed"] = forms.BooleanField(
                label=consent.said(language), required=asked.consent_required,
                error_messages={"required": _("Tick this box to send the form.")},
            )  # fmt: skip

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not matching.normal_phone(phone):
            raise forms.ValidationError(_("This is not a phone number: write +33 6 12 34 56 78."))
        return matching.normal_phone(phone) if phone else ""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper
