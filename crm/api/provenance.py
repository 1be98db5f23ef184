"""The provenance of each field: what it holds, since when, who had heard it, who wrote it, and what stood before."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from crm.models import Company, Contact, FieldChange, Opportunity
from crm.selectors.provenance import changes_of


class ChangeOut(serializers.ModelSerializer[FieldChange]):
    class Meta:
        model = FieldChange
        fields = ("id", "field", "old", "new", "channel", "heard_from", "written_by", "at")


class FieldQuery(serializers.Serializer[Any]):
    field = serializers.CharField(required=False, max_length=40)  # type: ignore[assignment]


class ProvenanceView(APIView):
    """The last change of every field; with ?field=, every change of that one, newest first."""

    model: Any = Company

    @extend_schema(parameters=[FieldQuery], responses=ChangeOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        asked = FieldQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = get_object_or_404(self.model.objects.visible_to(request.user), pk=pk)
        return Response(ChangeOut(changes_of(found, asked.validated_data.get("field", "")), many=True).data)


class ContactProvenanceView(ProvenanceView):
    model = Contact


class OpportunityProvenanceView(ProvenanceView):
    model = Opportunity
