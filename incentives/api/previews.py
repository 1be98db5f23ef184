"""What a day would bring if it were filed now, from the same body that files it; nothing is written."""

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from debrief.api.serializers import DebriefIn
from debrief.choices import Novelty
from debrief.models import Debrief
from debrief.services.appraising import appraise_day, timeliness_now
from debrief.services.payload import visits_of
from incentives.selectors.finding_prices import PricedFindings, priced


class PricedOut(serializers.Serializer[Any]):
    kind = serializers.CharField(source="finding.kind")
    topic = serializers.CharField(source="finding.topic")
    field = serializers.CharField(source="finding.field")  # type: ignore[assignment]
    value = serializers.CharField(source="finding.value")
    crm_value = serializers.CharField(source="finding.crm_value")
    novelty = serializers.ChoiceField(choices=Novelty.choices, source="finding.novelty")
    points = serializers.IntegerField()


class PreviewOut(serializers.Serializer[Any]):
    """Points stand for an acceptance as useful, at this hour: one's own part of a visit shared with colleagues."""

    timeliness = serializers.CharField()
    total = serializers.IntegerField()
    findings = PricedOut(many=True, source="rows")


class DebriefPreview(APIView):
    @extend_schema(request=DebriefIn, responses=PreviewOut)
    def post(self, request: Request) -> Response:
        """Each finding of the body with its novelty against the CRM and the points it would bring."""
        if not request.user.has_perm("debrief.file_debrief"):
            raise PermissionDenied
        body = DebriefIn(data=request.data)
        body.is_valid(raise_exception=True)
        rep: Any = request.user
        return Response(PreviewOut(priced_day(rep, dict(body.validated_data))).data)


def priced_day(rep: Any, payload: dict[str, Any]) -> PricedFindings:
    day: date = payload["work_date"]
    debrief = Debrief.objects.visible_to(rep).filter(rep=rep, work_date=day).first()
    debrief = debrief or Debrief(rep=rep, work_date=day)
    told = appraise_day(debrief, visits_of(payload.get("visits") or [], rep=rep))
    return priced(
        [finding for finding, _visit in told],
        rep_id=rep.pk,
        day=day,
        timeliness=timeliness_now(rep, debrief),
        colleagues=[[*{person.pk for person in visit.attendees}] for _finding, visit in told],
    )
