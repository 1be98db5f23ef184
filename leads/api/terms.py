"""The terms of the contract through the API: every version, the newest first, and a new one."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core import clock
from leads.api.views import read, who
from leads.models import ContractTerms
from leads.selectors.terms import SHOWN, all_terms, in_force
from leads.services.terms import PERIODS, set_terms


class TermsSerializer(serializers.ModelSerializer[Any]):
    """Hours are working hours; number 0 is what holds before anything was set."""

    class Meta:
        model = ContractTerms
        fields = ("number", "since", "set_by", "note", *PERIODS)


class SetTermsSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = ContractTerms
        fields = (*PERIODS, "note")
        extra_kwargs = {name: {"required": False} for name in PERIODS}


class InForceSerializer(serializers.Serializer[Any]):
    in_force = TermsSerializer()
    versions = TermsSerializer(many=True)


class TermsView(APIView):
    @extend_schema(responses=InForceSerializer)
    def get(self, request: Request) -> Response:
        told = {"in_force": in_force(clock.now()), "versions": all_terms()[:SHOWN]}
        return Response(InForceSerializer(told).data)


class SetTermsView(APIView):
    @extend_schema(request=SetTermsSerializer, responses={201: TermsSerializer})
    def post(self, request: Request) -> Response:
        terms = set_terms(by=who(request), **read(SetTermsSerializer, request))
        return Response(TermsSerializer(terms).data, status=201)
