"""One finding judged: accept, amend, duplicate, reject; and taken back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.permissions import permission_required
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest
from debrief.choices import Decision, Grade, RejectReason
from debrief.models import Finding, Integration, Verdict
from debrief.selectors.clash import clash_of
from debrief.services.contradictions import keep_crm_value
from debrief.services.guarding import release_finding
from debrief.services.integrating import resolve_conflict
from debrief.services.verdicts import (
    accept_finding,
    amend_finding,
    mark_duplicate,
    reject_finding,
    reverse_verdict,
    undo_own_verdict,
)
from debrief.views.reviews import answer, problem

SAID = {
    Decision.ACCEPTED: _("Accepted"),
    Decision.AMENDED: _("Amended"),
    Decision.DUPLICATE: _("Marked as a duplicate"),
    Decision.REJECTED: _("Rejected"),
}
PERSON = ("name", "role", "phone", "email")


def found(request: AuthenticatedRequest, pk: int) -> Finding:
    rows = Finding.objects.visible_to(request.user).filed().select_related("visit__debrief__rep__team", "company")
    finding: Finding = get_object_or_404(rows, pk=pk)
    return finding


def judge(request: AuthenticatedRequest, finding: Finding, verb: Callable[..., Verdict], **given: Any) -> HttpResponse:
    """Calls the verb; the sheet comes back with the next finding focused and a toast that undoes."""
    try:
        verdict = verb(finding, by=request.user, **given)
    except (BusinessRuleError, ValidationError) as error:
        clash = clash_of(finding, wanted_by(verb, request)) if is_late(error) else None
        return problem(request, finding.visit.debrief, error, clash=clash)
    text = SAID[Decision(verdict.decision)]
    if Finding.objects.visible_to(request.user).filter(pk=finding.pk, in_conflict=True).exists():
        text = _("Accepted, but the CRM has changed: choose what it should say.")
    undo = reverse("debrief:verdict_undo", args=[verdict.pk])
    return answer(request, finding.visit.debrief, text, undo=undo)


def is_late(error: BusinessRuleError | ValidationError) -> bool:
    """Another reviewer was faster."""
    return isinstance(error, BusinessRuleError) and error.code == "already_judged"


def wanted_by(verb: Callable[..., Verdict], request: AuthenticatedRequest) -> Verdict:
    """What this reviewer was about to decide, unsaved: to be laid beside what the other one did."""
    decisions: dict[Callable[..., Verdict], Decision] = {
        accept_finding: Decision.ACCEPTED,
        amend_finding: Decision.AMENDED,
        mark_duplicate: Decision.DUPLICATE,
        reject_finding: Decision.REJECTED,
    }
    reason = request.POST.get("reason", "")
    return Verdict(
        decision=decisions[verb],
        value=request.POST.get("value", "")[:500],
        reason=reason if reason in RejectReason.values else "",
        grade=grade_of(request),
    )


def grade_of(request: AuthenticatedRequest) -> str:
    grade = request.POST.get("grade", "")
    return grade if grade in Grade.values else Grade.USEFUL


@require_POST
@permission_required("debrief.judge_finding")
def finding_accept(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return judge(request, found(request, pk), accept_finding, seen=request.POST.get("seen"), grade=grade_of(request))


@require_POST
@permission_required("debrief.judge_finding")
def finding_amend(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    data = {name: request.POST[name] for name in PERSON if name in request.POST}
    value, seen = request.POST.get("value", ""), request.POST.get("seen")
    return judge(request, found(request, pk), amend_finding, value=value, data=data, seen=seen, grade=grade_of(request))


@require_POST
@permission_required("debrief.judge_finding")
def finding_duplicate(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    finding, of = found(request, pk), request.POST.get("of", "")
    other = Finding.objects.visible_to(request.user).filed().filter(pk=of if of.isdecimal() else 0).first()
    if other is None:
        return problem(request, finding.visit.debrief, ValidationError({"of": _("Choose the other finding.")}))
    return judge(request, finding, mark_duplicate, of=other)


@require_POST
@permission_required("debrief.judge_finding")
def finding_reject(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return judge(request, found(request, pk), reject_finding, reason=request.POST.get("reason", ""))


@require_POST
@permission_required("debrief.judge_finding")
def finding_resolve(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    finding = found(request, pk)
    try:
        resolve_conflict(finding, by=request.user)
    except (BusinessRuleError, ValidationError) as error:
        return problem(request, finding.visit.debrief, error)
    return answer(request, finding.visit.debrief, _("The CRM now says what the field says."))


@require_POST
@permission_required("debrief.judge_finding")
def finding_keep(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """In conflict, and the CRM is right: the finding gives way."""
    finding = found(request, pk)
    try:
        keep_crm_value(finding, by=request.user)
    except (BusinessRuleError, ValidationError) as error:
        return problem(request, finding.visit.debrief, error)
    return answer(request, finding.visit.debrief, _("The CRM stands; the rep is told."))


@require_POST
@permission_required("debrief.override_guard")
def finding_release(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    finding = found(request, pk)
    try:
        release_finding(finding, by=request.user, reason=request.POST.get("reason", ""))
    except (BusinessRuleError, ValidationError) as error:
        return problem(request, finding.visit.debrief, error)
    return answer(request, finding.visit.debrief, _("The finding may be judged."))


@require_POST
@permission_required("debrief.undo_own_verdict")
def verdict_undo(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    verdict = get_object_or_404(
        Verdict.objects.visible_to(request.user).select_related("finding__visit__debrief"), pk=pk
    )
    try:
        undo_own_verdict(verdict, by=request.user)
    except (BusinessRuleError, ValidationError) as error:
        return problem(request, verdict.finding.visit.debrief, error)
    return answer(request, verdict.finding.visit.debrief, with_kept(verdict, _("Undone: the finding waits again.")))


@require_POST
@permission_required("debrief.reverse_verdict")
def verdict_reverse(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Operations' act, from the page of the day."""
    verdict = get_object_or_404(
        Verdict.objects.visible_to(request.user).select_related("finding__visit__debrief"), pk=pk
    )
    try:
        reverse_verdict(verdict, by=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, with_kept(verdict, _("The decision is taken back.")))
    except BusinessRuleError as error:
        messages.error(request, str(error.message))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(verdict.finding.visit.debrief)


def with_kept(verdict: Verdict, text: Any) -> str:
    """The sentence, and why the person this decision had created stays in the CRM."""
    kept: Integration | None = getattr(verdict, "integration", None)
    if kept is None or not kept.contact_kept:
        return str(text)
    why = {"name": kept.contact, "why": kept.get_contact_kept_display()}
    return f"{text} " + str(_("%(name)s stays in the CRM: %(why)s.") % why)
