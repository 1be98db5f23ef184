"""Appeals, second opinions and the fairness of reviews: the pages' services and selectors."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.viewsets import ScopedViewSet
from core.exceptions import BusinessRuleError
from debrief.api import fairness_shapes as shape
from debrief.api.views import read
from debrief.filters import AppealFilter
from debrief.models import Appeal, Finding, SecondReview, Verdict
from debrief.selectors.fairness import Fairness, fairness
from debrief.services.appeals import open_appeal, overturn_verdict, uphold_verdict, withdraw_appeal
from debrief.services.second_reviews import give_second_opinion, rules_in_force, set_review_rules


class AppealViewSet(ScopedViewSet):
    reads = Appeal
    serializer_class = shape.AppealOut
    filterset_class = AppealFilter

    def get_queryset(self) -> QuerySet[Appeal]:
        rows = super().get_queryset().select_related("verdict").order_by("-opened_at", "-pk")
        if self.action == "withdraw":  # the author's alone
            return rows.filter(opened_by=self.request.user)
        return rows

    def _acted(self, verb: Callable[..., Appeal], body: Any = None) -> Response:
        appeal = self.get_object()
        given = read(body, self.request) if body else {}
        return Response(shape.AppealOut(verb(appeal, by=self.request.user, **given)).data)

    @extend_schema(request=None, responses=shape.AppealOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        return self._acted(withdraw_appeal)

    @extend_schema(request=shape.UpholdIn, responses=shape.AppealOut)
    @action(detail=True, methods=["post"])
    def uphold(self, request: Request, pk: str) -> Response:
        return self._acted(uphold_verdict, shape.UpholdIn)

    @extend_schema(request=shape.OverturnIn, responses=shape.AppealOut)
    @action(detail=True, methods=["post"])
    def overturn(self, request: Request, pk: str) -> Response:
        return self._acted(overturn_verdict, shape.OverturnIn)


class FindingAppealViewSet(ScopedViewSet):
    """An appeal begins at one's own finding."""

    reads = Finding
    serializer_class = shape.AppealOut

    def get_queryset(self) -> QuerySet[Finding]:
        rows: Any = super().get_queryset()
        return rows.filed().filter(visit__debrief__rep=self.request.user)  # type: ignore[no-any-return]

    @extend_schema(request=shape.AppealIn, responses=shape.AppealOut)
    @action(detail=True, methods=["post"])
    def appeal(self, request: Request, pk: str) -> Response:
        person: Any = request.user
        live = Verdict.objects.visible_to(person).live().filter(finding=self.get_object()).first()
        given = read(shape.AppealIn, request)
        if live is None:
            raise BusinessRuleError(_("There is no decision to appeal against."), code="nothing_to_appeal")
        return Response(shape.AppealOut(open_appeal(live, by=person, **given)).data)


class SecondReviewViewSet(ScopedViewSet):
    reads = SecondReview
    serializer_class = shape.BlindOut

    def get_queryset(self) -> QuerySet[SecondReview]:
        rows: Any = super().get_queryset().select_related("verdict__finding").order_by("due_at", "pk")
        if self.action == "list" and not getattr(self, "swagger_fake_view", False):
            return rows.open_to(self.request.user)  # type: ignore[no-any-return]
        return rows  # type: ignore[no-any-return]

    @extend_schema(request=shape.OpinionIn, responses=shape.BlindOut)
    @action(detail=True, methods=["post"])
    def give(self, request: Request, pk: str) -> Response:
        person: Any = request.user
        second = self.get_object()
        return Response(shape.BlindOut(give_second_opinion(second, by=person, **read(shape.OpinionIn, request))).data)


class FairnessView(APIView):
    @extend_schema(parameters=[shape.FairnessQuery], responses=shape.FairnessOut)
    def get(self, request: Request) -> Response:
        asked = shape.FairnessQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        person: Any = request.user
        return Response(shape.FairnessOut(body_of(fairness(person, **asked.validated_data))).data)


class ReviewRulesView(APIView):
    @extend_schema(request=shape.ReviewRulesShape, responses=shape.ReviewRulesShape)
    def post(self, request: Request) -> Response:
        person: Any = request.user
        rules = set_review_rules(by=person, **read(shape.ReviewRulesShape, request))
        return Response(shape.ReviewRulesShape(rules).data)


def body_of(shown: Fairness) -> dict[str, Any]:
    acceptance = [
        {"rep": row.rep.pk, "reviewer": reviewer.pk, "n": cell.n, "kept": cell.kept, "share": cell.share,
         "few": cell.few}
        for row in shown.matrix.rows
        for reviewer, cell in zip(shown.matrix.reviewers, row.cells, strict=True)
        if cell.n
    ]  # fmt: skip
    agreement = [
        {"reviewer": one.reviewer.pk if one.reviewer else None, "n": one.kept.n, "agreed": one.kept.agreed,
         "kappa": one.kept.kappa, "low": one.kept.low, "high": one.kept.high}
        for one in shown.opinions
    ]  # fmt: skip
    return {
        "days": shown.days,
        "acceptance": acceptance,
        "agreement": agreement,
        "appeals": shown.appeals,
        "rules": rules_in_force(),
    }
