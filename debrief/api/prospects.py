"""Shape of JSON by which somebody met on a visit becomes a lead."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core import clock
from core.api.fields import RowField
from debrief.services.prospecting import people_met
from leads.selectors.stand import stand_campaigns


@extend_schema_field(int)
class PersonMet(RowField):
    def get_queryset(self) -> Any:
        return people_met(self.context.get("visit"))


@extend_schema_field(int)
class CampaignOfTheDay(RowField):
    def get_queryset(self) -> Any:
        visit = self.context.get("visit")
        return stand_campaigns(visit.debrief.work_date if visit else clock.local_day())


class MakeLeadSerializer(serializers.Serializer[Any]):
    person = PersonMet()
    campaign = CampaignOfTheDay(required=False, allow_null=True)
    message = serializers.CharField(max_length=500, required=False, allow_blank=True)


class MadeLeadSerializer(serializers.Serializer[Any]):
    lead = serializers.IntegerField()
    created = serializers.BooleanField()
