"""Public forms over the API: what they ask, their figures, open and close."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.viewsets import ScopedViewSet
from leads.api.views import who
from leads.models import CaptureForm
from leads.selectors.rows import FORMS
from leads.services.forms import close_form, open_form


class FormSerializer(serializers.ModelSerializer[Any]):
    answers = serializers.IntegerField(read_only=True)
    new_leads = serializers.IntegerField(source="made", read_only=True)

    class Meta:
        model = CaptureForm
        fields = (
            "id", "campaign", "name", "key", "state", "fields", "title_fr", "title_en", "thanks_fr", "thanks_en",
            "redirect_url", "domains", "consent_required", "answers", "new_leads", "created_at",
        )  # fmt: skip
        read_only_fields = fields


class FormViewSet(ScopedViewSet):
    serializer_class = FormSerializer
    reads = FORMS

    @extend_schema(request=None, responses=FormSerializer)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: int) -> Response:
        open_form(self.get_object(), by=who(request))
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=None, responses=FormSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int) -> Response:
        close_form(self.get_object(), by=who(request))
        return Response(self.get_serializer(self.get_object()).data)
