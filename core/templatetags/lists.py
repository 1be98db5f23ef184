"""What every list page is furnished with: the filters, the chips, the saved views, and columns that sort."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from core import due, saved_views
from core.chips import Chip
from core.known import Known
from core.listing import Listing
from core.markup import table_rows
from core.templatetags.frame import HOLE, frame, hole
from core.templatetags.ui import icon

register = template.Library()
SHOWN = 5  # as many filters as stand beside the search; the others are folded
BAR, CONTROL = "components/_list_filters.html", "components/_list_filter.html"
VIEWS = "components/_views.html"
MOST_DRAWN = 128
KEPT = ("view", "sort", "tab")
COUNT = '<span class="muted small" role="status">{}</span>'
IN_FORCE = '<span class="row" role="group" aria-label="{}">{}{}</span>'
CLEAR = '<a class="btn small ghost" href="{}{}">{}</a>'
CHIP = '<span class="fchip">{}{}<a href="{}{}" aria-label="{}">{}</a></span>'
TAB = '<a href="{}"{}>{}</a>'
STEP = '<a class="btn small" rel="{}" href="{}">{}{}</a>'
PAGER = '<nav class="pager" aria-label="{}"><span aria-live="polite">{}</span><span class="row">{}</span></nav>'
FILLED = ("<select", 'type="text"', 'type="number"', 'type="date"')  # controls whose value is a matter of words


@register.simple_tag(takes_context=True)
def list_filters(context: Context, listing: Listing, page: str = "") -> SafeString:
    """{% list_filters listing %}: one form for the filters of the FilterSet; htmx fetches #rows as they change.

    page="debrief:review_queue" names the list when the address is that of one of its rows. The form is the same for
    all who may choose the same: it is drawn once, and only the filters in force are drawn again.
    """
    request, filterset = context["request"], listing.filterset
    if filterset is None:
        return SafeString("")
    path, tabs = reverse(page) if page else request.path, getattr(filterset, "tabs", ())
    drawn, asked = _blank(filterset, path), request.GET
    filled = {**drawn.controls, "kept": _kept((*KEPT, *drawn.hidden), asked), "open": ""}
    for name in drawn.controls:
        if name not in tabs and any(asked.getlist(name)):
            filled[name] = _filled(filterset.form, name, drawn.controls[name])
            filled["open"] = " open" if name in drawn.folded else filled["open"]
    pieces = [piece if place % 2 == 0 else str(filled[piece]) for place, piece in enumerate(drawn.pieces)]
    return mark_safe("".join(pieces))  # noqa: S308 - templates of ours, and values escaped by their controls


@dataclass(frozen=True, slots=True)
class _Blank:
    """A form with nothing asked, cut at its holes, and what stands in each of them then."""

    pieces: list[str]
    controls: dict[str, str]
    folded: frozenset[str]
    hidden: tuple[str, ...]


_drawn: Known[_Blank] = Known(MOST_DRAWN)


def _blank(filterset: Any, path: str) -> _Blank:
    """Drawn once for each place, language and lists of choices; each time where choices are computed."""
    if not filterset.alike:
        return _draw(filterset, path)
    key = (type(filterset), path, get_language(), filterset.stamp())
    return _drawn.get(key, lambda: _draw(filterset, path))


def _draw(filterset: Any, path: str) -> _Blank:
    form = type(filterset)(None, queryset=filterset.queryset, request=filterset.request).form
    hidden = tuple(field.name for field in form.hidden_fields())
    names = [name for name in form.fields if name not in ("q", *getattr(filterset, "tabs", ()), *hidden)]
    first = getattr(filterset, "first", None) or names[:SHOWN]
    folded = [name for name in names if name not in first]
    controls = {name: str(_control(form, name)) for name in names}
    if "q" in form.fields:
        controls["q"] = str(_words(form))
    html = render_to_string(BAR, {
        "path": path, "q": form["q"] if "q" in form.fields else None,
        "shown": [hole(name) for name in first], "folded": [hole(name) for name in folded],
        **{name: hole(name) for name in ("kept", "open")}, "asked": hole("q"),
    })  # fmt: skip
    return _Blank(HOLE.split(html), controls, frozenset(folded), hidden)


def _control(form: Any, name: str) -> SafeString:
    """One filter with its label, its value and what is wrong with it."""
    return SafeString(
        render_to_string(CONTROL, {"control": {"field": form[name], "quiet": _says_itself(form.fields[name])}})
    )


def _filled(form: Any, name: str, drawn: str) -> str:
    """The control drawn with nothing asked, with what is asked in it; drawn anew where something is wrong with it."""
    if name in form.errors or not any(kind in drawn for kind in FILLED):
        return str(_words(form) if name == "q" else _control(form, name))
    asked = form.data
    if not asked.get(name) and not _takes_many(drawn):  # said twice, the last time empty
        return drawn
    drawn = drawn.replace('class="fchip"', 'class="fchip on"', 1)
    if "<select" in drawn:
        drawn = drawn.replace(" selected>", ">", 1)
        for value in asked.getlist(name) if _takes_many(drawn) else [asked[name]]:
            line = f'value="{escape(value)}"'
            drawn = drawn.replace(line, f"{line} selected", 1)
        return drawn
    return drawn.replace(f' name="{name}"', f' name="{name}" value="{escape(asked[name])}"', 1)


def _takes_many(drawn: str) -> bool:
    _before, select, after = drawn.partition("<select")
    return bool(select) and " multiple" in after.partition(">")[0]


def _kept(names: Iterable[str], asked: Mapping[str, Any]) -> SafeString:
    """What the form does not ask and the address keeps."""
    pairs = ((name, value) for name in names if (value := asked.get(name)))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


def _words(form: Any) -> Any:
    """The control for the words searched for."""
    form.fields["q"].widget.attrs.setdefault("placeholder", form.fields["q"].label)
    return form["q"]


def _says_itself(field: Any) -> bool:
    """The control shows in words what it filters, so its label may be for readers of screens only."""
    if getattr(field.widget, "input_type", "") in ("text", "number"):
        field.widget.attrs.setdefault("placeholder", field.label)
        return True
    empty = str(getattr(field, "empty_label", None) or "")
    return bool(empty) and empty not in ("---------", pgettext("filter", "All"))


@register.simple_tag(takes_context=True)
def list_bar(context: Context, listing: Listing, page: str = "") -> SafeString:
    """{% list_bar listing %}: how many rows, the saved view, whether it was modified, and the chips."""
    match, path = context["request"].resolver_match, reverse(page) if page else context["request"].path
    page = page or (match.view_name if match else "")
    count = format_html(COUNT, listing.count_label) if listing.count_label else ""
    kept = _views(context, listing, page, path) if page and saved_views.keeps_views(page) else ""
    return format_html('<div class="listbar">{}{}{}</div>', count, kept, _in_force(listing, path))


def _views(context: Context, listing: Listing, page: str, path: str) -> SafeString:
    """The saved views of a list, if there are any, and where filters that no view holds are saved."""
    request = context["request"]
    query, views = saved_views.plain(listing.query), saved_views.views_for(request, page)
    asked = request.GET.get("view", "")
    current = next((view for view in views if str(view.pk) == asked), None)
    held = saved_views.plain(current.query) if current else ""
    menu = SafeString("")
    if views:
        menu = render_to_string(VIEWS, {
            "own": [view for view in views if view.user_id == request.user.pk],
            "shared": [view for view in views if view.user_id != request.user.pk],
            "current": current,
            "mine": current is not None and current.user_id == request.user.pk,
            "modified": current is not None and held != query,
            "query": query,
            "everything": f"{path}?view={saved_views.EVERYTHING}",
            "csrf_token": context.get("csrf_token"),
        })  # fmt: skip
    if held == query:
        return menu
    said = _("Save as…") if current else _("Save this view")
    return menu + frame(context, "frames/save_view.html", said=said, page=page, query=query)


def _in_force(listing: Listing, path: str) -> SafeString:
    """The chips, and from two on the way to take all of them away."""
    if not listing.chips:
        return SafeString("")
    several = len(listing.chips) > 1
    clear = format_html(CLEAR, path, listing.bare_url, _("Clear the filters")) if several else ""
    return format_html(IN_FORCE, _("Filters in force"), filter_chips(listing.chips, path), clear)


@register.simple_tag
def filter_chips(chips: Iterable[Chip], path: str = "") -> SafeString:
    """{% filter_chips listing.chips %}: each filter in force, and the cross that takes it away."""
    sign, remove = icon("x", size=14), _("Remove filter: %(label)s")
    return table_rows(
        CHIP,
        (
            (one.label, format_html(" <b>{}</b>", one.value) if one.value else "", path, one.url,
             remove % {"label": one.label}, sign)
            for one in chips
        ),
    )  # fmt: skip


@register.simple_tag
def tab_links(tabs: Iterable[Mapping[str, Any]], current: str = "page") -> SafeString:
    """{% tab_links tabs %}: variants of a page (url, label, current) as links; `current` is what aria-current says."""
    here = format_html(' aria-current="{}"', current)
    return table_rows(TAB, ((tab["url"], here if tab["current"] else "", tab["label"]) for tab in tabs))


@register.simple_tag
def pager(listing: Listing) -> SafeString:
    """Count, previous, next."""
    back, on = icon("chevron-left", size=16), icon("chevron-right", size=16)
    ways = [(STEP, "prev", listing.previous_url, back, _("Previous")), (STEP, "next", listing.next_url, _("Next"), on)]
    links = [format_html(*way) for way in ways if way[2]]
    return format_html(PAGER, _("Pages of the list"), listing.count_label, mark_safe("".join(links)))  # noqa: S308


@register.simple_tag
def sort_by(listing: Listing, column: str, label: Any) -> SafeString:
    """{% sort_by listing "name" _("Name") %}: a column's head, which sorts by it and says how it is sorted."""
    url = listing.sorts.get(column)
    if not url:
        return SafeString(label)
    if listing.sort == column:
        sign, said = icon("arrow-up", size=13), _("sorted")
    elif listing.sort == f"-{column}":
        sign, said = icon("arrow-down", size=13), _("sorted the other way")
    else:
        sign, said = icon("chevrons-up-down", size=13), ""
    hidden = format_html('<span class="sr-only"> ({})</span>', said) if said else ""
    return format_html('<a class="sort{}" href="{}">{}{}{}</a>', " on" if said else "", url, label, sign, hidden)


@register.filter
def naming(sentence: Any, name: Any) -> SafeString:
    """A sentence translated once before a loop, with the name of one row in the place of its %s."""
    return mark_safe(conditional_escape(sentence).replace("%s", conditional_escape(name), 1))  # noqa: S308


@register.filter
def job_name(name: str) -> Any:
    """What people call a job of the journal."""
    return due.label(name)


@register.simple_tag(takes_context=True)
def no_match_url(context: Context, listing: Listing) -> str:
    """Where "Clear the filters" leads."""
    return f"{context['request'].path}{listing.bare_url}"
