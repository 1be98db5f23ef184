"""The description of the API: the same for everybody, so it is written once for each language."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request


class DescriptionView(SpectacularAPIView):  # type: ignore[misc,no-any-unimported]
    renderer_classes = (OpenApiJsonRenderer, OpenApiJsonRenderer2)  # …/vnd.oai.openapi+json, application/json

    def _get_schema_response(self, request: Request) -> HttpResponse:
        renderer: Any = request.accepted_renderer
        headers = {"Content-Disposition": 'inline; filename="Tandem.json"'}
        return HttpResponse(written(get_language() or ""), content_type=renderer.media_type, headers=headers)


@lru_cache(maxsize=4)
def written(_language: str) -> bytes:
    """As JSON, in the language of this request."""
    generator: Any = SchemaGenerator()  # type: ignore[no-untyped-call]
    description: bytes = OpenApiJsonRenderer().render(generator.get_schema(public=True))
    return description
