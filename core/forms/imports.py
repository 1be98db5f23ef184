"""The form by which a file is chosen: its kind decides what else is asked."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Chips
from core.imports.engine import POLICIES, Importer
from core.imports.kinds import options_of
from core.imports.map import sources_of


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"))
    source = forms.CharField(
        label=_("Source"),
        max_length=80,
        required=False,
        help_text=_("A name for where the file comes from: its columns are read the same way next time."),
    )
    policy = forms.ChoiceField(label=_("Those we already know"), widget=Chips)

    def __init__(self, *args: Any, importer: type[Importer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = options_of(importer.kind)
        asked = options().fields if options else {}
        self.option_names = list(asked)
        self.fields = {**asked, **self.fields}
        self.fields["policy"].choices = [(one, POLICIES[one]) for one in importer.policies]  # type: ignore[attr-defined]
        self.fields["policy"].initial = importer.policies[0]
        self.fields["file"].help_text = (
            _("CSV, Excel (.xlsx) or vCards (.vcf), up to 40 MB and 250,000 rows.")
            if importer.kind in ("leads", "contacts")
            else _("CSV or Excel (.xlsx), up to 40 MB and 250,000 rows.")
        )
        self.fields["source"].widget.attrs["list"] = "sources"
        self.sources = sources_of(importer.kind)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        return helper

    def options(self) -> dict[str, Any]:
        """What was chosen, as the import keeps it: rows by their number."""
        chosen = {name: self.cleaned_data[name] for name in ("policy", *self.option_names)}
        return {name: getattr(value, "pk", value) for name, value in chosen.items()}
