"""The card a phone sends: its file, or the text its own camera read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.rules.vcard import LONGEST


class CardForm(forms.Form):
    card = forms.FileField(
        label=_("Card"),
        required=False,
        help_text=_("A .vcf file, or a picture of its QR code."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,.vcf,text/vcard"}),
    )
    text = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput, strip=False)
    to = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("card") and not data.get("text"):
            self.add_error("card", _("Choose a card file or a picture of its QR code."))
        return data
