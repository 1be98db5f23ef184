"""A quick note: read as proposals on the visit it speaks of, or from My day before the visit is chosen."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.permissions import permission_required
from core import clock
from core.htmx import AuthenticatedRequest
from core.text import clean_text
from crm.models import Company
from debrief.forms.proposals import proposals_form
from debrief.models import Debrief, Visit
from debrief.selectors.my_debriefs import my_day
from debrief.selectors.quick_note import note_proposals, read_for
from debrief.selectors.visit_page import contacts_for
from debrief.views.debriefs import day_asked

MOST = 500


def note_of(request: AuthenticatedRequest) -> str:
    return clean_text(request.POST.get("note", "")).strip()[:MOST]


@never_cache
@require_POST
@permission_required("debrief.file_debrief")
def note_read(request: AuthenticatedRequest) -> HttpResponse:
    """The proposals of a note, as the part of the visit page that asks to keep, change or drop each."""
    asked, day = request.POST.get("company", ""), day_asked(request)
    company = Company.objects.visible_to(request.user).filter(pk=asked).first() if asked.isdecimal() else None
    visit = Visit(debrief=Debrief(rep=request.user, work_date=day), company=company)
    found = note_proposals(request.user, visit, note_of(request), contacts_for(request.user, visit))
    context = {"proposals": proposals_form(found.rows), "found": found}
    return TemplateResponse(request, "debrief/partials/_proposals.html", context)


@never_cache
@require_POST
@permission_required("debrief.file_debrief")
def note_start(request: AuthenticatedRequest) -> HttpResponse:
    """From My day: which visit is it about? Those whose company the note names come first."""
    day, text = day_asked(request), note_of(request)
    mine = my_day(request.user, day, clock.now())
    named = {one.key: one.name for one in read_for(request.user, text, day).companies}
    rows = sorted(mine.visits, key=lambda row: row.visit.company_id not in named)
    here = {row.visit.company_id for row in rows}
    others = [(key, name) for key, name in named.items() if key not in here]
    context = {"day": day, "text": text, "rows": rows, "named": set(named), "others": others, "mine": mine}
    if not text:
        context["error"] = _("Write or dictate a sentence first.")
    return TemplateResponse(request, "debrief/visit_note.html", context, status=200 if text else 422)
