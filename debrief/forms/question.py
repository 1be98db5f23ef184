"""The shape of a marketer's question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from core.forms.widgets import Chips, MultiChips
from crm.choices import FactTopic
from crm.models import Company
from debrief.choices import Audience, CompanyField, FindingKind, QuestionAbout
from debrief.models import Question
from debrief.models.question import MOST_ANSWERS, MOST_POINTS
from debrief.services.asking import QuestionEntry

SIGNAL, RECORD = FindingKind.MARKET_SIGNAL, FindingKind.COMPANY_FACT
EXPECTED: list[Any] = [
    (_("Market"), [(f"{SIGNAL}:{code}", label) for code, label in FactTopic.choices]),
    (_("People and opinions"), [(code.value, code.label) for code in FindingKind if code not in (SIGNAL, RECORD)]),
    (_("Company record"), [(f"{RECORD}:{code}", label) for code, label in CompanyField.choices]),
]
MOST_ALIKE = 4
LINES = forms.Textarea(attrs={"rows": 2})


class AskForm(forms.Form):
    """What marketing wants to know, where, from whom, and what it is worth."""

    text_fr = forms.CharField(label=_("Question in French"), max_length=300, required=False, widget=LINES)
    text_en = forms.CharField(
        label=_("Question in English"),
        max_length=300,
        required=False,
        widget=LINES,
        help_text=_("One language is enough; each rep reads hers when there are two."),
    )
    expected = forms.ChoiceField(label=_("Answer expected"), choices=EXPECTED)
    about = forms.ChoiceField(label=_("About"), choices=QuestionAbout.choices, widget=Chips(layout="small"))
    company = forms.CharField(label=_("Company"), max_length=220, required=False)
    about_value = forms.CharField(
        label=_("Which segment, sector or town?"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "known-values", "autocomplete": "off"}),
    )
    audience = forms.ChoiceField(label=_("Asked to"), choices=Audience.choices, widget=Chips(layout="small"))
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.none(), required=False, widget=MultiChips(layout="small")
    )
    reps = forms.ModelMultipleChoiceField(
        label=_("Reps"), queryset=User.objects.none(), required=False, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    points = forms.IntegerField(
        label=_("Points"),
        min_value=1,
        max_value=MOST_POINTS,
        help_text=_("For the first answer you accept; whoever confirms it shares them."),
    )
    quota = forms.IntegerField(
        label=_("Answers paid"),
        min_value=1,
        max_value=MOST_ANSWERS,
        help_text=_("Each about another company or from another rep."),
    )
    expires_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, companies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.companies = companies
        self.fields["teams"].queryset = Team.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["reps"].queryset = User.objects.active().reps().order_by("name")  # type: ignore[attr-defined]

    def clean_company(self) -> Company | None:
        """The company of that name, or of that number after a sharp sign; none when the question is not about one."""
        text = self.cleaned_data["company"].strip()
        if not text or self.data.get("about") != QuestionAbout.COMPANY:
            return None
        _name, _sharp, number = text.rpartition("#")
        if number.isdecimal():
            found = list(self.companies.filter(pk=number))
        else:
            exact = list(self.companies.filter(name__iexact=text)[:2])
            found = exact or list(self.companies.matching(text).order_by("name", "pk")[: MOST_ALIKE + 1])
        if len(found) == 1:
            return found[0]  # type: ignore[no-any-return]
        if not found:
            raise forms.ValidationError(_("No company has this name."))
        alike = ", ".join(f"{company.name} #{company.pk}" for company in found[:MOST_ALIKE])
        raise forms.ValidationError(_("Several companies match, choose one: %(alike)s") % {"alike": alike})

    def entry(self) -> QuestionEntry:
        """What the form asks, for the service; what another answer made pointless is left out."""
        data = self.cleaned_data
        kind, _colon, detail = data["expected"].partition(":")
        about = data["about"]
        return QuestionEntry(
            text_fr=data["text_fr"],
            text_en=data["text_en"],
            kind=kind,
            topic=detail if kind == SIGNAL else "",
            field=detail if kind == RECORD else "",
            about=about,
            company=data["company"] if about == QuestionAbout.COMPANY else None,
            about_value="" if about in (QuestionAbout.COMPANY, QuestionAbout.ALL) else data["about_value"],
            audience=data["audience"],
            teams=tuple(data["teams"]),
            reps=tuple(data["reps"]),
            points=data["points"],
            quota=data["quota"],
            expires_on=data["expires_on"],
        )


def asking_initial(question: Question) -> dict[str, Any]:
    """The form as the question stands."""
    names = ("text_fr", "text_en", "about", "about_value", "audience", "points", "quota", "expires_on")
    initial: dict[str, Any] = {name: getattr(question, name) for name in names}
    detail = question.topic or question.field
    initial["expected"] = f"{question.kind}:{detail}" if detail else question.kind
    initial |= {
        "company": f"{question.company} #{question.company_id}" if question.company else "",
        "teams": question.teams.all(),
        "reps": question.reps.all(),
    }
    return initial
