"""Answers to marketing's questions on a visit: one line per question, before anything else."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms.widgets import Chips
from crm.choices import FactTopic
from debrief.choices import CompanyField, FindingKind
from debrief.forms.lines import SAY
from debrief.models import Finding, Question, Visit
from debrief.services.entries import FindingEntry

SENT = re.compile(r"^answer-(\d{1,9})-value$")
WORDS: dict[str, Any] = {
    FindingKind.CONTACT: _("Who? First name and surname"),
    FactTopic.PRICE: _("What price, for what?"),
    FactTopic.PROJECT: _("Which project?"),
    FactTopic.COMPETITOR: _("Which competitor?"),
    CompanyField.EMPLOYEES: _("How many?"),
}


class AnswerLine(forms.Form):
    """One question and its answer; left empty, nothing is told."""

    value = forms.CharField(label=_("Your answer"), required=False, max_length=500)
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
    role = forms.CharField(label=_("Job title"), required=False, max_length=120)
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    how = forms.ChoiceField(
        label=_("How do you know?"), choices=SAY, required=False, initial="heard", widget=Chips(layout="small")
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"answer-{question.pk}", use_required_attribute=False, **kwargs)
        self.question = question
        wanted = {
            "amount": question.topic == FactTopic.PRICE,
            "on_date": question.topic == FactTopic.PROJECT,
            "role": question.kind == FindingKind.CONTACT,
            "phone": question.kind == FindingKind.CONTACT,
        }
        for name, kept in wanted.items():
            if not kept:
                del self.fields[name]
        key = question.field or question.topic or question.kind
        self.fields["value"].widget.attrs["placeholder"] = WORDS.get(key, _("In one line"))
        if question.field == CompanyField.EMPLOYEES:
            self.fields["value"].widget.attrs["inputmode"] = "numeric"

    @property
    def is_filled(self) -> bool:
        return bool(self["value"].value())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("value") and any(data.get(name) for name in ("amount", "on_date", "role", "phone")):
            self.add_error("value", _("Write your answer."))
        return data

    def entry(self) -> FindingEntry | None:
        data, question = self.cleaned_data, self.question
        if not data.get("value"):
            return None
        person = {name: data.get(name) or "" for name in ("role", "phone")} | {"how_acquired": "told"}
        return FindingEntry(
            kind=question.kind,
            topic=question.topic,
            field=question.field,
            value=data["value"],
            data=person if question.kind == FindingKind.CONTACT else {},
            amount=data.get("amount"),
            on_date=data.get("on_date"),
            how_known=data.get("how") or "heard",
            question=question,
        )


def answer_lines(
    data: Mapping[str, Any] | None, *, visit: Visit, rep: User, asked: Iterable[Question]
) -> list[AnswerLine]:
    """A line for each question asked here, already answered here, or answered on a page kept since: nothing is lost."""
    questions = {question.pk: question for question in asked}
    told: dict[int, Finding] = {}
    if visit.pk:
        rows = visit.findings.exclude(question=None).select_related("question__company")
        told = {row.question_id: row for row in rows}
        questions |= {row.question_id: row.question for row in told.values()}
    sent = {int(found[1]) for key in data or () if (found := SENT.match(key))}
    if missing := sent - questions.keys():
        questions |= {one.pk: one for one in Question.objects.visible_to(rep).filter(pk__in=missing)}
    return [
        AnswerLine(data, question=question, initial=None if data else _initial(told.get(question.pk)))
        for question in questions.values()
    ]


def _initial(finding: Finding | None) -> dict[str, Any]:
    if finding is None:
        return {}
    person = finding.data
    return {
        "value": person.get("name") or finding.value,
        "amount": finding.amount,
        "on_date": finding.on_date,
        "role": person.get("role", ""),
        "phone": person.get("phone", ""),
        "how": finding.how_known,
    }
