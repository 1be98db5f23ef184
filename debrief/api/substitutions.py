"""Substitute reviewers: named, ended, and what they take over."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from core.api.viewsets import ScopedViewSet
from core.exceptions import BusinessRuleError
from debrief.api.serializers import RowNumber
from debrief.api.views import read
from debrief.models import Substitution
from debrief.selectors.substitutions import reviewers_among, substitutions
from debrief.services.substituting import end_substitution, name_substitute, take_queue


class SubstitutionIn(serializers.Serializer[Any]):
    absent = RowNumber()
    substitute = RowNumber()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class SubstitutionOut(serializers.ModelSerializer[Substitution]):
    class Meta:
        model = Substitution
        fields = ("id", "absent", "substitute", "starts_on", "ends_on", "named_by", "ended_at")


class TakenOut(serializers.Serializer[Any]):
    taken = serializers.IntegerField()


class SubstitutionViewSet(ScopedViewSet):
    reads = Substitution
    serializer_class = SubstitutionOut

    def get_queryset(self) -> QuerySet[Substitution]:
        if getattr(self, "swagger_fake_view", False) or self.action != "list":
            return super().get_queryset()
        person: Any = self.request.user
        return substitutions(person)

    @extend_schema(request=SubstitutionIn, responses={201: SubstitutionOut})
    def create(self, request: Request) -> Response:
        person: Any = request.user
        given = read(SubstitutionIn, request)
        people: dict[int, User] = reviewers_among([given["absent"], given["substitute"]])
        if {given["absent"], given["substitute"]} - set(people):
            raise BusinessRuleError(_("Choose somebody who reviews debriefs."), code="not_a_reviewer")
        given["absent"], given["substitute"] = people[given["absent"]], people[given["substitute"]]
        return Response(SubstitutionOut(name_substitute(by=person, **given)).data, status=201)

    @extend_schema(request=None, responses=SubstitutionOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        person: Any = request.user
        return Response(SubstitutionOut(end_substitution(self.get_object(), by=person)).data)

    @extend_schema(request=None, responses=TakenOut)
    @action(detail=True, methods=["post"])
    def take(self, request: Request, pk: str) -> Response:
        person: Any = request.user
        return Response({"taken": take_queue(self.get_object(), by=person)})
