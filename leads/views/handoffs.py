"""Leads to accept, on the phone: the promise, the clock, accept or refuse."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import permission_required
from core import clock
from core.exceptions import BusinessRuleError
from core.htmx import AuthenticatedRequest, page
from core.templatetags.fmt import when
from leads.choices import LeadState
from leads.forms.handoff import AnswerForm, AskForm, RejectForm
from leads.models import Handoff, HandoffQuestion, Lead
from leads.selectors import inbox as reading
from leads.services import asking
from leads.services import handoff as services
from leads.views.answers import attempt


@require_GET
@permission_required("leads.decide_handoff")
def inbox(request: AuthenticatedRequest) -> HttpResponse:
    return page(request, "leads/inbox.html", {"inbox": reading.inbox(request.user, now=clock.now())})


@require_GET
@permission_required("leads.view_handoff")
def handoff_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return _show(request, _handoff(request, pk), RejectForm())


@require_POST
@permission_required("leads.decide_handoff")
def handoff_accept(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    handoff = _handoff(request, pk, mine=True)
    if not attempt(request, None, lambda: services.accept_handoff(handoff, by=request.user)):
        return _show(request, handoff, RejectForm(), status=422)
    due = when(Lead.objects.visible_to(request.user).get(pk=handoff.lead_id).first_contact_due_at)
    messages.success(request, _("Accepted: make the first contact before %(when)s.") % {"when": due})
    return redirect("leads:lead_detail", handoff.lead_id)


@require_POST
@permission_required("leads.decide_handoff")
def handoff_reject(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    handoff = _handoff(request, pk, mine=True)
    form = RejectForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        if attempt(request, form, lambda: services.reject_handoff(handoff, by=request.user, **data)):
            messages.success(request, _("Refused: the lead goes back to marketing."))
            return redirect("leads:inbox")
    return _show(request, handoff, form, status=422)


@require_POST
@permission_required("leads.decide_handoff")
def handoff_ask(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    handoff = _handoff(request, pk, mine=True)
    form = AskForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        if attempt(request, form, lambda: asking.ask_about_lead(handoff, by=request.user, **data)):
            messages.success(request, _("Asked: your clock stops until the answer."))
            return redirect(handoff)
    return _show(request, handoff, RejectForm(), status=422, ask=form)


@require_POST
@permission_required("leads.route_lead")
def handoff_question_answer(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(HandoffQuestion.objects.visible_to(request.user), pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        if attempt(request, form, lambda: asking.answer_question(question, by=request.user, **data)):
            messages.success(request, _("Answered: the rep’s clock runs again."))
            return redirect(question.handoff)
    return _show(request, _handoff(request, question.handoff_id), RejectForm(), status=422, answer=form)


@require_POST
@permission_required("leads.route_lead")
def handoff_withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    handoff = _handoff(request, pk)
    try:
        services.withdraw_handoff(handoff, by=request.user)
    except BusinessRuleError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The handoff is withdrawn."))
    return redirect("leads:lead_detail", handoff.lead_id)


def _handoff(request: AuthenticatedRequest, pk: int, *, mine: bool = False) -> Handoff:
    """In reach; to decide, it must be addressed to this person."""
    related = ("lead__campaign", "lead__company", "to__team", "sent_by", "reason")
    found = Handoff.objects.visible_to(request.user).select_related(*related)
    row: Handoff = get_object_or_404(found.filter(to=request.user) if mine else found, pk=pk)
    return row


def _show(
    request: AuthenticatedRequest,
    handoff: Handoff,
    form: RejectForm,
    status: int = 200,
    ask: AskForm | None = None,
    answer: AnswerForm | None = None,
) -> HttpResponse:
    row = reading.waiting(handoff, clock.now())
    mine, lead = handoff.to_id == request.user.pk, handoff.lead
    context = {
        "row": row, "form": form, "mine": mine, "ask": ask or AskForm(), "answer": answer or AnswerForm(),
        "questions": reading.questions_of(handoff), "may_ask": mine and reading.may_ask(handoff, clock.now()),
        "opens": Lead.objects.visible_to(request.user).filter(pk=lead.pk).exists(),
        "rating": mine and lead.state == LeadState.RECYCLED and lead.first_contacted_at is not None,
    }  # fmt: skip
    return page(request, "leads/handoff_detail.html", context, status=status)
