"""A filed day added to through the API, by its author."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.viewsets import ScopedViewSet
from debrief.api import serializers as shape
from debrief.models import Debrief
from debrief.services.addenda import Addition, add_to_day
from debrief.services.payload import Known, finding_entry


class AddendumViewSet(ScopedViewSet):
    reads = Debrief
    serializer_class = shape.AddendumOut

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(rep=self.request.user.pk)

    @extend_schema(request=shape.AddendumIn, responses={201: shape.AddendumOut})
    @action(detail=True, methods=["post"])
    def add(self, request: Request, pk: str) -> Response:
        """Dates and keeps what the author adds; marketing reviews it."""
        debrief: Debrief = self.get_object()
        rep: Any = request.user
        body = shape.AddendumIn(data=request.data)
        body.is_valid(raise_exception=True)
        told = body.validated_data.get("findings") or []
        visits = debrief.visits.in_bulk([finding["visit"] for finding in told])
        if any(finding["visit"] not in visits for finding in told):
            raise serializers.ValidationError({"findings": [_("This visit belongs to another day.")]})
        known = Known([{"findings": told}], rep)
        additions = [Addition(visits[finding["visit"]], finding_entry(finding, known)) for finding in told]
        added = add_to_day(debrief, by=rep, text=body.validated_data.get("text") or "", additions=additions)
        return Response(shape.AddendumOut(added).data, status=201)
