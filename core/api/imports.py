"""Imports over the API: how far each is, what was refused and why, and taking one back."""

from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core import bells, tasks
from core.api.viewsets import ScopedViewSet
from core.imports.showing import RUNS, first_rejects
from core.imports.undo import ask_undo
from core.models import ImportedRow, ImportRun


class ImportSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = ImportRun
        fields = (
            "id", "kind", "source", "state", "file_name", "total", "read", "created", "updated", "rejected", "rejects",
            "undone", "kept", "error", "by", "started_at", "finished_at", "undone_at",
        )  # fmt: skip
        read_only_fields = fields


class RejectSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = ImportedRow
        fields = ("line", "reason", "cells")
        read_only_fields = fields


class ImportViewSet(ScopedViewSet):
    serializer_class = ImportSerializer
    queryset = RUNS

    @extend_schema(responses=RejectSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def rejects(self, request: Request, pk: int) -> Response:
        """The first thousand."""
        return Response(RejectSerializer(first_rejects(self.get_object()), many=True).data)

    @extend_schema(request=None, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: int) -> Response:
        run = ask_undo(self.get_object(), by=request.user)
        transaction.on_commit(lambda: bells.ring(tasks.run_import, run.pk))
        return Response(ImportSerializer(run).data)
