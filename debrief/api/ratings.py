"""A lead rated through the API, with what was wrong in its data, field by field."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from debrief.services.rating import REPORTED, rate_and_report
from leads.choices import RatingMark, RatingMoment
from leads.selectors.ratings import leads_to_rate


class WrongIn(serializers.Serializer[Any]):
    """The right value of each field that was wrong."""

    def get_fields(self) -> dict[str, Any]:
        return {name: serializers.CharField(max_length=160, required=False) for name in REPORTED}


class RateIn(serializers.Serializer[Any]):
    moment = serializers.ChoiceField(choices=RatingMoment.choices)
    fit = serializers.ChoiceField(choices=RatingMark.choices, default=RatingMark.GOOD)
    timing = serializers.ChoiceField(choices=RatingMark.choices, default=RatingMark.GOOD)
    data = serializers.ChoiceField(choices=RatingMark.choices, default=RatingMark.GOOD)  # type: ignore[assignment]
    wrong = WrongIn(required=False)


class RateOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    moment = serializers.CharField()
    fit = serializers.CharField()
    timing = serializers.CharField()
    data = serializers.CharField()  # type: ignore[assignment]
    wrong_fields = serializers.ListField(child=serializers.CharField())
    findings = serializers.ListField(child=serializers.IntegerField())


class RateView(APIView):
    @extend_schema(request=RateIn, responses={201: RateOut})
    def post(self, request: Request, pk: int) -> Response:
        rep: Any = request.user
        lead = get_object_or_404(leads_to_rate(rep), pk=pk)
        body = RateIn(data=request.data)
        body.is_valid(raise_exception=True)
        rating, findings = rate_and_report(lead, by=rep, **body.validated_data)
        names = ("id", "moment", "fit", "timing", "data", "wrong_fields")
        told = {name: getattr(rating, name) for name in names} | {"findings": [row.pk for row in findings]}
        return Response(RateOut(told).data, status=201)
