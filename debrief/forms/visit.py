"""The debrief of one visit: chips first, nothing typed is required."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.forms.widgets import Chips, MultiChips
from crm.models import Contact
from debrief.choices import Confirmed, NextStep, UndoneReason, VisitKind, VisitResult, VisitState
from debrief.forms.answers import answer_lines
from debrief.forms.day import SentForm
from debrief.forms.lines import Findings, People, lines_of, people_of
from debrief.models import Question, Visit
from debrief.services.entries import PersonEntry, VisitEntry
from leads.choices import Interest

WHEN = (("1", _("Tomorrow")), ("3", _("In 3 days")), ("7", _("Next week")), ("pick", _("Pick a date")))
UNDONE = (("cancelled", _("Cancelled")), ("no_show", _("No-show")), ("incident", _("Incident")))
LISTED = [(code.value, code.label) for code in UndoneReason if code != UndoneReason.NO_SHOW]


class VisitForm(SentForm):
    """Visit debrief: chips first, nothing typed is required."""

    kind = forms.ChoiceField(
        label=_("Type"),
        choices=VisitKind.choices,
        initial="visit",
        widget=Chips(layout="segmented", icons={"visit": "map-pin", "call": "phone", "event": "calendar"}),
    )
    contacts = forms.MultipleChoiceField(label=_("People met"), required=False, widget=MultiChips(layout="small"))
    nobody_met = forms.BooleanField(label=_("Nobody met"), required=False)
    attendees = forms.MultipleChoiceField(label=_("Colleagues"), required=False, widget=MultiChips(layout="small"))
    undone = forms.ChoiceField(
        label=_("It did not take place"), choices=UNDONE, required=False, widget=Chips(layout="small")
    )
    why = forms.ChoiceField(label=_("Why?"), choices=LISTED, required=False, widget=Chips(layout="small"))
    reason = forms.CharField(label=_("or in your words"), required=False, max_length=200)
    result = forms.ChoiceField(
        label=_("Outcome"),
        choices=VisitResult.choices,
        required=False,
        widget=Chips(
            icons={
                "sale": "handshake",
                "quote": "receipt-text",
                "follow_up": "refresh-cw",
                "not_now": "circle-pause",
                "no_show": "user-x",
            }
        ),
    )
    amount = forms.DecimalField(
        label=_("Amount"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "placeholder": "0"}),
    )
    interest = forms.ChoiceField(
        label=_("Interest"),
        choices=Interest.choices,
        required=False,
        widget=Chips(layout="thirds", icons={"strong": "signal-high", "medium": "signal-medium", "weak": "signal-low"}),
    )
    confirmed = forms.MultipleChoiceField(
        label=_("Confirmed today"), choices=Confirmed.choices, required=False, widget=MultiChips(layout="small")
    )
    next_step = forms.ChoiceField(
        label=_("Next step"),
        choices=[
            ("call", _("Call")),
            ("quote", _("Send quote")),
            ("demo", _("Demo")),
            ("visit", _("Visit")),
            ("nothing", pgettext_lazy("next step", "Nothing")),
        ],
        required=False,
        widget=Chips(
            icons={"call": "phone", "quote": "send", "demo": "presentation", "visit": "map-pin", "nothing": "minus"}
        ),
    )
    next_when = forms.ChoiceField(label=_("When"), choices=WHEN, required=False, widget=Chips(layout="small"))
    next_on = forms.DateField(label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": _("One or two sentences are enough")}),
    )

    note_read = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        visit: Visit,
        contacts: list[Contact],
        person: dict[str, str] | None = None,
        asked: Sequence[Question] = (),
        colleagues: Iterable[User] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit
        self.known = {str(contact.pk): contact for contact in contacts}
        people = self.fields["contacts"]
        people.choices = [(key, c.name + (f" · {c.role}" if c.role else "")) for key, c in self.known.items()]  # type: ignore[attr-defined]
        self.team = {str(person.pk): person for person in colleagues}
        self.fields["attendees"].choices = [(key, str(person)) for key, person in self.team.items()]  # type: ignore[attr-defined]
        self.fields["amount"].unit = "€"  # type: ignore[attr-defined]
        for name in ("kind", "result", "next_step", "note", "interest", "contacts", "attendees"):
            self.fields[name].quiet_label = True  # type: ignore[attr-defined]
        self.needs_interest = bool(visit.lead_id or visit.opportunity_id)
        data = kwargs.get("data") or (args[0] if args else None)
        shape = {"use_required_attribute": False}
        people_told = None if data else people_of(visit, person)
        self.people = People(data, prefix="people", initial=people_told, form_kwargs=shape)
        self.answers = answer_lines(data, visit=visit, rep=visit.debrief.rep, asked=asked)
        self.findings = Findings(data, prefix="findings", initial=None if data else lines_of(visit), form_kwargs=shape)

    def unjudged(self) -> "VisitForm":
        """The form shows what was typed so far and says nothing about it yet."""
        for judged in (self, *self.people, *self.findings, *self.answers):
            vars(judged)["_errors"] = ErrorDict()
        for lines in (self.people, self.findings):
            vars(lines).update(_errors=[ErrorDict() for _line in lines], _non_form_errors=ErrorList())
        return self

    def is_valid(self) -> bool:
        lines: list[Any] = [self.people, self.findings, *self.answers]
        return all([super().is_valid(), *(line.is_valid() for line in lines)])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("undone"):
            if not data.get("reason") and not data.get("why"):
                self.add_error("why", _("Say why the visit did not take place."))
            return data
        named = any(key.endswith("-name") and key.startswith("people-") and value for key, value in self.data.items())
        if not (data.get("contacts") or data.get("nobody_met") or named or data.get("result") == "no_show"):
            self.add_error("contacts", _("Say whom you met, or that you met nobody."))
        self._needed(data)
        return data

    def _needed(self, data: dict[str, Any]) -> None:
        for name in ("result", "next_step"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Choose one."))
        if self.needs_interest and not data.get("interest"):
            self.add_error("interest", _("Choose one."))
        step = data.get("next_step")
        if step and step != NextStep.NOTHING and not data.get("next_when"):
            self.add_error("next_when", _("Choose when."))
        if data.get("next_when") == "pick" and not data.get("next_on"):
            self.add_error("next_on", _("Choose a date."))

    def entry(self) -> VisitEntry:
        """What the form tells, for the service."""
        data, visit = self.cleaned_data, self.visit
        undone = data.get("undone")
        people = [PersonEntry(contact=self.known[key]) for key in data.get("contacts") or []]
        people += [entry for line in self.people if (entry := line.entry())]
        findings = [learnt for line in (*self.answers, *self.findings) if (learnt := line.entry())]
        return VisitEntry(
            company=visit.company,
            company_name=visit.company_name,
            kind=data["kind"],
            state=undone or VisitState.DONE,
            reason=self._why(data) if undone else "",
            nobody_met=bool(data.get("nobody_met")),
            planned_at=visit.planned_at,
            people=tuple(people),
            attendees=tuple(self.team[key] for key in data.get("attendees") or []),
            lead=visit.lead,
            opportunity=visit.opportunity,
            result="" if undone else data.get("result") or "",
            amount=None if undone else data.get("amount"),
            interest="" if undone else data.get("interest") or "",
            confirmed=tuple(data.get("confirmed") or ()),
            next_step=data.get("next_step") or "",
            next_step_on=self._when(),
            note=data.get("note") or "",
            note_read=bool(data.get("note_read")),
            findings=tuple(findings),
        )

    def _why(self, data: dict[str, Any]) -> str:
        """The rep's own words, or the code of a listed reason."""
        return str(data.get("reason") or data["why"])

    def _when(self) -> date | None:
        when, data = self.cleaned_data.get("next_when"), self.cleaned_data
        if not when or data.get("next_step") in ("", NextStep.NOTHING):
            return None
        picked: date | None = data.get("next_on")
        return picked if when == "pick" else self.visit.debrief.work_date + timedelta(days=int(when))


def visit_initial(visit: Visit) -> dict[str, Any]:
    """The form as the visit stands."""
    names = ("kind", "nobody_met", "reason", "result", "amount", "interest", "confirmed", "next_step", "note")
    initial: dict[str, Any] = {name: getattr(visit, name) for name in (*names, "note_read")}
    if visit.pk:
        initial["attendees"] = [str(row.rep_id) for row in visit.attendees.all()]
        initial["contacts"] = [str(met.contact_id) for met in visit.met.all() if met.contact_id]
    if visit.state in dict(UNDONE):
        initial["undone"] = visit.state
        if visit.reason in UndoneReason.values:
            initial |= {"why": visit.reason, "reason": ""}
    if visit.next_step_on:
        initial |= {"next_when": "pick", "next_on": visit.next_step_on}
    return initial
