"""Completeness and freshness of records: the sums, the rows, one company, and what is expected."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core import clock
from core.api.viewsets import ScopedViewSet
from crm.models import Company
from debrief.api.views import read
from debrief.filters import RecordFilter
from debrief.models import ExpectedPart, RecordHealth
from debrief.selectors.completeness import completeness, records
from debrief.services.completeness import expect_part, measure_company


class LineOut(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    key = serializers.CharField()
    companies = serializers.IntegerField()
    expected = serializers.IntegerField()
    filled = serializers.IntegerField()
    known = serializers.IntegerField()
    fresh = serializers.IntegerField()


class MoverOut(serializers.Serializer[Any]):
    person = serializers.IntegerField(source="person.pk")
    filled = serializers.IntegerField()
    corrected = serializers.IntegerField()
    confirmed = serializers.IntegerField()


class CompletenessOut(serializers.Serializer[Any]):
    day = serializers.DateField(allow_null=True)
    total = LineOut()
    teams = LineOut(many=True)
    segments = LineOut(many=True)
    movers = MoverOut(many=True)


class RecordOut(serializers.ModelSerializer[RecordHealth]):
    class Meta:
        model = RecordHealth
        fields = ("company", "expected", "filled", "known", "fresh", "missing", "stale", "share", "measured_on")


class PartOut(serializers.Serializer[Any]):
    part = serializers.CharField()
    weight = serializers.IntegerField()
    filled = serializers.BooleanField()
    confirmed_at = serializers.DateTimeField(allow_null=True)
    fresh = serializers.BooleanField()


class ExpectedShape(serializers.ModelSerializer[ExpectedPart]):
    class Meta:
        model = ExpectedPart
        fields = ("segment", "part", "weight", "fresh_days")
        validators: list[Any] = []


class CompletenessView(APIView):
    @extend_schema(responses=CompletenessOut)
    def get(self, request: Request) -> Response:
        person: Any = request.user
        return Response(CompletenessOut(completeness(person)).data)


class ExpectedView(APIView):
    @extend_schema(request=ExpectedShape, responses=ExpectedShape)
    def post(self, request: Request) -> Response:
        person: Any = request.user
        given = {"segment": "", **read(ExpectedShape, request)}
        return Response(ExpectedShape(expect_part(by=person, **given)).data)


class RecordViewSet(ScopedViewSet):
    reads = RecordHealth
    serializer_class = RecordOut
    filterset_class = RecordFilter

    def get_queryset(self) -> QuerySet[RecordHealth]:
        if getattr(self, "swagger_fake_view", False):
            return super().get_queryset()
        person: Any = self.request.user
        return records(person)


class CompanyRecordView(APIView):
    @extend_schema(responses=PartOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
        names = ("part", "weight", "filled", "confirmed_at", "fresh")
        rows = [dict(zip(names, row, strict=True)) for row in measure_company(company.pk, clock.local_day())]
        return Response(PartOut(rows, many=True).data)
