"""A day told step by step through the API, as on the phone: opened, filled visit by visit, filed."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.fields import MomentField
from core.api.viewsets import ScopedViewSet
from debrief.api import serializers as shape
from debrief.api.views import read
from debrief.models import Debrief
from debrief.services.filing import declare_nothing, excuse_day, file_debrief, open_day
from debrief.services.payload import visits_of
from debrief.services.visits import add_visit


class OpenIn(serializers.Serializer[Any]):
    work_date = serializers.DateField()


class ExcuseIn(OpenIn):
    reason = serializers.CharField(max_length=200)


class FileIn(serializers.Serializer[Any]):
    captured_at = MomentField(required=False, allow_null=True)
    seconds = serializers.IntegerField(required=False, min_value=0, max_value=86_400)


class DayViewSet(ScopedViewSet):
    """Each her own day."""

    reads = Debrief
    serializer_class = shape.DebriefOut

    def get_queryset(self) -> QuerySet[Debrief]:
        return super().get_queryset().filter(rep=self.request.user.pk)

    @property
    def person(self) -> Any:
        return self.request.user

    @extend_schema(request=OpenIn, responses=shape.DebriefOut)
    def open(self, request: Request) -> Response:
        """The draft of that day, prefilled from the plan the first time; the same one ever after."""
        day = read(OpenIn, request)["work_date"]
        return Response(shape.DebriefOut(open_day(rep=self.person, day=day, by=self.person)).data)

    @extend_schema(request=ExcuseIn, responses=shape.DebriefOut)
    def excuse(self, request: Request) -> Response:
        body = read(ExcuseIn, request)
        away = excuse_day(rep=self.person, day=body["work_date"], by=self.person, reason=body["reason"])
        return Response(shape.DebriefOut(away).data)

    @extend_schema(request=shape.VisitIn, responses={201: shape.VisitOut})
    @action(detail=True, methods=["post"])
    def fill(self, request: Request, pk: str) -> Response:
        """The draft tells one more visit."""
        day = self.get_object()
        (entry,) = visits_of([read(shape.VisitIn, request)], rep=day.rep)
        return Response(shape.VisitOut(add_visit(day, by=self.person, entry=entry)).data, status=201)

    def _ended(self, verb: Callable[..., Debrief], request: Request) -> Response:
        day = self.get_object()
        return Response(shape.DebriefOut(verb(day, by=self.person, **read(FileIn, request))).data)

    @extend_schema(request=FileIn, responses=shape.DebriefOut)
    @action(detail=True, methods=["post"])
    def file(self, request: Request, pk: str) -> Response:
        return self._ended(file_debrief, request)

    @extend_schema(request=FileIn, responses=shape.DebriefOut)
    @action(detail=True, methods=["post"])
    def nothing(self, request: Request, pk: str) -> Response:
        return self._ended(declare_nothing, request)
