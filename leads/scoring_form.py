"""The form of the scoring rules: one row a rule, the caps, the half-life and the bounds of the matrix."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from leads.choices import CampaignChannel, Interest, TouchKind
from leads.rules.scoring import AXES, CAP, ENGAGEMENT, HALF_LIFE_DAYS, MOST_POINTS, MOST_RULES, WAYS, Rule, Scoring
from leads.selectors import scoring_words as words

EMPTY_ROWS = 2
MOST_DAYS = 365
MOST_VALUES = 30
LISTED = {"touch": TouchKind.values, "interest": Interest.values, "campaign_channel": CampaignChannel.values}


class RuleForm(forms.Form):
    """One rule; a row left without a field is not one."""

    axis = forms.ChoiceField(label=_("Score"), choices=words.choices(words.AXES))
    group = forms.ChoiceField(label=_("Group"), choices=words.choices(words.GROUPS))
    field = forms.ChoiceField(label=_("What"), choices=[("", "—"), *words.choices(words.FIELDS)], required=False)
    way = forms.ChoiceField(label=_("How"), choices=words.choices(words.WAYS))
    value = forms.CharField(label=_("Values, with commas between"), max_length=500, required=False)
    points = forms.IntegerField(label=_("Points"), min_value=-MOST_POINTS, max_value=MOST_POINTS, required=False)
    most = forms.IntegerField(label=_("At most, times"), min_value=0, max_value=CAP, required=False)
    remove = forms.BooleanField(label=_("Remove"), required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        name, way = data.get("field"), data.get("way")
        if not name or not way or data.get("remove"):
            return data
        if way not in WAYS[name]:
            allowed = ", ".join(str(words.WAYS[one]) for one in WAYS[name])
            self.add_error("way", _("For this, choose: %(ways)s.") % {"ways": allowed})
        if not data.get("points"):
            self.add_error("points", _("Give points, or take some away."))
        if name == "touch" and data.get("axis") != ENGAGEMENT:
            self.add_error("axis", _("Touches count for engagement."))
        data["values"] = self._values(name, way, data.get("value") or "")
        return data

    def _values(self, name: str, way: str, text: str) -> tuple[str, ...]:
        """What was typed, as the rule keeps it: codes for lists, numbers for sizes."""
        typed = [part.strip() for part in text.split(",") if part.strip()]
        if way == "filled" or name in ("facts", "company"):
            return ()
        if not typed or len(typed) > MOST_VALUES:
            self.add_error("value", _("Give one to %(most)s values.") % {"most": MOST_VALUES})
        if way in ("at_least", "at_most") and typed and not (len(typed) == 1 and typed[0].isdecimal()):
            self.add_error("value", _("Give one whole number."))
        if name in LISTED:
            return self._codes(name, typed)
        return tuple(typed)

    def _codes(self, name: str, typed: list[str]) -> tuple[str, ...]:
        known = {code: code for code in LISTED[name]}
        for language, _label in settings.LANGUAGES:
            with override(language):
                known |= {str(label).lower(): code for code, label in words.LISTED[name].items()}
        wrong = [one for one in typed if one.lower() not in known]
        if wrong:
            listed = ", ".join(str(label) for label in words.LISTED[name].values())
            self.add_error("value", _("Choose among: %(values)s.") % {"values": listed})
        return tuple(known.get(one.lower(), one) for one in typed)

    def rule(self) -> Rule | None:
        data = self.cleaned_data
        if not data.get("field") or data.get("remove"):
            return None
        return Rule(data["axis"], data["group"], data["field"], data["way"], data["points"], data["values"],
                    data.get("most") or 0)  # fmt: skip


class FrameForm(forms.Form):
    """What holds for all the rules."""

    half_life = forms.IntegerField(
        label=_("Half-life of touches (days)"), min_value=1, max_value=MOST_DAYS, initial=HALF_LIFE_DAYS
    )
    fit_a = forms.IntegerField(label=_("A from"), min_value=1, max_value=CAP)
    fit_b = forms.IntegerField(label=_("B from"), min_value=1, max_value=CAP)
    fit_c = forms.IntegerField(label=_("C from"), min_value=1, max_value=CAP)
    engagement_1 = forms.IntegerField(label=_("1 from"), min_value=1, max_value=CAP)
    engagement_2 = forms.IntegerField(label=_("2 from"), min_value=1, max_value=CAP)
    engagement_3 = forms.IntegerField(label=_("3 from"), min_value=1, max_value=CAP)
    note = forms.CharField(label=pgettext_lazy("scoring", "Why this change"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in words.GROUPS:
            self.fields[f"cap_{name}"] = forms.IntegerField(
                label=words.GROUPS[name], min_value=1, max_value=CAP, required=False
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for names in (("fit_a", "fit_b", "fit_c"), ("engagement_1", "engagement_2", "engagement_3")):
            bounds = [data.get(name) or 0 for name in names]
            if not self.errors and not bounds[0] > bounds[1] > bounds[2]:
                self.add_error(names[1], _("Each bound must be lower than the one before."))
        return data

    @property
    def caps(self) -> list[Any]:
        return [self[f"cap_{name}"] for name in words.GROUPS]

    @property
    def bounds(self) -> list[Any]:
        names = ("half_life", "fit_a", "fit_b", "fit_c", "engagement_1", "engagement_2", "engagement_3")
        return [self[name] for name in names]


Rows = forms.formset_factory(RuleForm, extra=EMPTY_ROWS, max_num=MOST_RULES, validate_max=True)


class ScoringForm:
    """The two together, as one form for the page."""

    def __init__(self, scoring: Scoring, data: Any = None) -> None:
        self.is_bound = data is not None
        self.frame = FrameForm(data, initial=_frame(scoring), prefix="frame")
        self.rows = Rows(data, initial=[_row(rule) for rule in scoring.rules], prefix="rule")
        self.fields: dict[str, Any] = {}

    def is_valid(self) -> bool:
        return self.is_bound and all([self.frame.is_valid(), self.rows.is_valid()])

    def add_error(self, _name: str | None, text: Any) -> None:
        self.frame.add_error(None, text)

    def scoring(self) -> Scoring:
        data = self.frame.cleaned_data
        rules = [rule for row in self.rows.forms if (rule := row.rule())]
        rules.sort(key=lambda rule: AXES.index(rule.axis))
        used = {rule.group for rule in rules}
        return Scoring(
            rules=tuple(rules),
            caps={name: data[f"cap_{name}"] for name in words.GROUPS if name in used and data.get(f"cap_{name}")},
            half_life=data["half_life"],
            fit_bounds=(data["fit_a"], data["fit_b"], data["fit_c"]),
            engagement_bounds=(data["engagement_1"], data["engagement_2"], data["engagement_3"]),
        )


def _row(rule: Rule) -> dict[str, Any]:
    known = words.LISTED.get(rule.field, {})
    return {
        "axis": rule.axis, "group": rule.group, "field": rule.field, "way": rule.way, "points": rule.points,
        "value": ", ".join(str(known.get(value, value)) for value in rule.value), "most": rule.most or None,
    }  # fmt: skip


def _frame(scoring: Scoring) -> dict[str, Any]:
    fit, engagement = scoring.fit_bounds, scoring.engagement_bounds
    told: dict[str, Any] = {"half_life": scoring.half_life}
    told |= dict(zip(("fit_a", "fit_b", "fit_c"), fit, strict=True))
    told |= dict(zip(("engagement_1", "engagement_2", "engagement_3"), engagement, strict=True))
    return told | {f"cap_{name}": cap for name, cap in scoring.caps.items()}
