"""The comment guard's own page: its lists, what they make of a sentence, and every version of them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import permission_required
from core.htmx import AuthenticatedRequest, page
from crm.forms import GuardWordsForm
from crm.models import GuardList
from crm.rules.guard import OVERRIDABLE, reworded
from crm.selectors.guard import versions
from crm.services.guard_lists import LISTED, add_words, allow_words, drop_words, restore_lists
from crm.services.guarding import CATEGORY_NAMES, hits_in
from crm.views.answers import attempt

LONGEST = 500


@require_http_methods(["GET", "POST"])
@permission_required("crm.manage_guard")
def guard_lists(request: AuthenticatedRequest) -> HttpResponse:
    form = GuardWordsForm(request.POST if request.POST.get("act") == "save" else None)
    if request.method == "POST":
        if _acted(request, form):
            messages.success(request, _("The lists are in force, everywhere and at once."))
            return redirect("crm:guard_lists")
        return _shown(request, form, status=422)
    return _shown(request, form)


def _acted(request: AuthenticatedRequest, form: forms.Form) -> bool:
    """One of the four acts on the lists, by the button pressed."""
    act, text, reason = (request.POST.get(name, "") for name in ("act", "text", "reason"))
    by = request.user
    if act == "save":
        return form.is_valid() and attempt(request, form, lambda: _saved(by, form.cleaned_data)) is not None
    if act == "drop":
        kind = request.POST.get("kind", "")
        return attempt(request, None, lambda: drop_words(text, kind=kind, by=by, reason=reason)) is not None
    number = int(text) if text.isdecimal() and len(text) < 9 else 0
    return attempt(request, None, lambda: restore_lists(number, by=by, reason=reason)) is not None


def _saved(by: Any, given: dict[str, Any]) -> GuardList:
    if given["kind"] == "allow":
        return allow_words(given["text"], by=by, reason=given["reason"])
    return add_words(
        given["text"], category=given["category"], language=given["language"], by=by, reason=given["reason"]
    )


def _shown(request: AuthenticatedRequest, form: forms.Form, status: int = 200) -> HttpResponse:
    history = versions()
    tried = request.GET.get("try", "").strip()[:LONGEST]
    hits = hits_in(tried)
    shown = [
        {
            "words": tried[hit.start : hit.end],
            "category": CATEGORY_NAMES[hit.category],
            "better": hit.rewording,
            "never": hit.category not in OVERRIDABLE,
        }
        for hit in hits
    ]
    context = {
        "form": form, "versions": history, "lists": history[0] if history else None, "tried": tried, "hits": shown,
        "reworded": reworded(tried, hits) if hits else "", "names": {name: CATEGORY_NAMES[name] for name in LISTED},
    }  # fmt: skip
    return page(request, "crm/guard_lists.html", context, status=status)
