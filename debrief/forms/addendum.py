"""What a rep adds to a filed day: a note, and one thing learnt on one of its visits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Chips
from crm.choices import HowKnown
from debrief.choices import FindingKind
from debrief.forms.day import SentForm
from debrief.forms.lines import PLAIN, SAY, WHAT
from debrief.models import Visit
from debrief.services.addenda import Addition
from debrief.services.entries import FindingEntry


class AddendumForm(SentForm):
    visit = forms.ChoiceField(label=_("On which visit?"), required=False)
    what = forms.ChoiceField(
        label=_("What did you learn?"),
        choices=[(code, label) for code, label, _icon in WHAT if code != "record"],
        required=False,
        widget=Chips(layout="small", icons={code: icon for code, _label, icon in WHAT}),
    )
    value = forms.CharField(label=_("In one line"), required=False, max_length=500)
    how = forms.ChoiceField(
        label=_("How do you know?"), choices=SAY, required=False, initial=HowKnown.HEARD, widget=Chips(layout="small")
    )
    said_by = forms.CharField(label=_("Said by"), required=False, max_length=120)
    text = forms.CharField(
        label=_("Note for marketing"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, visits: list[Visit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visits = {str(visit.pk): visit for visit in visits}
        self.fields["visit"].choices = [(key, visit.title) for key, visit in self.visits.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("value") and not data.get("what"):
            self.add_error("what", _("Choose one."))
        if data.get("value") and not data.get("visit"):
            self.add_error("visit", _("Choose one."))
        if not data.get("value") and not data.get("text"):
            self.add_error("value", _("Write what you add."))
        return data

    def additions(self) -> list[Addition]:
        data = self.cleaned_data
        if not data.get("value"):
            return []
        kind = PLAIN.get(data["what"], FindingKind.MARKET_SIGNAL)
        entry = FindingEntry(
            kind=kind,
            topic=data["what"] if kind == FindingKind.MARKET_SIGNAL else "",
            value=data["value"],
            how_known=data.get("how") or HowKnown.HEARD,
            said_by=data.get("said_by") or "",
        )
        return [Addition(self.visits[data["visit"]], entry)]
