"""Saved views: the filters of a list kept under a name, shared, shown first, forgotten."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core import saved_views
from core.exceptions import BusinessRuleError
from core.htmx import page
from core.models import SavedView


class ViewForm(forms.Form):
    page = forms.CharField(max_length=80, widget=forms.HiddenInput)
    query = forms.CharField(max_length=4000, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=60)
    is_shared = forms.BooleanField(label=gettext_lazy("Share it with my team"), required=False)
    is_default = forms.BooleanField(label=gettext_lazy("Show it first"), required=False)


@require_POST
@login_required
def view_save(request: HttpRequest) -> HttpResponse:
    form = ViewForm(request.POST)
    if form.is_valid():
        try:
            view = saved_views.save_view(by=request.user, **form.cleaned_data)
        except BusinessRuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
            return redirect(view)
    listed = form.data.get("page", "")
    back = reverse(listed) if saved_views.keeps_views(listed) else reverse("home")
    return page(request, "core/view_form.html", {"form": form, "back": back}, status=422)


@require_POST
@login_required
def view_update(request: HttpRequest, pk: int) -> HttpResponse:
    view = _own(request, pk)
    try:
        view = saved_views.update_view(view, by=request.user, query=request.POST.get("query", "")[:4000])
    except BusinessRuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return redirect(view)


@require_POST
@login_required
def view_first(request: HttpRequest, pk: int) -> HttpResponse:
    first = bool(request.POST.get("first"))
    view = saved_views.show_first(_own(request, pk), by=request.user, first=first)
    text = _("This list now opens on “%(name)s”.") if first else _("This list opens on everything again.")
    messages.success(request, text % {"name": view.name} if first else text)
    return redirect(view)


@require_POST
@login_required
def view_share(request: HttpRequest, pk: int) -> HttpResponse:
    shared = bool(request.POST.get("shared"))
    view = saved_views.share_view(_own(request, pk), by=request.user, shared=shared)
    messages.success(request, _("Your team sees this view.") if shared else _("You alone see this view."))
    return redirect(view)


@require_POST
@login_required
def view_remove(request: HttpRequest, pk: int) -> HttpResponse:
    view = _own(request, pk)
    saved_views.remove_view(view, by=request.user)
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    listed = saved_views.keeps_views(view.page)
    return redirect(f"{reverse(view.page)}?view={saved_views.EVERYTHING}" if listed else reverse("home"))


def _own(request: HttpRequest, pk: int) -> SavedView:
    owned: Any = SavedView.objects.owned_by(request.user)
    view: SavedView = get_object_or_404(owned, pk=pk)
    return view
