"""Companies, contacts, opportunities and activities: scoped reads, and one POST for each verb."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from core import clock
from core.api.viewsets import ScopedViewSet
from crm.api import serializers as shape
from crm.choices import Channel
from crm.filters import ActivityFilter, CompanyFilter, ContactFilter, OpportunityFilter
from crm.models import Activity, Company, Contact, Opportunity
from crm.services import activities, companies, contacts, opportunities


def read(serializer: type[Serializer[Any]], request: Request, *, partial: bool = False) -> dict[str, Any]:
    body = serializer(data=request.data, partial=partial, context={"request": request})
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


class CompanyViewSet(ScopedViewSet):
    reads = Company
    serializer_class = shape.CompanyOut
    filterset_class = CompanyFilter

    @extend_schema(request=shape.CompanyIn, responses={201: shape.CompanyOut})
    @action(detail=False, methods=["post"])
    def create_one(self, request: Request) -> Response:
        company = companies.create_company(by=request.user, channel=Channel.API, **read(shape.CompanyIn, request))
        return Response(shape.CompanyOut(company).data, status=201)

    @extend_schema(request=shape.CompanyIn, responses={200: shape.CompanyOut})
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: int) -> Response:
        company, changes = self.get_object(), read(shape.CompanyIn, request, partial=True)
        companies.update_company(company, by=request.user, changes=changes, channel=Channel.API)
        return Response(shape.CompanyOut(self.get_object()).data)


class ContactViewSet(ScopedViewSet):
    reads = Contact
    serializer_class = shape.ContactOut
    filterset_class = ContactFilter

    @extend_schema(request=shape.ContactIn, responses={201: shape.ContactOut})
    @action(detail=False, methods=["post"])
    def create_one(self, request: Request) -> Response:
        contact = contacts.create_contact(by=request.user, channel=Channel.API, **read(shape.ContactIn, request))
        return Response(shape.ContactOut(contact).data, status=201)

    @extend_schema(request=shape.ContactChange, responses={200: shape.ContactOut})
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: int) -> Response:
        contact, changes = self.get_object(), read(shape.ContactChange, request, partial=True)
        contacts.update_contact(contact, by=request.user, changes=changes, channel=Channel.API)
        return Response(shape.ContactOut(self.get_object()).data)


class OpportunityViewSet(ScopedViewSet):
    reads = Opportunity
    serializer_class = shape.OpportunityOut
    filterset_class = OpportunityFilter

    def get_queryset(self) -> QuerySet[Opportunity]:
        return super().get_queryset().prefetch_related("contacts")

    def _shown(self, status: int = 200) -> Response:
        return Response(shape.OpportunityOut(self.get_object()).data, status=status)

    @extend_schema(request=shape.OpportunityIn, responses={201: shape.OpportunityOut})
    @action(detail=False, methods=["post"])
    def create_one(self, request: Request) -> Response:
        body = read(shape.OpportunityIn, request)
        owner = body.pop("owner", None) or request.user
        deal = opportunities.open_opportunity(by=request.user, owner=owner, channel=Channel.API, **body)
        return Response(shape.OpportunityOut(deal).data, status=201)

    @extend_schema(request=shape.OpportunityChange, responses={200: shape.OpportunityOut})
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: int) -> Response:
        deal, body = self.get_object(), read(shape.OpportunityChange, request, partial=True)
        people = body.pop("contacts", None)
        opportunities.update_opportunity(deal, by=request.user, changes=body, contacts=people, channel=Channel.API)
        return self._shown()

    @extend_schema(request=shape.WinIn, responses={200: shape.OpportunityOut})
    @action(detail=True, methods=["post"])
    def win(self, request: Request, pk: int) -> Response:
        opportunities.win_opportunity(self.get_object(), by=request.user, **read(shape.WinIn, request))
        return self._shown()

    @extend_schema(request=shape.LoseIn, responses={200: shape.OpportunityOut})
    @action(detail=True, methods=["post"])
    def lose(self, request: Request, pk: int) -> Response:
        opportunities.lose_opportunity(self.get_object(), by=request.user, **read(shape.LoseIn, request))
        return self._shown()

    @extend_schema(request=shape.ReopenIn, responses={200: shape.OpportunityOut})
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: int) -> Response:
        opportunities.reopen_opportunity(self.get_object(), by=request.user, **read(shape.ReopenIn, request))
        return self._shown()


class ActivityViewSet(ScopedViewSet):
    reads = Activity
    serializer_class = shape.ActivityOut
    filterset_class = ActivityFilter

    @extend_schema(request=shape.ActivityIn, responses={201: shape.ActivityOut})
    @action(detail=False, methods=["post"])
    def log(self, request: Request) -> Response:
        body = read(shape.ActivityIn, request)
        at = body.pop("at", None) or clock.now()
        activity = activities.log_activity(by=request.user, at=at, **body)
        return Response(shape.ActivityOut(activity).data, status=201)
