"""A visit to plan, days away, a calendar to import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Chips
from crm.models import Company, Contact
from debrief.choices import Rhythm, VisitKind
from debrief.services.calendars import MOST_BYTES
from debrief.services.touring import PlanEntry

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class PlanForm(forms.Form):
    """A visit to plan: when, and how it comes back."""

    kind = forms.ChoiceField(
        label=_("Type"),
        choices=VisitKind.choices,
        initial=VisitKind.VISIT,
        widget=Chips(layout="segmented", icons={"visit": "map-pin", "call": "phone", "event": "calendar"}),
    )
    starts_on = forms.DateField(label=_("Day"), widget=DAY)
    at = forms.TimeField(label=_("Time"), required=False, widget=HOUR)
    rhythm = forms.ChoiceField(
        label=_("Comes back"), choices=Rhythm.choices, initial=Rhythm.ONCE, widget=Chips(layout="small")
    )
    every = forms.IntegerField(label=_("Every … weeks or months"), required=False, min_value=1, max_value=12, initial=1)
    until = forms.DateField(label=_("Until"), required=False, widget=DAY, help_text=_("Empty: until you stop it."))
    contact = forms.ChoiceField(label=_("Who"), required=False)
    purpose = forms.CharField(label=_("Purpose"), required=False, max_length=200)

    def __init__(self, *args: Any, company: Company | None, name: str, people: list[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company, self.name = company, name
        self.people = {str(person.pk): person for person in people}
        who: Any = self.fields["contact"]
        who.choices = [("", "—"), *((key, person.name) for key, person in self.people.items())]
        if not people:
            del self.fields["contact"]

    def entry(self) -> PlanEntry:
        data = self.cleaned_data
        return PlanEntry(
            starts_on=data["starts_on"],
            company=self.company,
            company_name=self.name,
            contact=self.people.get(data.get("contact") or ""),
            kind=data["kind"],
            purpose=data.get("purpose") or "",
            at=data.get("at"),
            rhythm=data["rhythm"],
            every=data.get("every") or 1,
            until=data.get("until"),
        )


class AbsenceForm(forms.Form):
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(label=_("To"), widget=DAY)


class CalendarForm(forms.Form):
    """A file, or its text; the preview sends the text back with what was chosen."""

    file = forms.FileField(
        label=_("Calendar file (.ics)"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    text = forms.CharField(
        label=_("or its text"),
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def content(self) -> bytes | str:
        """What was sent: at most one byte more than may be read, so that too much is refused and not kept."""
        sent = self.cleaned_data.get("file")
        if sent:
            raw: bytes = sent.read(MOST_BYTES + 1)
            return raw
        return str(self.cleaned_data.get("text") or "")
