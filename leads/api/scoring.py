"""Scoring through the API: the rules in force, their versions, the effect of others, and what the night learnt."""

from itertools import chain
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from leads.api import scoring_shapes as shapes
from leads.api.views import read, who
from leads.rules.scoring import AXES
from leads.scoring_effect import effect
from leads.scoring_form import ScoringForm
from leads.selectors import scoring_page as selectors
from leads.selectors.probability_page import model_page
from leads.services.scoring import save_scoring

BOUNDS = {"fit_bounds": ("fit_a", "fit_b", "fit_c"),
          "engagement_bounds": ("engagement_1", "engagement_2", "engagement_3")}  # fmt: skip


class ScoringView(APIView):
    @extend_schema(responses=shapes.VersionShape)
    def get(self, request: Request) -> Response:
        """The rules in force."""
        return Response(shapes.VersionShape(selectors.version_in_force()).data)


class VersionListView(APIView):
    @extend_schema(responses=shapes.VersionShape(many=True))
    def get(self, request: Request) -> Response:
        """The last thirty, the one in force first."""
        return Response(shapes.VersionShape(selectors.last_versions(), many=True).data)


class PreviewView(APIView):
    @extend_schema(request=shapes.ScoringIn, responses=shapes.PreviewShape)
    def post(self, request: Request) -> Response:
        """What these rules would change on the newest open leads; nothing is saved."""
        form = _form(read(shapes.ScoringIn, request))
        return Response(shapes.PreviewShape(effect(who(request), form.scoring())).data)


class SaveView(APIView):
    @extend_schema(request=shapes.ScoringIn, responses={201: shapes.VersionShape})
    def post(self, request: Request) -> Response:
        """These rules are in force from now on, as a new version."""
        told = read(shapes.ScoringIn, request)
        made = save_scoring(_form(told).scoring(), by=who(request), note=told["note"])
        return Response(shapes.VersionShape(made).data, status=201)


class ProbabilityView(APIView):
    @extend_schema(responses={200: shapes.ProbabilityShape, 204: None})
    def get(self, request: Request) -> Response:
        """What the last night learnt; 204 while no night has."""
        page = model_page()
        if page.model is None:
            return Response(status=204)
        for name in ("verdict", "drift", "drifts", "leaks", "suspects", "weights"):
            setattr(page.model, name, getattr(page, name))
        page.model.shown = page.model.signal == "clear" and bool(page.model.numbers)  # type: ignore[attr-defined]
        return Response(shapes.ProbabilityShape(page.model).data)


def _form(told: dict[str, Any]) -> ScoringForm:
    """The page's own form, filled with what was sent: the same rules, the same sentences."""
    form = ScoringForm(selectors.scoring_of(), _typed(told))
    if form.is_valid():
        return form
    fields: dict[str, Any] = {name: list(texts) for name, texts in form.frame.errors.items()}
    for name, parts in BOUNDS.items():
        if found := list(chain.from_iterable(fields.pop(part, []) for part in parts)):
            fields[name] = found
    if any(form.rows.errors) or form.rows.non_form_errors():
        rows = [{name: list(texts) for name, texts in row.errors.items()} for row in form.rows.forms]
        fields["rules"] = list(form.rows.non_form_errors()) or rows
    raise ValidationError(fields)


def _typed(told: dict[str, Any]) -> dict[str, str]:
    rules = sorted(told["rules"], key=lambda rule: AXES.index(rule["axis"]))
    typed = {f"rule-{name}_FORMS": str(len(rules)) for name in ("TOTAL", "INITIAL")} | {"frame-note": told["note"]}
    for place, rule in enumerate(rules):
        typed |= {
            f"rule-{place}-{name}": str(rule[name]) for name in ("axis", "group", "field", "way", "points", "most")
        }
        typed[f"rule-{place}-value"] = ", ".join(rule["value"])
    typed["frame-half_life"] = str(told["half_life"])
    for name, parts in BOUNDS.items():
        typed |= {f"frame-{part}": str(bound) for part, bound in zip(parts, told[name], strict=True)}
    return typed | {f"frame-cap_{name}": str(cap) for name, cap in told["caps"].items()}
