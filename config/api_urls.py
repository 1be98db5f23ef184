"""/api/v1/ routes, floor by floor, and the OpenAPI schema."""

from django.urls import include, path

from accounts.permissions import ApiPermission
from core.api.description import DescriptionView

FLOORS = ("core", "accounts", "crm", "leads", "debrief", "incentives")

app_name = "api"
v1 = [path("", include(f"{floor}.api.urls")) for floor in FLOORS]
schema = DescriptionView.as_view(permission_classes=[ApiPermission])
urlpatterns = [
    path("v1/", include(v1)),
    path("schema/", schema, name="schema"),
]
