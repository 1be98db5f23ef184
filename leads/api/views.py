"""Scoped reads of the leads floor, one POST action per verb, each calling the page's own service."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from accounts.models import User
from core.api.viewsets import ScopedViewSet
from leads.api import serializers as shapes
from leads.filters import CampaignFilter, HandoffFilter
from leads.lead_filter import LeadFilter
from leads.models import Handoff, Lead
from leads.selectors import rows
from leads.services import campaigns, conversion, handoff, qualification, routing, work


class CampaignViewSet(ScopedViewSet):
    reads = rows.CAMPAIGNS
    serializer_class = shapes.CampaignSerializer
    filterset_class = CampaignFilter

    @extend_schema(request=shapes.CostSerializer, responses={201: shapes.CostSerializer})
    @action(detail=True, methods=["post"])
    def record_cost(self, request: Request, pk: int) -> Response:
        campaign = self.get_object()
        data = read(shapes.CostSerializer, request)
        cost = campaigns.record_cost(campaign, by=who(request), **data)
        return Response(shapes.CostSerializer(cost).data, status=201)


class CampaignRoiViewSet(ScopedViewSet):
    reads = rows.ROI_SNAPSHOTS
    serializer_class = shapes.CampaignRoiSerializer
    filterset_fields = ("campaign", "as_of")


class LeadViewSet(ScopedViewSet):
    reads = rows.LEADS
    serializer_class = shapes.LeadSerializer
    filterset_class = LeadFilter

    @extend_schema(request=None, responses=shapes.LeadSerializer)
    @action(detail=True, methods=["post"])
    def qualify(self, request: Request, pk: int) -> Response:
        return self._done(qualification.qualify_lead(self.get_object(), by=who(request)))

    @extend_schema(request=shapes.DisqualifySerializer, responses=shapes.LeadSerializer)
    @action(detail=True, methods=["post"])
    def disqualify(self, request: Request, pk: int) -> Response:
        return self._act(request, shapes.DisqualifySerializer, qualification.disqualify_lead)

    @extend_schema(request=shapes.RecycleSerializer, responses=shapes.LeadSerializer)
    @action(detail=True, methods=["post"])
    def recycle(self, request: Request, pk: int) -> Response:
        return self._act(request, shapes.RecycleSerializer, qualification.recycle_lead)

    @extend_schema(request=None, responses=shapes.LeadSerializer)
    @action(detail=True, methods=["post"])
    def route(self, request: Request, pk: int) -> Response:
        return self._done(routing.route_lead(self.get_object(), by=who(request)))

    @extend_schema(request=shapes.HandOffSerializer, responses={201: shapes.HandoffSerializer})
    @action(detail=True, methods=["post"])
    def hand_off(self, request: Request, pk: int) -> Response:
        lead = self.get_object()
        data = read(shapes.HandOffSerializer, request)
        sent = handoff.hand_off_lead(lead, by=who(request), **data)
        return Response(shapes.HandoffSerializer(sent).data, status=201)

    @extend_schema(request=shapes.WorkSerializer, responses=shapes.LeadSerializer)
    @action(detail=True, methods=["post"])
    def start_work(self, request: Request, pk: int) -> Response:
        return self._act(request, shapes.WorkSerializer, work.start_work)

    @extend_schema(request=shapes.ConvertSerializer, responses=shapes.LeadSerializer)
    @action(detail=True, methods=["post"])
    def convert(self, request: Request, pk: int) -> Response:
        lead = self.get_object()
        conversion.convert_lead(lead, by=who(request), **read(shapes.ConvertSerializer, request))
        return self._done(self.get_object())

    def _act(self, request: Request, shape: type[Serializer[Any]], act: Callable[..., Lead]) -> Response:
        return self._done(act(self.get_object(), by=who(request), **read(shape, request)))

    def _done(self, lead: Lead) -> Response:
        return Response(shapes.LeadSerializer(lead).data)


class HandoffViewSet(ScopedViewSet):
    reads = rows.HANDOFFS
    serializer_class = shapes.HandoffSerializer
    filterset_class = HandoffFilter

    def get_queryset(self) -> QuerySet[Handoff]:
        """To decide, it must be addressed to the person who asks."""
        mine = self.action in ("accept", "reject", "ask")
        found: QuerySet[Handoff] = super().get_queryset()
        return found.filter(to=who(self.request)) if mine else found

    @extend_schema(request=None, responses=shapes.HandoffSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: int) -> Response:
        return self._done(handoff.accept_handoff(self.get_object(), by=who(request)))

    @extend_schema(request=shapes.RejectSerializer, responses=shapes.HandoffSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: int) -> Response:
        found = self.get_object()
        data = read(shapes.RejectSerializer, request)
        return self._done(handoff.reject_handoff(found, by=who(request), **data))

    @extend_schema(request=None, responses=shapes.HandoffSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        return self._done(handoff.withdraw_handoff(self.get_object(), by=who(request)))

    def _done(self, decided: Handoff) -> Response:
        return Response(shapes.HandoffSerializer(decided).data)


def read(shape: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    serializer = shape(data=request.data, context={"request": request})
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def who(request: Request) -> User:
    """The person who asks: the policy has refused everybody else."""
    user: User = request.user  # type: ignore[assignment]
    return user
