"""Contradictions: what disagrees on a field of a company, and the choice of the source that stands."""

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
from debrief.models import Finding
from debrief.selectors.contradictions import contradictions, open_contradiction, with_claims
from debrief.services.contradictions import settle_contradiction


class ClaimOut(serializers.ModelSerializer[Finding]):
    debrief = serializers.IntegerField(source="visit.debrief_id", read_only=True)
    rep = serializers.IntegerField(source="visit.debrief.rep_id", read_only=True)

    class Meta:
        model = Finding
        fields = ("id", "debrief", "rep", "value", "how_known", "said_by", "observed_on", "state", "in_conflict")


class ContradictionOut(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="head.pk")
    company = serializers.IntegerField(source="company.pk")
    field = serializers.CharField()  # type: ignore[assignment]
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


class ContradictionViewSet(ScopedViewSet):
    queryset = Finding.objects.all()
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
        done = settle_contradiction(
            claim.company, claim.field, by=person, standing=standing, seen=given.get("seen")
        )  # fmt: skip
        return Response(SettlementOut(done).data)
