"""The proposals of a note: each is kept, changed or dropped; what is kept becomes an ordinary line of the visit."""

from typing import Any

from django import forms
from django.forms import formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Chips
from debrief.forms.lines import WHAT
from debrief.rules.quick_note import Proposal

PREFIX = "notes"
OTHERS = (
    ("person", _("Person met"), "user-plus"),
    ("amount", _("Amount of the visit"), "badge-euro"),
    ("next_step", _("Next step"), "calendar-check"),
)
KINDS = {code: (label, icon) for code, label, icon in (*WHAT, *OTHERS)}
CHOICES = (("keep", _("Keep")), ("change", _("Change")), ("drop", _("Drop")))
HIDDEN = ("what", "name", "role", "phone", "email", "field", "amount", "on_date", "how", "said_by", "step", "contact")
PERSON = ("name", "role", "phone", "email")


class ProposalLine(forms.Form):
    """Whatever comes back is checked again as an ordinary line of the visit; here it is only carried."""

    value = forms.CharField(label=_("Proposed"), required=False, max_length=500)
    choice = forms.ChoiceField(
        label=_("What do you do with it?"),
        choices=CHOICES,
        required=False,
        widget=Chips(layout="small", icons={"keep": "check", "change": "pencil", "drop": "x"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in HIDDEN:
            self.fields[name] = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
        self.fields["choice"].quiet_label = True  # type: ignore[attr-defined]

    @property
    def code(self) -> str:
        return str(self["what"].value() or "")

    @property
    def title(self) -> Any:
        return KINDS.get(self.code, ("", ""))[0]

    @property
    def icon(self) -> str:
        return KINDS.get(self.code, ("", "plus"))[1]


Proposals = formset_factory(ProposalLine, extra=0, max_num=40, absolute_max=60)


def proposals_form(rows: list[Proposal]) -> Any:
    """The lines to choose from."""
    initial = [
        {name: shown(getattr(row, name)) for name in HIDDEN} | {"value": line_of(row)[:500]}
        for row in rows
    ]  # fmt: skip
    return Proposals(prefix=PREFIX, initial=initial)


def shown(value: Any) -> str:
    return "" if value in (None, 0) else str(value)


def line_of(row: Proposal) -> str:
    if row.what == "person":
        return " · ".join(part for part in (row.name, row.role, row.phone, row.email) if part)
    return row.value[:1].upper() + row.value[1:]


def with_kept(data: QueryDict) -> QueryDict:
    """What was sent, with each kept or changed proposal moved to the line it belongs to and the others gone."""
    total = number(data, f"{PREFIX}-TOTAL_FORMS")
    if not total:
        return data
    merged = data.copy()
    for index in range(min(total, 60)):
        row = {name: data.get(f"{PREFIX}-{index}-{name}", "") for name in (*HIDDEN, "value", "choice")}
        if row["choice"] in {"keep", "change"}:
            keep(merged, row)
    for name in [key for key in merged if key.startswith(f"{PREFIX}-")]:
        del merged[name]
    return merged


def number(data: QueryDict, name: str) -> int:
    text = data.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


def keep(data: QueryDict, row: dict[str, str]) -> None:
    """One proposal becomes a person, a finding, the amount or the next step; a person known is ticked."""
    if row["what"] == "person" and row["contact"]:
        data.appendlist("contacts", row["contact"])
    elif row["what"] == "person":
        add_line(data, "people", {name: row[name] for name in PERSON} | {"how_acquired": "met"})
    elif row["what"] == "amount":
        data["amount"] = row["amount"]
    elif row["what"] == "next_step":
        data["next_step"] = row["step"]
        if row["on_date"]:
            data["next_when"], data["next_on"] = "pick", row["on_date"]
    elif row["what"] in KINDS:
        names = ("what", "value", "field", "amount", "on_date", "how", "said_by")
        add_line(data, "findings", {name: row[name] for name in names})


def add_line(data: QueryDict, prefix: str, values: dict[str, str]) -> None:
    index = number(data, f"{prefix}-TOTAL_FORMS")
    for name, value in values.items():
        data[f"{prefix}-{index}-{name}"] = value
    data[f"{prefix}-TOTAL_FORMS"] = str(index + 1)
    data.setdefault(f"{prefix}-INITIAL_FORMS", "0")
