"""API routes of the foundations."""

from django.urls import path

from core.api.imports import ImportViewSet

urlpatterns = [
    path("imports/", ImportViewSet.as_view({"get": "list"}), name="import_list"),
    path("imports/<int:pk>/", ImportViewSet.as_view({"get": "retrieve"}), name="import_detail"),
    path("imports/<int:pk>/rejects/", ImportViewSet.as_view({"get": "rejects"}), name="import_rejects"),
    path("imports/<int:pk>/undo/", ImportViewSet.as_view({"post": "undo"}), name="import_undo"),
]
