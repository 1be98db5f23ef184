"""API routes of the foundations."""

from typing import Any

from django.urls import path

from core.api.imports import ImportViewSet


def one(verb: str, method: str = "post") -> Any:
    return ImportViewSet.as_view({method: verb})


urlpatterns = [
    path("imports/", ImportViewSet.as_view({"get": "list", "post": "create"}), name="import_list"),
    path("imports/kinds/", one("kinds", "get"), name="import_kinds"),
    path("imports/<int:pk>/", one("retrieve", "get"), name="import_detail"),
    path("imports/<int:pk>/preview/", one("preview", "get"), name="import_preview"),
    path("imports/<int:pk>/columns/", one("columns"), name="import_columns"),
    path("imports/<int:pk>/check/", one("check"), name="import_check"),
    path("imports/<int:pk>/bring/", one("bring"), name="import_bring"),
    path("imports/<int:pk>/drop/", one("drop"), name="import_drop"),
    path("imports/<int:pk>/rejects/", one("rejects", "get"), name="import_rejects"),
    path("imports/<int:pk>/undo/", one("undo"), name="import_undo"),
]
