"""Visits through the API: told, removed from one's draft, left by who was not there; somebody met becomes a lead."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.viewsets import ScopedViewSet
from debrief.api.prospects import MadeLeadSerializer, MakeLeadSerializer
from debrief.api.serializers import VisitIn, VisitOut
from debrief.api.views import read
from debrief.models import Visit
from debrief.services.attending import leave_visit, rejoin_visit
from debrief.services.payload import visits_of
from debrief.services.prospecting import make_lead
from debrief.services.visits import complete_visit, nothing_new, remove_visit

OWN = frozenset({"tell", "nothing_new", "remove", "make_lead"})


class VisitViewSet(ScopedViewSet):
    reads = Visit
    serializer_class = VisitOut

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        if self.action == "rejoin" and not getattr(self, "swagger_fake_view", False):
            rows = Visit.objects.visible_to(self.request.user, left=True)
        if self.action in OWN:
            rows = rows.filter(debrief__rep=self.request.user.pk)
        return rows.select_related("debrief__rep").prefetch_related("met", "attendees")

    def _acted(self, verb: Any, **given: Any) -> Response:
        visit = self.get_object()
        verb(visit, by=self.request.user, **given)
        return Response(VisitOut(self.get_object()).data)

    @extend_schema(request=None, responses=VisitOut)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, pk: str) -> Response:
        visit = self.get_object()
        leave_visit(visit, by=self._person)
        visit.refresh_from_db()  # and forgets what was prefetched
        return Response(VisitOut(visit).data)

    @extend_schema(request=MakeLeadSerializer, responses={201: MadeLeadSerializer})
    @action(detail=True, methods=["post"])
    def make_lead(self, request: Request, pk: str) -> Response:
        visit = self.get_object()
        shape = MakeLeadSerializer(data=request.data, context={"visit": visit})
        shape.is_valid(raise_exception=True)
        lead, created = make_lead(visit, by=request.user, **shape.validated_data)  # type: ignore[arg-type]
        return Response({"lead": lead.pk, "created": created}, status=201)

    @extend_schema(request=None, responses=VisitOut)
    @action(detail=True, methods=["post"])
    def rejoin(self, request: Request, pk: str) -> Response:
        visit = self.get_object()
        rejoin_visit(visit, by=self._person)
        visit.refresh_from_db()
        return Response(VisitOut(visit).data)

    @extend_schema(request=VisitIn, responses=VisitOut)
    @action(detail=True, methods=["post"])
    def tell(self, request: Request, pk: str) -> Response:
        """The visit of a draft says exactly this; what it told before is replaced."""
        visit = self.get_object()
        (entry,) = visits_of([read(VisitIn, request)], rep=visit.debrief.rep)
        return self._acted(complete_visit, entry=entry)

    @extend_schema(request=None, responses=VisitOut)
    @action(detail=True, methods=["post"])
    def nothing_new(self, request: Request, pk: str) -> Response:
        return self._acted(nothing_new)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        remove_visit(self.get_object(), by=self._person)
        return Response(status=204)

    @property
    def _person(self) -> Any:
        return self.request.user
