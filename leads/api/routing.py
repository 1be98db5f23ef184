"""The routing desk through the API: rules and their order, the dry run, what reps can take."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core import clock
from leads.api import work_shapes as shapes
from leads.api.views import read, who
from leads.models import RoutingRule
from leads.selectors import routing_trial
from leads.selectors.administered import all_rules, selling
from leads.services import rules

LEADS = OpenApiParameter("leads", str, enum=["waiting", "recent"])
WITH = OpenApiParameter("with", int, description="A rule that is switched off, tried as if it were on.")


class CapacityIn(serializers.Serializer[object]):
    open_leads = serializers.IntegerField(min_value=1, max_value=1000, allow_null=True, default=None)
    daily_quota = serializers.IntegerField(min_value=0, max_value=1000, allow_null=True, default=None)


class RuleListView(APIView):
    @extend_schema(responses=shapes.RuleSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response(shapes.RuleSerializer(all_rules(), many=True).data)

    @extend_schema(request=shapes.RuleSerializer, responses={201: shapes.RuleSerializer})
    def post(self, request: Request) -> Response:
        last = all_rules().last()
        rule = RoutingRule(rank=last.rank + rules.STEP if last else rules.STEP, **read(shapes.RuleSerializer, request))
        return Response(shapes.RuleSerializer(rules.save_rule(rule, by=who(request))).data, status=201)


class RuleMoveView(APIView):
    @extend_schema(request=shapes.MoveSerializer, responses=shapes.RuleSerializer(many=True))
    def post(self, request: Request, pk: int) -> Response:
        rule = get_object_or_404(all_rules(), pk=pk)
        moved = rules.move_rule(rule, by=who(request), **read(shapes.MoveSerializer, request))
        return Response(shapes.RuleSerializer(moved, many=True).data)


class RuleSwitchView(APIView):
    @extend_schema(request=shapes.SwitchSerializer, responses=shapes.RuleSerializer)
    def post(self, request: Request, pk: int) -> Response:
        rule = get_object_or_404(all_rules(), pk=pk)
        done = rules.switch_rule(rule, by=who(request), **read(shapes.SwitchSerializer, request))
        return Response(shapes.RuleSerializer(done).data)


class TrialView(APIView):
    @extend_schema(parameters=[LEADS, WITH], responses=shapes.TrialSerializer)
    def get(self, request: Request) -> Response:
        """What the rules would do now with real leads; nothing is written."""
        asked = request.query_params.get("with", "")
        trying = int(asked) if asked.isdecimal() and len(asked) < 10 else None
        leads = routing_trial.leads_to_try(who(request), request.query_params.get("leads", routing_trial.WAITING))
        shown = routing_trial.trial(leads, now=clock.now(), trying=trying)
        return Response(shapes.TrialSerializer(shown).data)


class CapacityView(APIView):
    @extend_schema(request=CapacityIn, responses=CapacityIn)
    def post(self, request: Request, pk: int) -> Response:
        rep = get_object_or_404(selling(), pk=pk)
        given = read(CapacityIn, request)
        rules.set_capacity(rep, by=who(request), **given)
        return Response(given)
