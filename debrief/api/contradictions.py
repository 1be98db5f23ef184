"""Contradictions: what disagrees on a field of a company or on a person, the choice of what stands, and its undo."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.viewsets import ScopedViewSet
from core.exceptions import BusinessRuleError
from debrief.api.serializers import RowNumber
from debrief.api.views import read
from debrief.filters import ContradictionFilter
from debrief.models import Finding, Settlement
from debrief.selectors.contradictions import contradictions, open_contradiction, with_claims
from debrief.services.contradictions import settle_claim, undo_settlement


class ClaimOut(serializers.ModelSerializer[Finding]):
    debrief = serializers.IntegerField(source="visit.debrief_id", read_only=True)
    rep = serializers.IntegerField(source="visit.debrief.rep_id", read_only=True)

    class Meta:
        model = Finding
        fields = (
            "id",
            "debrief",
            "rep",
            "value",
            "data",
            "how_known",
            "said_by",
            "observed_on",
            "state",
            "in_conflict",
        )


class ContradictionOut(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="head.pk")
    company = serializers.IntegerField(source="company.pk")
    field = serializers.CharField(help_text="A field of the company, or `contact`.")  # type: ignore[assignment]
    contact = serializers.IntegerField(source="contact.pk", allow_null=True, default=None)
    parts = serializers.ListField(child=serializers.CharField(), help_text="What is disagreed on about a person.")
    crm_value = serializers.CharField(source="held")
    since = serializers.DateTimeField(source="change.at", allow_null=True, default=None)
    written_by = serializers.IntegerField(source="change.written_by_id", allow_null=True, default=None)
    heard_from = serializers.IntegerField(source="change.heard_from_id", allow_null=True, default=None)
    channel = serializers.CharField(source="change.channel", allow_null=True, default=None)
    claims = ClaimOut(many=True)


class SettleIn(serializers.Serializer[Any]):
    """`standing` is the finding that stands; null means what the CRM says."""

    standing = RowNumber(allow_null=True)
    seen = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=500)


class SettlementOut(serializers.Serializer[Any]):
    kept = serializers.ListField(child=serializers.IntegerField())
    refused = serializers.ListField(child=serializers.IntegerField())
    left = serializers.ListField(child=serializers.IntegerField())
    settlement = serializers.IntegerField(source="log.pk", help_text="By which the choice is undone.")


class SettledOut(serializers.ModelSerializer[Settlement]):
    class Meta:
        model = Settlement
        fields = ("id", "company", "subject", "standing", "settled_by", "settled_at", "undone_at")


class ContradictionViewSet(ScopedViewSet):
    reads = Finding
    serializer_class = ContradictionOut
    filterset_class = ContradictionFilter

    def get_queryset(self) -> QuerySet[Finding]:
        if getattr(self, "swagger_fake_view", False):
            return super().get_queryset()
        person: Any = self.request.user
        if self.action == "settle":
            return open_contradiction(person, int(self.kwargs["pk"]))
        return contradictions(person)

    @extend_schema(responses=ContradictionOut(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        heads = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        return self.get_paginated_response(ContradictionOut(with_claims(list(heads)), many=True).data)

    @extend_schema(request=SettleIn, responses=SettlementOut)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, pk: str) -> Response:
        person: Any = request.user
        claim, given = self.get_object(), read(SettleIn, request)
        standing = None
        if given["standing"] is not None:
            standing = open_contradiction(person, given["standing"]).first()
            if standing is None:
                raise BusinessRuleError(_("This finding is no longer in question."), code="not_a_claim")
        done = settle_claim(claim, by=person, standing=standing, seen=given.get("seen"))
        return Response(SettlementOut(done).data)


class SettlementViewSet(ScopedViewSet):
    reads = Settlement
    serializer_class = SettledOut

    @extend_schema(request=None, responses=SettledOut)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Every claim of the contradiction waits again, within a day."""
        person: Any = request.user
        return Response(SettledOut(undo_settlement(self.get_object(), by=person)).data)
