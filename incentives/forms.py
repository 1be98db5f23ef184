"""Shape and wording of what is typed on this floor; what may happen is the services' question."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import Team, User
from core.forms.widgets import Chips, MultiChips
from crm.choices import FactTopic
from debrief.choices import FindingKind, Grade, Novelty, Timeliness
from incentives.choices import DisputeState, Rule
from incentives.models import LedgerLine, Period, Plan, PlanVersion
from incentives.selectors.payroll import PAY_COLUMNS, SHORT

FORMATS = [("csv", "CSV"), ("xlsx", "Excel"), ("pdf", "PDF")]
ANSWERS = [
    (DisputeState.UPHELD, DisputeState.UPHELD.label),
    (DisputeState.PARTLY, DisputeState.PARTLY.label),
    (DisputeState.DECLINED, DisputeState.DECLINED.label),
]
DATE = forms.DateInput(attrs={"type": "date"})


class DisputeForm(forms.Form):
    reason = forms.CharField(
        label=_("What do you contest, and why?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerForm(forms.Form):
    state = forms.ChoiceField(label=_("Answer"), choices=ANSWERS, widget=Chips(layout="thirds"))
    points = forms.IntegerField(
        label=_("Points granted"), required=False, help_text=_("Booked as an adjustment in the open month.")
    )
    answer = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def clean_points(self) -> int:
        return self.cleaned_data.get("points") or 0


class AdjustmentForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none())
    points = forms.IntegerField(label=_("Points"), min_value=-10_000, max_value=10_000)
    occurred_on = forms.DateField(label=_("Day it concerns"), required=False, widget=DATE)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        people.queryset = User.objects.visible_to(viewer).active().in_role(*Role.values).order_by("name")


class PlanForm(forms.ModelForm):
    class Meta:
        model = Plan
        fields = ("name", "code", "role")
        widgets = {"role": Chips()}


class AssignmentForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none())
    starts_on = forms.DateField(label=_("From"), widget=DATE)

    def __init__(self, *args: Any, plan: Plan, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        people.queryset = User.objects.visible_to(viewer).active().in_role(plan.role).order_by("name")


class VersionForm(forms.Form):
    """The figures of a draft version: factors, caps, target, value, and one price per component."""

    starts_on = forms.DateField(label=_("In force from"), widget=DATE)
    target = forms.IntegerField(label=_("Target of a month"), min_value=0, max_value=100_000)
    point_value = forms.DecimalField(
        label=_("Value of a point"), min_value=0, max_digits=8, decimal_places=4, localize=True
    )
    cap_day = forms.IntegerField(label=_("Cap of a day"), min_value=0, max_value=100_000, required=False)
    cap_month = forms.IntegerField(label=_("Cap of a month"), min_value=0, max_value=1_000_000, required=False)

    def __init__(self, *args: Any, version: PlanVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.components = list(version.components.all())
        for family, values in self._factors():
            for key, value in values.items():
                field = forms.DecimalField(
                    label=_factor_label(family, key), min_value=0, max_digits=6, decimal_places=4, localize=True
                )
                self.fields[f"{family}__{key}"] = field
                self.initial.setdefault(f"{family}__{key}", Decimal(str(value)))
        for component in self.components:
            self.fields[f"price__{component.code}"] = forms.IntegerField(
                label=_price_label(component), min_value=0, max_value=10_000
            )
            self.initial.setdefault(f"price__{component.code}", component.points)
        self._begin(version)

    def _begin(self, version: PlanVersion) -> None:
        self.initial.setdefault("starts_on", version.starts_on)
        for name in ("target", "point_value", "cap_day", "cap_month"):
            self.initial.setdefault(name, version.parameters.get(name))

    def _factors(self) -> list[tuple[str, dict[str, str]]]:
        families = ("novelty", "timeliness", "grade") if self.version.plan.role == Role.REP else ()
        return [(family, self.version.parameters.get(family, {})) for family in families]

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters as the version keeps them: numbers as text, never as floats."""
        data = self.cleaned_data
        kept = {name: data[name] for name in ("target", "cap_day", "cap_month")}
        factors = {
            family: {key: str(data[f"{family}__{key}"].normalize()) for key in values}
            for family, values in self._factors()
        }
        return {**self.version.parameters, **factors, **kept, "point_value": str(data["point_value"])}

    @property
    def prices(self) -> dict[tuple[str, str, str], int]:
        data = self.cleaned_data
        return {(c.rule, c.kind, c.topic): data[f"price__{c.code}"] for c in self.components}


class ExportForm(forms.Form):
    """What the points file holds; every field has a usual value, so the page opens with a preview."""

    period = forms.ModelChoiceField(label=_("Month"), queryset=Period.objects.none(), empty_label=None)
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"),
        queryset=Team.objects.none(),
        required=False,
        help_text=_("None ticked: everybody you may see."),
    )
    people = forms.ModelMultipleChoiceField(
        label=_("People"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("None chosen: all those of the teams."),
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        required=False,
        choices=[(column.key, column.label) for column in PAY_COLUMNS],
        widget=MultiChips(layout="small"),
    )
    separator = forms.ChoiceField(
        label=_("Separator of the CSV file"),
        required=False,
        choices=[("", _("As in my language")), ("semicolon", ";"), ("comma", ","), ("tab", _("Tabulation"))],
    )

    def __init__(self, data: Any, *, viewer: User) -> None:
        first = Period.objects.visible_to(viewer).first()
        usual = {"period": [str(first.pk)] if first else [], "columns": list(SHORT)}
        filled = data.copy()
        for name, values in usual.items():
            if name not in filled:
                filled.setlist(name, values)
        super().__init__(filled)
        periods: Any = self.fields["period"]
        periods.queryset = Period.objects.visible_to(viewer)
        periods.label_from_instance = lambda period: period.span.label
        teams: Any = self.fields["teams"]
        teams.queryset = Team.objects.visible_to(viewer).order_by("name")
        teams.widget = MultiChips(layout="small", choices=teams.choices)
        people: Any = self.fields["people"]
        paid = LedgerLine.objects.visible_to(viewer).order_by().values("person")
        people.queryset = User.objects.filter(pk__in=paid).order_by("name", "pk")


def _factor_label(family: str, key: str) -> str:
    return str({"novelty": Novelty, "timeliness": Timeliness, "grade": Grade}[family](key).label)


def _price_label(component: Any) -> str:
    if component.rule != Rule.FINDING:
        return str(component.get_rule_display())
    kind = FindingKind(component.kind).label
    return f"{kind} · {FactTopic(component.topic).label}" if component.topic else str(kind)
