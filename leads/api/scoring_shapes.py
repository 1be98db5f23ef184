"""The scoring rules as a program reads and writes them, their effect, and what the night learnt."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from leads.models import ProbabilityModel, ScoringVersion
from leads.rules.scoring import AXES, CAP, MOST_POINTS, MOST_RULES, WAYS
from leads.selectors import scoring_words as words

WAY_NAMES = list(dict.fromkeys(way for ways in WAYS.values() for way in ways))


class RuleShape(serializers.Serializer[Any]):
    axis = serializers.ChoiceField(AXES)
    group = serializers.ChoiceField(list(words.GROUPS))
    field = serializers.ChoiceField(list(WAYS))  # type: ignore[assignment]
    way = serializers.ChoiceField(WAY_NAMES)
    points = serializers.IntegerField(min_value=-MOST_POINTS, max_value=MOST_POINTS)
    value = serializers.ListField(child=serializers.CharField(max_length=200), default=list)
    most = serializers.IntegerField(min_value=0, max_value=CAP, default=0)

    def validate_value(self, values: list[str]) -> list[str]:
        if any("," in value for value in values):
            raise serializers.ValidationError(_("A value holds no comma: give several values."))
        return values


def _bounds() -> serializers.ListField:
    return serializers.ListField(child=serializers.IntegerField(), min_length=3, max_length=3)


class ScoringShape(serializers.Serializer[Any]):
    rules = serializers.ListField(child=RuleShape(), max_length=MOST_RULES)
    caps = serializers.DictField(child=serializers.IntegerField(min_value=1, max_value=CAP), default=dict)
    half_life = serializers.IntegerField(help_text="Days after which a touch weighs half.")
    fit_bounds = _bounds()
    engagement_bounds = _bounds()

    def validate_caps(self, caps: dict[str, int]) -> dict[str, int]:
        if unknown := sorted(set(caps) - set(words.GROUPS)):
            raise serializers.ValidationError(_("Unknown fields: %(names)s.") % {"names": ", ".join(unknown)})
        return caps


class ScoringIn(ScoringShape):
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class VersionShape(serializers.ModelSerializer[Any]):
    rules = ScoringShape()
    created_at = serializers.DateTimeField(allow_null=True, help_text="Null for the rules as delivered.")

    class Meta:
        model = ScoringVersion
        fields = ("number", "note", "author", "created_at", "applied_at", "rules")


class MoveShape(serializers.Serializer[Any]):
    before = serializers.CharField()
    after = serializers.CharField()
    count = serializers.IntegerField()


class PreviewShape(serializers.Serializer[Any]):
    compared = serializers.IntegerField()
    moved = serializers.IntegerField(help_text="Leads that would stand in another cell.")
    changed = serializers.IntegerField(help_text="Leads whose fit or engagement would change.")
    moves = MoveShape(many=True)


class WeightShape(serializers.Serializer[Any]):
    name = serializers.CharField()
    when = serializers.CharField()
    weight = serializers.FloatField(help_text="In log-odds, against the average lead.")
    says = serializers.CharField()


class ProbabilityShape(serializers.ModelSerializer[Any]):
    """The last night; `shown` says whether its probabilities stand on the leads."""

    shown = serializers.BooleanField()
    verdict = serializers.CharField()
    drift = serializers.CharField()
    drifts = serializers.BooleanField()
    leaks = serializers.ListField(child=serializers.CharField(), help_text="Columns left out, a sentence each.")
    suspects = serializers.ListField(
        child=serializers.CharField(), help_text="Columns read that are strong alone, a sentence each: to be checked."
    )
    weights = WeightShape(many=True)

    class Meta:
        model = ProbabilityModel
        fields = (
            "day", "trained_at", "signal", "shown", "verdict", "won", "lost", "auc", "calibration_error", "report",
            "drift", "drifts", "leaks", "suspects", "weights",
        )  # fmt: skip
