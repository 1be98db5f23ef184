"""The rights of a person through the API: she objects, she is erased."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.viewsets import ScopedViewSet
from core.exceptions import AlreadyDone
from crm.api.serializers import ContactOut
from crm.api.views import read
from crm.choices import Channel, ErasureReason, ObjectsTo
from crm.models import Contact
from crm.services.erasure import erase_subject
from crm.services.objections import record_objection


class ObjectIn(serializers.Serializer[Any]):
    to = serializers.ChoiceField(choices=ObjectsTo.choices)


class EraseIn(serializers.Serializer[Any]):
    """`sure` says that the caller knows that nothing brings a person back."""

    reason = serializers.ChoiceField(choices=ErasureReason.choices)
    sure = serializers.BooleanField()

    def validate_sure(self, value: bool) -> bool:
        if not value:
            raise serializers.ValidationError(_("Say that you know that this cannot be undone."))
        return value


class RightsViewSet(ScopedViewSet):
    reads = Contact
    serializer_class = ContactOut

    @extend_schema(request=ObjectIn, responses=ContactOut)
    @action(detail=True, methods=["post"])
    def object(self, request: Request, pk: str) -> Response:
        """No e-mail, no call, or no contact at all any more."""
        contact, by = self.get_object(), self._person
        done = record_objection(contact, by=by, channel=Channel.API, **read(ObjectIn, request))
        return Response(ContactOut(done).data)

    @extend_schema(request=EraseIn, responses=ContactOut)
    @action(detail=True, methods=["post"])
    def erase(self, request: Request, pk: str) -> Response:
        contact, reason = self.get_object(), read(EraseIn, request)["reason"]
        if contact.anonymised_at:
            raise AlreadyDone(_("This person was erased already."))
        erase_subject(contact.pk, reason=reason, now=clock.now(), by=self._person)
        return Response(ContactOut(self.get_object()).data)

    @property
    def _person(self) -> Any:
        return self.request.user
