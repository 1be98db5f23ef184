"""Forms of second opinions, appeals and the rules of the review."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from debrief.choices import Decision, Grade, RejectReason
from debrief.models import ReviewRules


class OpinionForm(forms.Form):
    decision = forms.ChoiceField(label=_("Decision"), choices=Decision.choices, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Reason, when refused"), choices=[("", "—"), *RejectReason.choices], required=False
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class AppealForm(forms.Form):
    reason = forms.CharField(
        label=_("Why should it be kept?"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )


class UpholdForm(forms.Form):
    answer = forms.CharField(label=_("Your answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class OverturnForm(UpholdForm):
    value = forms.CharField(
        label=_("Another wording"),
        max_length=500,
        required=False,
        help_text=_("Leave it empty to keep the rep’s words."),
    )
    grade = forms.ChoiceField(
        label=pgettext_lazy("verdict", "Grade"), choices=Grade.choices, required=False, initial=Grade.USEFUL
    )

    def clean_grade(self) -> str:
        return self.cleaned_data["grade"] or Grade.USEFUL


class ReviewRulesForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = ReviewRules
        fields = ("second_percent", "second_hours", "appeal_days", "appeal_hours")
