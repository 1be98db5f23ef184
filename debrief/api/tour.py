"""Planned visits and absences through the API: the same services as the page."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from core.api.viewsets import ScopedViewSet
from crm.models import Company, Contact
from debrief.api.serializers import RowNumber
from debrief.choices import Rhythm, VisitKind
from debrief.models import Absence, VisitPlan
from debrief.selectors.tour import people_of
from debrief.services.absences import cancel_absence, declare_absence, restore_absence
from debrief.services.calendars import MOST_BYTES
from debrief.services.importing import import_calendar
from debrief.services.touring import PlanEntry, plan_visit, restore_day, resume_plan, skip_day, stop_plan


class PlanIn(serializers.Serializer[Any]):
    """`rep` is for a manager who plans for her team; `every` counts weeks or months."""

    rep = RowNumber(required=False, allow_null=True)
    company = RowNumber(required=False, allow_null=True)
    company_name = serializers.CharField(required=False, allow_blank=True, max_length=200)
    contact = RowNumber(required=False, allow_null=True)
    kind = serializers.ChoiceField(choices=VisitKind.choices, required=False)
    purpose = serializers.CharField(required=False, allow_blank=True, max_length=200)
    at = serializers.TimeField(required=False, allow_null=True)
    rhythm = serializers.ChoiceField(choices=Rhythm.choices, required=False)
    every = serializers.IntegerField(required=False, min_value=1, max_value=12)
    starts_on = serializers.DateField()
    until = serializers.DateField(required=False, allow_null=True)


class PlanOut(serializers.ModelSerializer[VisitPlan]):
    class Meta:
        model = VisitPlan
        fields = (
            "id", "rep", "company", "company_name", "contact", "kind", "purpose", "at", "rhythm", "every", "starts_on",
            "until", "skipped", "stopped_at", "set_by",
        )  # fmt: skip


class DayIn(serializers.Serializer[Any]):
    day = serializers.DateField()


class AbsenceIn(serializers.Serializer[Any]):
    rep = RowNumber(required=False, allow_null=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class AbsenceOut(serializers.ModelSerializer[Absence]):
    class Meta:
        model = Absence
        fields = ("id", "rep", "starts_on", "ends_on", "set_by", "cancelled_at")


class CalendarIn(serializers.Serializer[Any]):
    """The text of an iCalendar file; without `uids`, the events that name a company are planned."""

    rep = RowNumber(required=False, allow_null=True)
    text = serializers.CharField(max_length=MOST_BYTES, trim_whitespace=False)
    uids = serializers.ListField(child=serializers.CharField(max_length=255), required=False, max_length=2000)


class CalendarOut(serializers.Serializer[Any]):
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    removed = serializers.IntegerField()
    unchanged = serializers.IntegerField()


def read(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    body = serializer(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


class TourViewSet(ScopedViewSet):
    """Rows are planned for by their rep or her manager, read by whom the scope reaches."""

    @property
    def person(self) -> User:
        user: Any = self.request.user
        return user  # type: ignore[no-any-return]

    def rep_of(self, asked: int | None) -> User:
        """Oneself, or somebody of one's team; anybody else does not exist."""
        if not self.person.has_perm("debrief.file_debrief"):
            raise PermissionDenied
        if asked in (None, self.person.pk):
            return self.person
        found = next((person for person in people_of(self.person) if person.pk == asked), None)
        if found is None:
            raise Http404
        return found

    def seen(self, model: Any, pk: int | None, name: str) -> Any:
        if not pk:
            return None
        found = model.objects.visible_to(self.person).filter(pk=pk).first()
        if found is None:
            raise serializers.ValidationError({name: [_("No row %(id)s that you may see.") % {"id": pk}]})
        return found


class PlanViewSet(TourViewSet, ScopedViewSet):
    reads = VisitPlan
    serializer_class = PlanOut

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("rep").order_by("starts_on", "pk")

    @extend_schema(request=PlanIn, responses={201: PlanOut})
    def create(self, request: Request) -> Response:
        """Plans a visit, once or again and again."""
        self.rep_of(None)
        given = read(PlanIn, request)
        rep = self.rep_of(given.pop("rep", None))
        given["company"] = self.seen(Company, given.get("company"), "company")
        given["contact"] = self.seen(Contact, given.get("contact"), "contact")
        plan = plan_visit(rep=rep, by=self.person, entry=PlanEntry(**given))
        return Response(PlanOut(plan).data, status=201)

    @extend_schema(request=CalendarIn, responses=CalendarOut)
    @action(detail=False, methods=["post"])
    def calendar(self, request: Request) -> Response:
        """Plans the events of a calendar, once each."""
        self.rep_of(None)
        given = read(CalendarIn, request)
        rep = self.rep_of(given.get("rep"))
        counts = import_calendar(rep=rep, by=self.person, content=given["text"], uids=given.get("uids"))
        return Response(CalendarOut(counts).data)

    @extend_schema(request=None, responses=PlanOut)
    @action(detail=True, methods=["post"])
    def stop(self, request: Request, pk: str) -> Response:
        return Response(PlanOut(stop_plan(self.get_object(), by=self.person)).data)

    @extend_schema(request=None, responses=PlanOut)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        return Response(PlanOut(resume_plan(self.get_object(), by=self.person)).data)

    @extend_schema(request=DayIn, responses=PlanOut)
    @action(detail=True, methods=["post"])
    def skip(self, request: Request, pk: str) -> Response:
        plan = self.get_object()
        return Response(PlanOut(skip_day(plan, by=self.person, **read(DayIn, request))).data)

    @extend_schema(request=DayIn, responses=PlanOut)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        plan = self.get_object()
        return Response(PlanOut(restore_day(plan, by=self.person, **read(DayIn, request))).data)


class AbsenceViewSet(TourViewSet, ScopedViewSet):
    reads = Absence
    serializer_class = AbsenceOut

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("rep").order_by("-starts_on", "-pk")

    @extend_schema(request=AbsenceIn, responses={201: AbsenceOut})
    def create(self, request: Request) -> Response:
        """Notes days away; why is not asked."""
        self.rep_of(None)
        given = read(AbsenceIn, request)
        rep = self.rep_of(given.pop("rep", None))
        return Response(AbsenceOut(declare_absence(rep=rep, by=self.person, **given)).data, status=201)

    @extend_schema(request=None, responses=AbsenceOut)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        return Response(AbsenceOut(cancel_absence(self.get_object(), by=self.person)).data)

    @extend_schema(request=None, responses=AbsenceOut)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        return Response(AbsenceOut(restore_absence(self.get_object(), by=self.person)).data)
