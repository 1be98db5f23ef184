"""A person noted at a stand, sent at once or hours later by the tablet: once per Idempotency-Key."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core import clock
from core.api.fields import MomentField, RowField
from core.idempotency import canonical_fingerprint, run_once, valid_key
from leads.api.capture import KEY
from leads.api.serializers import CaptureSerializer
from leads.api.views import who
from leads.choices import TouchKind
from leads.models import Campaign
from leads.selectors.stand import stand_campaigns
from leads.services.intake import capture_lead, instant_of_entry


class RunningCampaign(RowField):
    def get_queryset(self) -> QuerySet[Campaign]:
        return stand_campaigns(clock.local_day())


class StandSerializer(CaptureSerializer):
    campaign = RunningCampaign()
    captured_at = MomentField(required=False)

    class Meta(CaptureSerializer.Meta):
        fields = (*CaptureSerializer.Meta.fields, "captured_at")


class NotedSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    created = serializers.BooleanField()


class StandView(APIView):
    @extend_schema(
        request=StandSerializer,
        parameters=[KEY],
        responses={201: NotedSerializer, 200: OpenApiResponse(NotedSerializer, "Replayed")},
    )
    def post(self, request: Request) -> Response:
        key = valid_key(request.headers.get("Idempotency-Key"))
        if key is None:
            raise ParseError(_("An Idempotency-Key header with a UUID is needed."))
        shape = StandSerializer(data=request.data, context={"request": request})
        shape.is_valid(raise_exception=True)

        def work() -> tuple[str, dict[str, Any]]:
            told = {"email": "", **shape.validated_data}
            now = instant_of_entry(told.pop("captured_at", None), now=clock.now())
            lead, created = capture_lead(
                by=who(request), channel="stand", kind=TouchKind.ATTENDANCE, now=now, **told
            )  # fmt: skip
            return f"lead:{lead.pk}", {"id": lead.pk, "created": created}

        fingerprint = canonical_fingerprint(dict(request.data), leave_out={"captured_at"})
        done = run_once(user=request.user, key=key, fingerprint=fingerprint, work=work)
        return Response(done.body, status=done.status, headers=done.headers)
