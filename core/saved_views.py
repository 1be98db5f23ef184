"""Saves the filters of a list under a name: for oneself or one's team, one of them shown first."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import NoReverseMatch, Resolver404, get_urlconf, resolve, reverse
from django.utils.translation import gettext as _

from core import audit
from core.exceptions import BusinessRuleError
from core.models import SavedView

if TYPE_CHECKING:
    from core.models.saved_view import SavedViewQuerySet

View = Callable[..., HttpResponseBase]
EVERYTHING = "all"  # ?view=all: the whole list, whatever view is shown first
NOT_FILTERS = frozenset({"view", "after", "before", "page", "format", "finding"})
LONGEST, LONGEST_READ = 1000, 20_000  # characters
READ = ("page", "name", "query", "is_default", "is_shared", "user__name", "user__email")


def with_saved_views(view: View) -> View:
    """The list opens on the person's first view when its address says nothing else."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.GET and request.resolver_match is not None:
            page = request.resolver_match.view_name
            views = views_for(request, page)
            first = next((one for one in views if one.is_default and one.user_id == request.user.pk), None)
            if first is not None:
                return redirect(first)
        return view(request, *args, **kwargs)

    opened.keeps_views = True  # type: ignore[attr-defined]
    return opened


def keeps_views(page: str) -> bool:
    """Is this the name of a list whose filters can be saved?"""
    return _keeps_views(page, get_urlconf())


@lru_cache(maxsize=256)
def _keeps_views(page: str, _urlconf: str | None) -> bool:
    try:
        return bool(getattr(resolve(reverse(page)).func, "keeps_views", False))
    except (NoReverseMatch, Resolver404):
        return False


def plain(query: str) -> str:
    """The filters of an address, in one order and without the empty ones: two views are equal when these are."""
    pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=False)
    return urlencode(sorted((key, value) for key, value in pairs if key not in NOT_FILTERS))


def views_of(user: Any, page: str) -> SavedViewQuerySet:
    """What this person may open here: her own first, then what colleagues share."""
    found: SavedViewQuerySet = SavedView.objects.visible_to(user).filter(page=page).select_related("user").only(*READ)
    return found


def views_for(request: HttpRequest, page: str) -> list[SavedView]:
    """The same, read once for a request: the list opens by them and its bar shows them."""
    known: dict[str, list[SavedView]] = request.__dict__.setdefault("saved_views", {})
    if page not in known:
        pages = getattr(request.user, "view_pages", None)
        known[page] = list(views_of(request.user, page)) if pages is None or page in pages else []
    return known[page]


@transaction.atomic
def save_view(
    *, by: Any, page: str, name: str, query: str, is_shared: bool = False, is_default: bool = False
) -> SavedView:
    """These filters bear this name; a view of one's own that bore it already now holds them."""
    if not keeps_views(page):
        raise BusinessRuleError(_("This page keeps no views."), code="no_views_here")
    kept = _short(query)
    owned = SavedView.objects.owned_by(by).select_for_update().filter(page=page)
    view = owned.filter(name=name.strip()).first() or SavedView(user=by, page=page, name=name.strip())
    view.query, view.is_shared = kept, is_shared
    if is_default:
        _first(view, owned)
    view.full_clean()
    view.save()
    audit.record("view.saved", view, by=by, after={"page": page, "shared": is_shared})
    return view


@transaction.atomic
def update_view(view: SavedView, *, by: Any, query: str) -> SavedView:
    """The view holds the filters now on the screen."""
    view = _own(view, by)
    view.query = _short(query)
    view.save(update_fields=["query", "updated_at"])
    audit.record("view.saved", view, by=by, after={"page": view.page, "shared": view.is_shared})
    return view


@transaction.atomic
def show_first(view: SavedView, *, by: Any, first: bool) -> SavedView:
    """The list opens on this view from now on, or no longer does."""
    view = _own(view, by)
    if first:
        _first(view, SavedView.objects.owned_by(by).filter(page=view.page))
    view.is_default = first
    view.save(update_fields=["is_default", "updated_at"])
    return view


@transaction.atomic
def share_view(view: SavedView, *, by: Any, shared: bool) -> SavedView:
    """Colleagues see this view, or no longer do."""
    view = _own(view, by)
    view.is_shared = shared
    view.save(update_fields=["is_shared", "updated_at"])
    audit.record("view.shared" if shared else "view.unshared", view, by=by, after={"page": view.page})
    return view


@transaction.atomic
def remove_view(view: SavedView, *, by: Any) -> None:
    """The name is forgotten; the rows it showed are untouched."""
    view = _own(view, by)
    audit.record("view.removed", view, by=by, before={"page": view.page, "shared": view.is_shared})
    view.delete()


def _short(query: str) -> str:
    """The filters that a view keeps; a text that nobody's filters are is not read."""
    if len(query) > LONGEST_READ or len(kept := plain(query)) > LONGEST:
        raise BusinessRuleError(_("These filters are too long to be saved."), code="view_too_long")
    return kept


def _first(view: SavedView, owned: SavedViewQuerySet) -> None:
    owned.filter(is_default=True).exclude(pk=view.pk).update(is_default=False)
    view.is_default = True


def _own(view: SavedView, by: Any) -> SavedView:
    locked: SavedView = SavedView.objects.select_for_update().get(pk=view.pk)
    if locked.user_id != by.pk:
        raise BusinessRuleError(_("Only its author changes a view."), code="not_your_view")
    return locked
