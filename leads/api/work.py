"""The daily work on leads through the API: next steps, changes and their undo, reopening, history, several at once."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.viewsets import ScopedViewSet
from leads.api import work_shapes as shapes
from leads.api.serializers import LeadSerializer
from leads.api.views import LeadViewSet, read, who
from leads.feedback_filters import RatingApiFilter
from leads.filters import StepFilter
from leads.models import LeadChange, LeadOwnership
from leads.selectors import rows
from leads.selectors.lead_page import lead_page
from leads.services import bulk, particulars, qualification, steps

KIND = OpenApiParameter("kind", str, description="One kind of events only: touch, finding, call, mail, handoff…")


class WorkViewSet(LeadViewSet):
    @extend_schema(request=None, responses=LeadSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: int) -> Response:
        return self._done(qualification.reopen_lead(self.get_object(), by=who(request)))

    @extend_schema(request=shapes.SetStepSerializer, responses={201: shapes.StepSerializer})
    @action(detail=True, methods=["post"])
    def next_step(self, request: Request, pk: int) -> Response:
        step = steps.set_next_step(self.get_object(), by=who(request), **read(shapes.SetStepSerializer, request))
        return Response(shapes.StepSerializer(step).data, status=201)

    @extend_schema(request=shapes.ChangeSerializer, responses=LeadSerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: int) -> Response:
        changes = read(shapes.ChangeSerializer, request)
        return self._done(particulars.change_lead(self.get_object(), by=who(request), **changes))

    @extend_schema(request=shapes.UndoSerializer, responses=LeadSerializer)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: int) -> Response:
        asked = read(shapes.UndoSerializer, request)["change"]
        found = LeadChange.objects.visible_to(who(request)).filter(lead=self.get_object())
        return self._done(particulars.undo_change(get_object_or_404(found, pk=asked), by=who(request)))

    @extend_schema(parameters=[KIND], responses=shapes.HistorySerializer)
    @action(detail=True, methods=["get"])
    def timeline(self, request: Request, pk: int) -> Response:
        lead = self.get_object()
        shown = lead_page(who(request), lead, kind=request.query_params.get("kind", ""))
        changes = LeadChange.objects.visible_to(who(request)).filter(lead=lead).order_by("-at", "-pk")
        owners = LeadOwnership.objects.visible_to(who(request)).filter(lead=lead).order_by("-at", "-pk")
        told = {"events": shown.events, "owners": owners, "ratings": shown.ratings, "changes": changes}
        return Response(shapes.HistorySerializer(told).data)

    @extend_schema(request=shapes.BulkHandOffSerializer, responses=shapes.BulkResultSerializer)
    @action(detail=False, methods=["post"])
    def bulk_hand_off(self, request: Request) -> Response:
        asked = read(shapes.BulkHandOffSerializer, request)
        return _told(bulk.hand_off_leads(self._chosen(asked.pop("leads")), by=who(request), **asked))

    @extend_schema(request=shapes.BulkReassignSerializer, responses=shapes.BulkResultSerializer)
    @action(detail=False, methods=["post"])
    def bulk_reassign(self, request: Request) -> Response:
        asked = read(shapes.BulkReassignSerializer, request)
        return _told(bulk.reassign_leads(self._chosen(asked["leads"]), by=who(request), to=asked["to"]))

    def _chosen(self, ids: list[int]) -> list[Any]:
        """Those in reach, in the order of the list; the others are as if they did not exist."""
        found = self.get_queryset().filter(pk__in=ids).select_related("campaign", "owner__team")
        return list(found.order_by("-captured_at", "-pk"))


def _told(result: bulk.BulkResult) -> Response:
    refused = [{"lead": lead.pk, "why": why} for lead, why in result.refused]
    return Response(shapes.BulkResultSerializer({"done": result.done, "refused": refused}).data)


class StepViewSet(ScopedViewSet):
    reads = rows.STEPS
    serializer_class = shapes.StepSerializer
    filterset_class = StepFilter

    @extend_schema(request=None, responses=shapes.StepSerializer)
    @action(detail=True, methods=["post"])
    def done(self, request: Request, pk: int) -> Response:
        return Response(shapes.StepSerializer(steps.finish_step(self.get_object(), by=who(request))).data)

    @extend_schema(request=None, responses=shapes.StepSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: int) -> Response:
        return Response(shapes.StepSerializer(steps.reopen_step(self.get_object(), by=who(request))).data)


class RatingViewSet(ScopedViewSet):
    reads = rows.RATINGS
    serializer_class = shapes.RatingSerializer
    filterset_class = RatingApiFilter
