"""/api/v1/ routes, floor by floor, and the OpenAPI schema."""

from django.urls import include, path
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView

from accounts.permissions import ApiPermission

FLOORS = ("core", "accounts", "crm", "leads", "debrief", "incentives")

app_name = "api"
v1 = [path("", include(f"{floor}.api.urls")) for floor in FLOORS]
JSON = [OpenApiJsonRenderer, OpenApiJsonRenderer2]  # application/vnd.oai.openapi+json, application/json
schema = SpectacularAPIView.as_view(renderer_classes=JSON, permission_classes=[ApiPermission])
urlpatterns = [
    path("v1/", include(v1)),
    path("schema/", schema, name="schema"),
]
