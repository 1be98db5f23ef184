"""What marketing let through, for marketing and operations to read and to take away."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.viewsets import ScopedViewSet
from core.exports.response import export_response
from crm.models import GuardMark
from crm.services.guard_marks import let_through, reword_text
from debrief.api.serializers import ReverseIn
from debrief.api.views import read
from debrief.exports import overrides_report
from debrief.filters import GuardFilter
from debrief.models import GuardOverride
from debrief.selectors.guard import overrides_of


class OverrideOut(serializers.ModelSerializer[GuardOverride]):
    rep = serializers.IntegerField(source="finding.visit.debrief.rep_id", read_only=True)

    class Meta:
        model = GuardOverride
        fields = ("id", "finding", "rep", "category", "reason", "by", "at")


class OverrideViewSet(ScopedViewSet):
    reads = GuardOverride
    serializer_class = OverrideOut
    filterset_class = GuardFilter

    def get_queryset(self) -> QuerySet[GuardOverride]:
        if getattr(self, "swagger_fake_view", False):
            return super().get_queryset()
        person: Any = self.request.user
        return overrides_of(person).order_by("-at", "-pk")

    @extend_schema(responses={(200, "text/csv"): bytes})
    def export(self, request: Request) -> HttpResponseBase:
        return export_response(request, overrides_report(self.filter_queryset(self.get_queryset())), filename="guard")


class MarkOut(serializers.ModelSerializer[GuardMark]):
    class Meta:
        model = GuardMark
        fields = ("id", "source", "row_id", "category", "found_at", "outcome", "reason", "by", "at")


class MarkViewSet(ScopedViewSet):
    """Texts outside findings that the night marked."""

    reads = GuardMark
    serializer_class = MarkOut

    @extend_schema(request=None, responses=MarkOut)
    @action(detail=True, methods=["post"])
    def reword(self, request: Request, pk: str) -> Response:
        person: Any = request.user
        return Response(MarkOut(reword_text(self.get_object(), by=person)).data)

    @extend_schema(request=ReverseIn, responses=MarkOut)
    @action(detail=True, methods=["post"])
    def let(self, request: Request, pk: str) -> Response:
        person: Any = request.user
        mark, reason = self.get_object(), read(ReverseIn, request)["reason"]
        return Response(MarkOut(let_through(mark, by=person, reason=reason)).data)
