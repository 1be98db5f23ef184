"""The handoff contract through the API: questions asked and answered, with the pages' own services."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.viewsets import ScopedViewSet
from leads.api import contract_shapes as shapes
from leads.api.views import HandoffViewSet, read, who
from leads.feedback_filters import QuestionApiFilter
from leads.selectors import rows
from leads.services import asking


class AskViewSet(HandoffViewSet):
    @extend_schema(request=shapes.AskSerializer, responses={201: shapes.QuestionSerializer})
    @action(detail=True, methods=["post"])
    def ask(self, request: Request, pk: int) -> Response:
        handoff = self.get_object()
        asked = asking.ask_about_lead(handoff, by=who(request), **read(shapes.AskSerializer, request))
        return Response(shapes.QuestionSerializer(asked).data, status=201)


class QuestionViewSet(ScopedViewSet):
    reads = rows.QUESTIONS
    serializer_class = shapes.QuestionSerializer
    filterset_class = QuestionApiFilter

    @extend_schema(request=shapes.AnswerSerializer, responses=shapes.QuestionSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: int) -> Response:
        question = self.get_object()
        said = asking.answer_question(question, by=who(request), **read(shapes.AnswerSerializer, request))
        return Response(shapes.QuestionSerializer(said).data)
