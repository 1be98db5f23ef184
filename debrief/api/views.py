"""Debriefs and findings: scoped reads, and one POST for each verb."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ParseError, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from core.api.answers import shape as shape_error
from core.api.viewsets import ScopedViewSet
from core.exceptions import BusinessRuleError
from core.idempotency import canonical_fingerprint, run_once
from debrief.api import serializers as shape
from debrief.filters import DebriefFilter, FindingFilter
from debrief.models import Debrief, Finding, Verdict, Visit
from debrief.services.contradictions import keep_crm_value
from debrief.services.filing import file_payload, withdraw_debrief
from debrief.services.guarding import release_finding, remove_quarantined, reword_finding
from debrief.services.integrating import resolve_conflict
from debrief.services.reviewing import (
    answer_return,
    close_debrief,
    resume_review,
    return_debrief,
    start_review,
)
from debrief.services.substituting import take_over
from debrief.services.verdicts import (
    accept_finding,
    amend_finding,
    mark_duplicate,
    reject_finding,
    reverse_verdict,
    undo_own_verdict,
)

KEY = OpenApiParameter("Idempotency-Key", UUID, OpenApiParameter.HEADER, required=True)


def live_verdicts(user: Any) -> "Prefetch[Any]":
    return Prefetch(
        "verdicts", queryset=Verdict.objects.visible_to(user).live().select_related("integration"), to_attr="live"
    )


def read(serializer: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    body = serializer(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def idempotency_key(request: Request) -> UUID:
    try:
        return UUID(request.headers.get("Idempotency-Key", ""))
    except ValueError:
        raise ParseError(_("An Idempotency-Key header with a UUID is needed.")) from None


def refusal(error: BusinessRuleError) -> Response:
    """409; a day already filed says which one."""
    known = {"id": error.fields["id"]} if error.code == "day_already_filed" else {}
    return Response(shape_error(error.code, error.message, error.fields) | known, status=409)


class DebriefViewSet(ScopedViewSet):
    reads = Debrief
    serializer_class = shape.DebriefOut
    filterset_class = DebriefFilter

    def get_queryset(self) -> QuerySet[Debrief]:
        rows = super().get_queryset().order_by("-work_date", "-pk")
        if self.action in {"withdraw", "answer"}:  # the author's alone
            return rows.filter(rep=self.request.user)
        if self.action != "retrieve":
            return rows
        findings = Finding.objects.visible_to(self.request.user).prefetch_related(live_verdicts(self.request.user))
        visits = Visit.objects.visible_to(self.request.user).prefetch_related(
            "met", "attendees", Prefetch("findings", queryset=findings.select_related("visit"))
        )
        return rows.prefetch_related(Prefetch("visits", queryset=visits))

    def get_serializer_class(self) -> type[Serializer[Any]]:
        return shape.DebriefDetail if self.action == "retrieve" else shape.DebriefOut

    @extend_schema(
        request=shape.DebriefIn,
        parameters=[KEY],
        responses={201: shape.Receipt, 200: OpenApiResponse(shape.Receipt, "Replayed")},
    )
    def create(self, request: Request) -> Response:
        """Files a whole day, once per key."""
        if not request.user.has_perm("debrief.file_debrief"):
            raise PermissionDenied
        rep: Any = request.user
        key = idempotency_key(request)
        if not isinstance(request.data, dict):
            raise ParseError(_("An object is expected."))
        fingerprint = canonical_fingerprint(request.data, {"captured_at", "seconds"})

        def work() -> tuple[str, dict[str, Any]]:
            body = read(shape.DebriefIn, request)
            debrief = file_payload(rep=rep, payload=body, key=key)
            return f"debrief:{debrief.pk}", dict(shape.Receipt(debrief).data)

        try:
            replay = run_once(user=rep, key=str(key), fingerprint=fingerprint, work=work)
        except BusinessRuleError as error:
            return refusal(error)
        return Response(replay.body, status=replay.status, headers=replay.headers)

    def _acted(self, verb: Callable[..., Debrief], body: type[Serializer[Any]] | None = None) -> Response:
        debrief = self.get_object()  # what she may not see is not found, whatever the body
        given = read(body, self.request) if body else {}
        return Response(shape.DebriefOut(verb(debrief, by=self.request.user, **given)).data)

    @extend_schema(request=None, responses=shape.DebriefOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        return self._acted(withdraw_debrief)

    @extend_schema(request=shape.AnswerIn, responses=shape.DebriefOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        return self._acted(answer_return, shape.AnswerIn)

    @extend_schema(request=shape.QuestionIn, responses=shape.DebriefOut)
    @action(detail=True, methods=["post"])
    def give_back(self, request: Request, pk: str) -> Response:
        return self._acted(return_debrief, shape.QuestionIn)

    @extend_schema(request=None, responses=shape.DebriefOut)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, pk: str) -> Response:
        return self._acted(start_review)

    @extend_schema(request=None, responses=shape.DebriefOut)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        return self._acted(resume_review)

    @extend_schema(request=shape.TakeOverIn, responses=shape.DebriefOut)
    @action(detail=True, methods=["post"])
    def take_over(self, request: Request, pk: str) -> Response:
        return self._acted(take_over, shape.TakeOverIn)

    @extend_schema(request=None, responses=shape.DebriefOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        return self._acted(close_debrief)


class FindingViewSet(ScopedViewSet):
    reads = Finding
    serializer_class = shape.FindingOut
    filterset_class = FindingFilter

    def get_queryset(self) -> QuerySet[Finding]:
        rows: Any = super().get_queryset()
        rows = rows.filed().select_related("visit")
        return rows.prefetch_related(live_verdicts(self.request.user)).order_by("-pk")  # type: ignore[no-any-return]

    @property
    def person(self) -> Any:
        return self.request.user

    def _judged(self, verb: Callable[..., Verdict], body: type[Serializer[Any]]) -> Response:
        finding = self.get_object()  # what she may not see is not found, whatever the body
        return Response(shape.VerdictOut(verb(finding, by=self.person, **read(body, self.request))).data)

    @extend_schema(request=shape.JudgeIn, responses=shape.VerdictOut)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        return self._judged(accept_finding, shape.JudgeIn)

    @extend_schema(request=shape.AmendIn, responses=shape.VerdictOut)
    @action(detail=True, methods=["post"])
    def amend(self, request: Request, pk: str) -> Response:
        return self._judged(amend_finding, shape.AmendIn)

    @extend_schema(request=shape.DuplicateIn, responses=shape.VerdictOut)
    @action(detail=True, methods=["post"])
    def duplicate(self, request: Request, pk: str) -> Response:
        finding, of = self.get_object(), read(shape.DuplicateIn, request)["of"]
        other = Finding.objects.visible_to(request.user).filed().filter(pk=of).first()
        if other is None:
            raise BusinessRuleError(_("Choose the other finding."), code="no_such_finding")
        return Response(shape.VerdictOut(mark_duplicate(finding, by=self.person, of=other)).data)

    @extend_schema(request=shape.RejectIn, responses=shape.VerdictOut)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> Response:
        return self._judged(reject_finding, shape.RejectIn)

    @extend_schema(request=None, responses=shape.VerdictOut)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        return Response(shape.VerdictOut(undo_own_verdict(self._live(), by=self.person)).data)

    @extend_schema(request=shape.ReverseIn, responses=shape.VerdictOut)
    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, pk: str) -> Response:
        verdict, reason = self._live(), read(shape.ReverseIn, request)["reason"]
        return Response(shape.VerdictOut(reverse_verdict(verdict, by=self.person, reason=reason)).data)

    def _moved(self, verb: Callable[..., Any], **given: Any) -> Response:
        verb(self.get_object(), by=self.person, **given)
        return Response(shape.FindingOut(self.get_object()).data)

    @extend_schema(request=None, responses=shape.FindingOut)
    @action(detail=True, methods=["post"])
    def resolve(self, request: Request, pk: str) -> Response:
        """In conflict: the finding is written over what the CRM says."""
        return self._moved(resolve_conflict)

    @extend_schema(request=None, responses=shape.FindingOut)
    @action(detail=True, methods=["post"])
    def keep(self, request: Request, pk: str) -> Response:
        """In conflict: what the CRM says stands."""
        return self._moved(keep_crm_value)

    @extend_schema(request=shape.ReverseIn, responses=shape.FindingOut)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: str) -> Response:
        self.get_object()
        return self._moved(release_finding, **read(shape.ReverseIn, request))

    @extend_schema(request=None, responses=shape.FindingOut)
    @action(detail=True, methods=["post"])
    def reword(self, request: Request, pk: str) -> Response:
        self.get_object()
        return self._moved(reword_finding)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:
        remove_quarantined(self.get_object(), by=self.person)
        return Response(status=204)

    def _live(self) -> Verdict:
        live: Verdict | None = (
            Verdict.objects.visible_to(self.request.user).live().filter(finding=self.get_object()).first()
        )
        if live is None:
            raise BusinessRuleError(_("This finding has no decision to take back."), code="no_verdict")
        return live
