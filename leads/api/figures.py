"""The figures of lead quality and of the contract, as the pages show them."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from leads.api.views import who
from leads.selectors.quality.asked import BY, PERIODS, Asked
from leads.selectors.quality.board import Line, board
from leads.selectors.quality.contract import Row, contract

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


class FiguresSerializer(serializers.Serializer[Any]):
    as_of = serializers.DateField(allow_null=True)
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)
    total = MeasureSerializer(allow_null=True)
    rows = MeasureSerializer(many=True)


NOTHING: dict[str, Any] = {"as_of": None, "first": None, "last": None, "total": None, "rows": []}


class LeadQualityView(APIView):
    @extend_schema(parameters=ASKED, responses=FiguresSerializer)
    def get(self, request: Request) -> Response:
        shown = board(who(request), Asked.of(request.query_params))
        if shown is None:
            return Response(NOTHING)
        told = {"as_of": shown.night.as_of, "first": shown.first, "last": shown.last}
        rows = [_line(line) for line in shown.lines]
        return Response(FiguresSerializer({**told, "total": _line(shown.total), "rows": rows}).data)


class LeadContractView(APIView):
    @extend_schema(parameters=ASKED, responses=FiguresSerializer)
    def get(self, request: Request) -> Response:
        shown = contract(who(request), Asked.of(request.query_params, by="team"))
        if shown is None:
            return Response(NOTHING)
        told = {"as_of": shown.night.as_of, "first": shown.first, "last": shown.last}
        rows = [_row(row) for row in shown.teams]
        return Response(FiguresSerializer({**told, "total": _row(shown.total), "rows": rows}).data)


def _line(line: Line) -> dict[str, Any]:
    counts = {**line.sent.counts, **line.caught.counts}
    hours = {name: None if value is None else f"{value:.2f}" for name, value in line.sent.hours.items()}
    return {"name": line.name, "value": line.value or "", "counts": counts, "hours": hours, "cost": line.caught.cost}


def _row(row: Row) -> dict[str, Any]:
    hours = {name: None if value is None else f"{value:.2f}" for name, value in row.tally.hours.items()}
    return {"name": row.name, "value": "", "counts": row.tally.counts, "hours": hours, "cost": row.tally.cost}
