"""Scoped reads of points, scores and statements; the one verb is to contest."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.viewsets import ScopedViewSet
from incentives.api.serializers import (
    ContributionSerializer,
    DisputeSerializer,
    DisputeWordsSerializer,
    LedgerLineSerializer,
    MarketingScoreSerializer,
    StatementSerializer,
)
from incentives.filters import ContributionFilter, LineFilter, ScoreFilter, StatementFilter
from incentives.selectors import rows
from incentives.services.disputes import open_dispute


def contest(request: Request, **subject: Any) -> Response:
    """Opens a dispute on a line or a statement with the words of the body."""
    words = DisputeWordsSerializer(data=request.data)
    words.is_valid(raise_exception=True)
    dispute = open_dispute(by=request.user, now=clock.now(), reason=words.validated_data["reason"], **subject)
    return Response(DisputeSerializer(dispute).data, status=201)


class LedgerLineViewSet(ScopedViewSet):
    reads = rows.LINES
    serializer_class = LedgerLineSerializer
    filterset_class = LineFilter

    @extend_schema(request=DisputeWordsSerializer, responses={201: DisputeSerializer})
    @action(detail=True, methods=["post"])
    def dispute(self, request: Request, pk: int) -> Response:
        return contest(request, line=self.get_object())


class ContributionViewSet(ScopedViewSet):
    reads = rows.CONTRIBUTIONS
    serializer_class = ContributionSerializer
    filterset_class = ContributionFilter


class MarketingScoreViewSet(ScopedViewSet):
    reads = rows.SCORES
    serializer_class = MarketingScoreSerializer
    filterset_class = ScoreFilter


class StatementViewSet(ScopedViewSet):
    reads = rows.STATEMENTS
    serializer_class = StatementSerializer
    filterset_class = StatementFilter

    @extend_schema(request=DisputeWordsSerializer, responses={201: DisputeSerializer})
    @action(detail=True, methods=["post"])
    def dispute(self, request: Request, pk: int) -> Response:
        return contest(request, statement=self.get_object())
