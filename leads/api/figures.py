"""The figures of lead quality and of the contract, as the pages show them."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from leads.api.views import who
from leads.selectors.quality.asked import BY, PERIODS, Asked
from leads.selectors.quality.board import Board, board
from leads.selectors.quality.contract import Row, contract
from leads.selectors.quality.lines import Line
from leads.selectors.quality.tallies import Tally

ASKED = [
    OpenApiParameter("period", str, enum=list(PERIODS)),
    OpenApiParameter("first", str, description="With last: the days instead of a period."),
    OpenApiParameter("last", str),
    OpenApiParameter("by", str, enum=list(BY)),
    *(OpenApiParameter(name, str) for name in BY),
]


class MeasureSerializer(serializers.Serializer[Any]):
    """A name, the counts of every measure, the hours, the cost and the amount won of its rows."""

    name = serializers.CharField()
    value = serializers.CharField()
    counts = serializers.DictField(child=serializers.IntegerField())
    hours = serializers.DictField(child=serializers.CharField(allow_null=True))
    cost = serializers.DecimalField(max_digits=14, decimal_places=2)
    counts_before = serializers.DictField(child=serializers.IntegerField(), allow_null=True)
    cost_before = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)


class RefusalSerializer(serializers.Serializer[Any]):
    """A reason of refusal: how many, which share of all, how many in the period before."""

    name = serializers.CharField()
    n = serializers.IntegerField()
    share = serializers.DecimalField(max_digits=9, decimal_places=6)
    before = serializers.IntegerField(source="was")


class CohortSerializer(serializers.Serializer[Any]):
    """The handoffs sent between two days; `within` (90 days) only once each has had them."""

    first = serializers.DateField()
    last = serializers.DateField()
    ripe = serializers.BooleanField()
    counts = serializers.DictField(child=serializers.IntegerField(), source="tally.counts")
    within = serializers.DecimalField(max_digits=9, decimal_places=6, allow_null=True)
    so_far = serializers.DecimalField(max_digits=9, decimal_places=6, allow_null=True)


class FiguresSerializer(serializers.Serializer[Any]):
    as_of = serializers.DateField(allow_null=True)
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)
    total = MeasureSerializer(allow_null=True)
    rows = MeasureSerializer(many=True)


class QualitySerializer(FiguresSerializer):
    refusals = RefusalSerializer(many=True)
    cohorts = CohortSerializer(many=True)


NOTHING: dict[str, Any] = {"as_of": None, "first": None, "last": None, "total": None, "rows": []}


class LeadQualityView(APIView):
    @extend_schema(parameters=ASKED, responses=QualitySerializer)
    def get(self, request: Request) -> Response:
        shown = board(who(request), Asked.of(request.query_params))
        if shown is None:
            return Response({**NOTHING, "refusals": [], "cohorts": []})
        return Response(QualitySerializer(_quality(shown)).data)


class LeadContractView(APIView):
    @extend_schema(parameters=ASKED, responses=FiguresSerializer)
    def get(self, request: Request) -> Response:
        shown = contract(who(request), Asked.of(request.query_params, by="team"))
        if shown is None:
            return Response(NOTHING)
        told = {"as_of": shown.night.as_of, "first": shown.first, "last": shown.last}
        rows = [_row(row) for row in shown.teams]
        return Response(FiguresSerializer({**told, "total": _row(shown.total), "rows": rows}).data)


def _quality(shown: Board) -> dict[str, Any]:
    told = {"as_of": shown.night.as_of, "first": shown.first, "last": shown.last}
    rows = {"total": _line(shown.total), "rows": [_line(line) for line in shown.lines]}
    return {**told, **rows, "refusals": shown.refusals, "cohorts": shown.cohorts}


def _line(line: Line) -> dict[str, Any]:
    told = {"name": line.name, "value": line.value or "", "hours": _hours(line.sent), "cost": line.caught.cost}
    before: dict[str, Any] = {"counts_before": None, "cost_before": None}
    if line.was_sent and line.was_caught:
        counts = {**line.was_sent.counts, **line.was_caught.counts}
        before = {"counts_before": counts, "cost_before": line.was_caught.cost}
    return {**told, "counts": {**line.sent.counts, **line.caught.counts}, **before}


def _row(row: Row) -> dict[str, Any]:
    told = {"name": row.name, "value": "", "counts": row.tally.counts, "hours": _hours(row.tally)}
    return {**told, "cost": row.tally.cost, "counts_before": row.was.counts if row.was else None, "cost_before": None}


def _hours(tally: Tally) -> dict[str, str | None]:
    return {name: None if value is None else f"{value:.2f}" for name, value in tally.hours.items()}
