"""What a note proposes, for whoever writes it elsewhere; nothing is written."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.text import clean_text
from crm.models import Company
from debrief.api.serializers import RowNumber
from debrief.models import Debrief, Visit
from debrief.selectors.quick_note import note_proposals
from debrief.selectors.visit_page import contacts_for


class NoteIn(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=500)
    work_date = serializers.DateField()
    company = RowNumber(required=False, allow_null=True)


class ProposalOut(serializers.Serializer[Any]):
    what = serializers.CharField()
    value = serializers.CharField()
    name = serializers.CharField()
    role = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    field = serializers.CharField()  # type: ignore[assignment]
    amount = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    on_date = serializers.DateField(allow_null=True)
    how = serializers.CharField()
    said_by = serializers.CharField()
    step = serializers.CharField()
    contact = serializers.IntegerField()


class NoteOut(serializers.Serializer[Any]):
    """Proposals to keep, change or drop; companies named; how many parts the guard stopped."""

    proposals = ProposalOut(many=True, source="rows")
    companies = serializers.ListField(child=serializers.IntegerField())
    stopped = serializers.IntegerField()


class NoteView(APIView):
    @extend_schema(request=NoteIn, responses=NoteOut)
    def post(self, request: Request) -> Response:
        """Reads a note against the companies, competitors and products that the CRM knows."""
        rep: Any = request.user
        if not rep.has_perm("debrief.file_debrief"):
            raise PermissionDenied
        body = NoteIn(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        company = Company.objects.visible_to(rep).filter(pk=given.get("company") or 0).first()
        visit = Visit(debrief=Debrief(rep=rep, work_date=given["work_date"]), company=company)
        found = note_proposals(rep, visit, clean_text(given["note"]).strip(), contacts_for(rep, visit))
        return Response(NoteOut(found).data)
