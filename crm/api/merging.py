"""Merges through the API: both sides before, the merge with its choices, the journal and the split."""

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.viewsets import ScopedViewSet
from crm.api import serializers as shape
from crm.api.views import read
from crm.filters import MergeFilter
from crm.models import Company, Contact, MergeLog
from crm.models.clashes import clashes
from crm.selectors.merging import differences
from crm.services.companies import merge_companies
from crm.services.contacts import merge_contacts
from crm.services.merging import undo_merge

WITH = OpenApiParameter("with", int, required=True, description="The record that would be merged into this one.")


class Sides(serializers.Serializer[Any]):
    """The other record of a comparison."""

    other = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class Merging(ScopedViewSet if TYPE_CHECKING else object):  # type: ignore[misc]
    """`shown` shapes the record kept, `act` merges."""

    shown: Any
    act: Any

    def _other(self, pk: int) -> Any:
        return get_object_or_404(self.get_queryset(), pk=pk)

    def _compare(self, request: Request) -> Response:
        keep, asked = self.get_object(), Sides(data={"other": request.query_params.get("with")})
        asked.is_valid(raise_exception=True)
        other = self._other(asked.validated_data["other"])
        return Response(shape.SidesOut({"fields": differences(keep, other), "rows": clashes(keep, other)}).data)

    def _merge(self, request: Request) -> Response:
        keep, body = self.get_object(), read(shape.MergeIn, request)
        kept = self.act(keep, self._other(body["lose"]), by=request.user, choices=body.get("choices", {}))
        return Response(self.shown(kept).data)


class CompanyMergeViewSet(Merging, ScopedViewSet):
    reads = Company
    serializer_class = shown = shape.CompanyOut
    act = staticmethod(merge_companies)

    @extend_schema(parameters=[WITH], responses=shape.SidesOut)
    @action(detail=True, methods=["get"])
    def differences(self, request: Request, pk: str) -> Response:
        return self._compare(request)

    @extend_schema(request=shape.MergeIn, responses=shape.CompanyOut)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: str) -> Response:
        return self._merge(request)


class ContactMergeViewSet(Merging, ScopedViewSet):
    reads = Contact
    serializer_class = shown = shape.ContactOut
    act = staticmethod(merge_contacts)

    @extend_schema(parameters=[WITH], responses=shape.SidesOut)
    @action(detail=True, methods=["get"])
    def differences(self, request: Request, pk: str) -> Response:
        return self._compare(request)

    @extend_schema(request=shape.MergeIn, responses=shape.ContactOut)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: str) -> Response:
        return self._merge(request)


class MergeViewSet(ScopedViewSet):
    reads = MergeLog
    serializer_class = shape.MergeOut
    filterset_class = MergeFilter

    @extend_schema(request=None, responses=shape.MergeOut)
    @action(detail=True, methods=["post"])
    def split(self, request: Request, pk: str) -> Response:
        undo_merge(self.get_object(), by=self._person)
        return Response(shape.MergeOut(self.get_object()).data)

    @property
    def _person(self) -> Any:
        return self.request.user
