"""A lead captured by a form or another program: once per Idempotency-Key, once per address and campaign."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.idempotency import canonical_fingerprint, run_once, valid_key
from leads.api.serializers import CaptureSerializer, LeadSerializer
from leads.api.views import who
from leads.services.intake import capture_lead

KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, required=True)


class CaptureView(APIView):
    @extend_schema(
        request=CaptureSerializer,
        parameters=[KEY],
        responses={201: LeadSerializer, 200: OpenApiResponse(LeadSerializer, "Replayed")},
    )
    def post(self, request: Request) -> Response:
        key = valid_key(request.headers.get("Idempotency-Key"))
        if key is None:
            raise ParseError(_("An Idempotency-Key header with a UUID is needed."))
        shape = CaptureSerializer(data=request.data, context={"request": request})
        shape.is_valid(raise_exception=True)

        def work() -> tuple[str, dict[str, Any]]:
            lead, created = capture_lead(by=who(request), channel="api", **_complete(shape.validated_data))
            return f"lead:{lead.pk}", {"id": lead.pk, "state": lead.state, "created": created}

        fingerprint = canonical_fingerprint(dict(request.data), leave_out=set())
        done = run_once(user=request.user, key=key, fingerprint=fingerprint, work=work)
        return Response(done.body, status=done.status, headers=done.headers)


def _complete(data: dict[str, Any]) -> dict[str, Any]:
    return {"campaign": None, "email": ""} | dict(data)
