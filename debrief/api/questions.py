"""Questions to the field through the API: ask, list, change, answer, close, export."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from core import clock
from core.api.viewsets import ScopedViewSet
from core.exports.response import export_response
from crm.choices import FactTopic, HowAcquired, HowKnown
from crm.models import Company
from debrief.api.serializers import RowNumber
from debrief.choices import Audience, CompanyField, FindingKind, QuestionAbout
from debrief.exports import questions_report
from debrief.filters import QuestionFilter
from debrief.models import Question, Visit
from debrief.models.question import MOST_ANSWERS, MOST_POINTS
from debrief.selectors.questions import question_rows
from debrief.services.answering import answer_question
from debrief.services.asking import QuestionEntry, ask_question, close_question, edit_question, people_asked
from debrief.services.entries import FindingEntry

PERSON = ("name", "email", "phone", "role", "how_acquired")


class AskIn(serializers.Serializer[Any]):
    text_fr = serializers.CharField(max_length=300, required=False, allow_blank=True)
    text_en = serializers.CharField(max_length=300, required=False, allow_blank=True)
    about = serializers.ChoiceField(choices=QuestionAbout.choices, required=False)
    company = RowNumber(required=False, allow_null=True)
    about_value = serializers.CharField(max_length=120, required=False, allow_blank=True)
    audience = serializers.ChoiceField(choices=Audience.choices, required=False)
    teams = serializers.ListField(child=RowNumber(), required=False, max_length=50)
    reps = serializers.ListField(child=RowNumber(), required=False, max_length=200)
    kind = serializers.ChoiceField(choices=FindingKind.choices)
    topic = serializers.ChoiceField(choices=FactTopic.choices, required=False, allow_blank=True)
    field = serializers.ChoiceField(choices=CompanyField.choices, required=False, allow_blank=True)  # type: ignore[assignment]
    points = serializers.IntegerField(min_value=1, max_value=MOST_POINTS, required=False)
    quota = serializers.IntegerField(min_value=1, max_value=MOST_ANSWERS, required=False)
    expires_on = serializers.DateField()


class ReplyIn(serializers.Serializer[Any]):
    visit = RowNumber()
    value = serializers.CharField(max_length=500)
    amount = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, required=False, allow_null=True)
    on_date = serializers.DateField(required=False, allow_null=True)
    how_known = serializers.ChoiceField(choices=HowKnown.choices, required=False)
    said_by = serializers.CharField(required=False, allow_blank=True, max_length=120)
    name = serializers.CharField(required=False, allow_blank=True, max_length=200)
    email = serializers.EmailField(required=False, allow_blank=True)
    phone = serializers.CharField(required=False, allow_blank=True, max_length=40)
    role = serializers.CharField(required=False, allow_blank=True, max_length=120)
    how_acquired = serializers.ChoiceField(choices=HowAcquired.choices, required=False)


class ReplyOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    question = serializers.IntegerField(source="question_id")
    visit = serializers.IntegerField(source="visit_id")
    value = serializers.CharField()


class AskedOut(serializers.ModelSerializer[Question]):
    class Meta:
        model = Question
        fields = (
            "id", "text_fr", "text_en", "about", "company", "about_value", "audience", "kind", "topic", "field",
            "points", "quota", "expires_on", "state", "asked_by", "asked_at", "closed_at",
        )  # fmt: skip


class QuestionViewSet(ScopedViewSet):
    reads = Question
    serializer_class = AskedOut
    filterset_class = QuestionFilter

    def get_queryset(self) -> QuerySet[Question]:
        rows: Any = super().get_queryset()
        rows = rows.asked().order_by("-asked_at", "-pk")
        if self.action == "answer":  # those she is asked, whatever else she may read
            rows = rows.addressed_to(self.person)
        return rows  # type: ignore[no-any-return]

    @property
    def person(self) -> Any:
        return self.request.user

    def _read(self, serializer: type[Serializer[Any]]) -> dict[str, Any]:
        body = serializer(data=self.request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    @extend_schema(request=AskIn, responses={201: AskedOut})
    def create(self, request: Request) -> Response:
        """Asks the field; the reps addressed find it on their day."""
        if not self.person.has_perm("debrief.ask_question"):
            raise PermissionDenied
        return Response(AskedOut(ask_question(by=self.person, entry=self._entry())).data, status=201)

    def _entry(self) -> QuestionEntry:
        body = self._read(AskIn)
        people = people_asked(body.pop("teams", ()), body.pop("reps", ()))
        if number := body.get("company"):
            body["company"] = Company.objects.live().visible_to(self.person).filter(pk=number).first()
        return QuestionEntry(**body, **people)

    @extend_schema(request=AskIn, responses=AskedOut)
    @action(detail=True, methods=["post"])
    def edit(self, request: Request, pk: str) -> Response:
        """The question says exactly this, as long as nobody has filed an answer."""
        question = self.get_object()
        return Response(AskedOut(edit_question(question, by=self.person, entry=self._entry())).data)

    @extend_schema(responses={(200, "text/csv"): bytes})
    def export(self, request: Request) -> HttpResponseBase:
        """The questions of this filter with what they brought, as CSV, XLSX or PDF (`?format=`)."""
        rows = list(self.filter_queryset(self.get_queryset().select_related("company", "asked_by")))
        report = questions_report(question_rows(rows, clock.local_day()), "")
        return export_response(request, report, filename="questions")

    @extend_schema(request=ReplyIn, responses={201: ReplyOut})
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Adds the answer to a visit of one's own draft; it counts once the day is filed and the answer accepted."""
        question, body = self.get_object(), self._read(ReplyIn)
        visits = Visit.objects.visible_to(self.person).filter(debrief__rep=self.person)
        visit = visits.select_related("debrief__rep", "company").filter(pk=body.pop("visit")).first()
        if visit is None:
            raise serializers.ValidationError({"visit": [_("This is not a visit of your own day.")]})
        person = {name: body.pop(name) for name in PERSON if name in body}
        data = person if question.kind == FindingKind.CONTACT else {}
        entry = FindingEntry(kind=question.kind, topic=question.topic, field=question.field, data=data, **body)
        return Response(ReplyOut(answer_question(question, by=self.person, visit=visit, entry=entry)).data, status=201)

    @extend_schema(request=None, responses=AskedOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        return Response(AskedOut(close_question(self.get_object(), by=self.person)).data)
