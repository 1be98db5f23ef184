"""Saved views of lists through the API: one's own and those shared, saved, shown first, shared, forgotten."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core import saved_views
from core.models import SavedView


class ViewOut(serializers.ModelSerializer[Any]):
    mine = serializers.SerializerMethodField()

    class Meta:
        model = SavedView
        fields = ("id", "page", "name", "query", "is_shared", "is_default", "mine")

    def get_mine(self, view: SavedView) -> bool:
        return bool(view.user_id == self.context["request"].user.pk)


class ViewIn(serializers.Serializer[Any]):
    page = serializers.CharField(max_length=80, help_text="The list, as leads:lead_list or leads:lead_board.")
    name = serializers.CharField(max_length=60)
    query = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    is_shared = serializers.BooleanField(default=False)
    is_default = serializers.BooleanField(default=False)


class ViewListView(APIView):
    @extend_schema(responses=ViewOut(many=True))
    def get(self, request: Request) -> Response:
        found = SavedView.objects.visible_to(request.user).select_related("user")
        if page := request.query_params.get("page"):
            found = found.filter(page=page)
        return Response(ViewOut(found, many=True, context={"request": request}).data)

    @extend_schema(request=ViewIn, responses={201: ViewOut})
    def post(self, request: Request) -> Response:
        body = ViewIn(data=request.data)
        body.is_valid(raise_exception=True)
        view = saved_views.save_view(by=request.user, **body.validated_data)
        return Response(ViewOut(view, context={"request": request}).data, status=201)


class ViewRemoveView(APIView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, pk: int) -> Response:
        view = get_object_or_404(SavedView.objects.visible_to(request.user).owned_by(request.user), pk=pk)
        saved_views.remove_view(view, by=request.user)
        return Response(status=204)
