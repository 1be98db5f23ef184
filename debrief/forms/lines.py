"""The repeated lines of a visit: new people and findings."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms.widgets import Chips
from crm.choices import HowAcquired, HowKnown
from crm.rules.guard import OVERRIDABLE
from crm.services.guarding import refuse_excess
from debrief.choices import CompanyField, FindingKind, FindingState, OpinionAbout
from debrief.models import Finding, Visit
from debrief.services.entries import FindingEntry, PersonEntry
from debrief.services.findings import usual_expiry

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WHAT = (
    ("competitor", _("Competitor"), "swords"),
    ("price", _("Price heard"), "badge-euro"),
    ("project", _("Project"), "calendar-clock"),
    ("equipment", _("Equipment"), "wrench"),
    ("need", _("Need"), "target"),
    ("objection", _("Objection"), "shield-alert"),
    ("opinion", _("Opinion"), "message-square-quote"),
    ("remark", _("Remark"), "sticky-note"),
    ("record", _("Company record"), "building-2"),
)
PLAIN = {"opinion": FindingKind.OPINION, "remark": FindingKind.REMARK, "record": FindingKind.COMPANY_FACT}
HOW = (
    (HowAcquired.MET, pgettext_lazy("how obtained", "Met")),
    (HowAcquired.CARD, pgettext_lazy("how obtained", "Card")),
    (HowAcquired.TOLD, pgettext_lazy("how obtained", "Told")),
)
ASKABLE = {f"guard_{category}" for category in OVERRIDABLE}
SAY = ((HowKnown.SEEN, _("Seen")), (HowKnown.HEARD, _("Heard")), (HowKnown.GUESS, _("Guess")))


class PersonLine(forms.Form):
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    role = forms.CharField(label=_("Job title"), required=False, max_length=120)
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    how_acquired = forms.ChoiceField(
        label=_("How obtained"), choices=HOW, required=False, initial="met", widget=Chips(layout="small")
    )
    told_source = forms.BooleanField(label=_("Knows where we keep these data and why"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("name") and any(data.get(key) for key in ("role", "phone", "email")):
            self.add_error("name", _("A person needs a name."))
        return data

    def entry(self) -> PersonEntry | None:
        data = self.cleaned_data
        if not data.get("name"):
            return None
        given: dict[str, Any] = {key: data.get(key) or "" for key in ("name", "role", "phone", "email")}
        return PersonEntry(
            how_acquired=data.get("how_acquired") or "met",
            told_source=bool(data.get("told_source")),
            **given,
        )


class FindingLine(forms.Form):
    what = forms.ChoiceField(
        choices=[(code, label) for code, label, _icon in WHAT], widget=forms.HiddenInput, required=False
    )
    field = forms.ChoiceField(label=_("Field"), choices=[("", "—"), *CompanyField.choices], required=False)
    value = forms.CharField(label=_("In one line"), required=False, max_length=500)
    amount = forms.DecimalField(
        label=_("Amount"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    on_date = forms.DateField(label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    how = forms.ChoiceField(
        label=_("How do you know?"), choices=SAY, required=False, initial="heard", widget=Chips(layout="small")
    )
    about = forms.ChoiceField(
        label=_("About"), choices=OpinionAbout.choices, required=False, widget=Chips(layout="small")
    )
    said_by = forms.CharField(label=_("Said by"), required=False, max_length=120)
    keep_reason = forms.CharField(
        label=_("Needed as it is? Say why: marketing decides"), required=False, max_length=300
    )
    observed_on = forms.DateField(label=_("Observed on"), required=False, widget=DAY)
    expires_on = forms.DateField(label=_("Holds until"), required=False, widget=DAY)

    @property
    def code(self) -> str:
        return str(self["what"].value() or "")

    @property
    def icon(self) -> str:
        return next((icon for code, _label, icon in WHAT if code == self.code), "plus")

    @property
    def title(self) -> Any:
        return next((label for code, label, _icon in WHAT if code == self.code), "")

    @property
    def is_filled(self) -> bool:
        return bool(self["value"].value())

    @property
    def may_ask(self) -> bool:
        """Whether the rep may ask to keep words the guard stopped."""
        codes = {error.code for error in self.errors.as_data().get("value", [])}
        return bool(self["keep_reason"].value()) or bool(codes & ASKABLE)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._read_by_the_guard(data)
        if data.get("what") == "record" and data.get("value") and not data.get("field"):
            self.add_error("field", _("Choose which field."))
        return data

    def _read_by_the_guard(self, data: dict[str, Any]) -> None:
        """Beside the words, what the guard stops; a reason asks marketing instead where it may be asked."""
        try:
            refuse_excess(data.get("value") or "", "value", allowed=OVERRIDABLE if data.get("keep_reason") else ())
            refuse_excess(data.get("keep_reason") or "", "keep_reason")
        except ValidationError as refusal:
            for name, errors in refusal.error_dict.items():
                self.add_error(name, errors)

    def entry(self, observed_on: date | None = None) -> FindingEntry | None:
        data = self.cleaned_data
        what = data.get("what")
        if not data.get("value") or not what:
            return None
        kind = PLAIN.get(what, FindingKind.MARKET_SIGNAL)
        return FindingEntry(
            kind=kind,
            topic=what if kind == FindingKind.MARKET_SIGNAL else "",
            field=data.get("field") or "",
            value=data["value"],
            amount=data.get("amount") if what == "price" else None,
            on_date=data.get("on_date") if what == "project" else None,
            how_known=data.get("how") or "heard",
            said_by=data.get("said_by") or "",
            observed_on=data.get("observed_on") or observed_on,
            expires_on=data.get("expires_on"),
            about=data.get("about") or "" if what == "opinion" else "",
            keep_reason=data.get("keep_reason") or "",
        )


People = formset_factory(PersonLine, extra=0, max_num=12, absolute_max=20)
Findings = formset_factory(FindingLine, extra=0, max_num=40, absolute_max=60)


def people_of(visit: Visit, card: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """The new people already told, the one of a card just read, and one empty line."""
    names = ("name", "role", "phone", "email", "how_acquired", "told_source")
    rows = [m for m in visit.met.all() if not m.contact_id] if visit.pk else []
    return (
        [{name: getattr(row, name) for name in names} for row in rows]
        + ([card] if card else [])
        + [{"how_acquired": "met"}]
    )


def lines_of(visit: Visit) -> list[dict[str, Any]]:
    """The findings already told, then one empty line of each kind."""
    rows = list(visit.findings.all()) if visit.pk else []
    told = [line_of(one) for one in rows if one.kind != FindingKind.CONTACT and not one.question_id]
    empty = [{"what": code, "how": "seen" if code == "equipment" else "heard"} for code, _label, _icon in WHAT]
    return sorted(told + empty, key=lambda line: [code for code, _l, _i in WHAT].index(line["what"]))


def line_of(finding: Finding) -> dict[str, Any]:
    plain = {kind: what for what, kind in PLAIN.items()}
    return {
        "what": plain.get(FindingKind(finding.kind), finding.topic),
        "field": finding.field,
        "value": finding.value,
        "amount": finding.amount,
        "on_date": finding.on_date,
        "how": finding.how_known,
        "said_by": finding.said_by,
        "keep_reason": finding.guard_request.reason if finding.state == FindingState.QUARANTINED else "",
        "about": finding.about,
        "observed_on": finding.observed_on if finding.observed_on != finding.visit.debrief.work_date else None,
        "expires_on": finding.expires_on if finding.expires_on != usual_expiry(finding) else None,
    }
