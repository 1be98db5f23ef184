"""A visit made with a colleague: who was named on it may say she was not there."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.viewsets import ScopedViewSet
from debrief.api.serializers import VisitOut
from debrief.models import Visit
from debrief.services.attending import leave_visit, rejoin_visit


class VisitViewSet(ScopedViewSet):
    queryset = Visit.objects.all()
    serializer_class = VisitOut

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if self.action == "rejoin" and not getattr(self, "swagger_fake_view", False):
            rows = Visit.objects.visible_to(self.request.user, left=True)
        return rows.select_related("debrief__rep").prefetch_related("met", "attendees")

    def _acted(self, verb: Any) -> Response:
        visit = self.get_object()
        verb(visit, by=self.request.user)
        visit.refresh_from_db()  # and forgets what was prefetched
        return Response(VisitOut(visit).data)

    @extend_schema(request=None, responses=VisitOut)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, pk: str) -> Response:
        return self._acted(leave_visit)

    @extend_schema(request=None, responses=VisitOut)
    @action(detail=True, methods=["post"])
    def rejoin(self, request: Request, pk: str) -> Response:
        return self._acted(rejoin_visit)
