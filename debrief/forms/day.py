"""The day's own forms, and what every offline form carries."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import Chips
from debrief.choices import ExcuseReason, RejectReason


class SentForm(forms.Form):
    """What every offline form carries: its key, the phone's hour, the seconds it took."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    captured_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    seconds = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=86_400)


class FileForm(SentForm):
    """File my day / Nothing to report."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    work_date = forms.DateField(widget=forms.HiddenInput)


class ExcuseForm(SentForm):
    work_date = forms.DateField(widget=forms.HiddenInput)
    why = forms.ChoiceField(
        label=_("Reason"), choices=ExcuseReason.choices, required=False, widget=Chips(layout="small")
    )
    reason = forms.CharField(label=_("or in your words"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("reason"):
            if not data.get("why"):
                self.add_error("why", _("Choose a reason, or write it."))
            else:
                data["reason"] = data["why"]
        return data


class AbsenceForm(forms.Form):
    """The days of one rep that her manager excuses."""

    rep = forms.IntegerField(widget=forms.HiddenInput)
    days = forms.TypedMultipleChoiceField(label=_("Days"), coerce=date.fromisoformat)
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days: Any = self.fields["days"]
        sent: Any = self.data
        days.choices = [(text, text) for text in sent.getlist("days") if _is_day(text)] if self.is_bound else []


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


class AnswerForm(SentForm):
    answer = forms.CharField(label=_("Your answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class QuestionForm(forms.Form):
    question = forms.CharField(label=_("Your question"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class RejectForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=RejectReason.choices)
