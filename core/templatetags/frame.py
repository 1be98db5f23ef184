"""The frame of a page (head, menu, feet): drawn once for all who see the same one, then filled in for each reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.auth.context_processors import PermWrapper
from django.template.context import Context
from django.template.loader import get_template
from django.urls import get_script_prefix, get_urlconf
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.menu import MenuItem, entry_at, items_for, phone_tabs, tabs_at
from core.templatetags.bell import bell
from core.templatetags.ui import avatar, theme

register = template.Library()
MARK = "\ue000"  # around the name of what is filled in; no text of ours holds it
HOLE = re.compile(f"{MARK}([^{MARK}]*){MARK}")
HERE = mark_safe(' aria-current="page"')  # noqa: S308
ITEMS_IN_TABS = 4
ON_THE_PHONE = "rep"  # the role whose pages have their own tabs
SHORT = 12  # entries of a menu that needs no headings


class _Reader:
    """The right half of a key: people who may the same see the same frame, whoever they are."""

    __slots__ = ("key", "user")

    def __init__(self, user: Any) -> None:
        self.user = user
        rights: frozenset[str] = getattr(user, "rights", frozenset())
        self.key = (rights, getattr(user, "role", ""), get_language(), get_urlconf(), get_script_prefix())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reader) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@register.simple_tag(takes_context=True)
def frame(context: Context, name: str, **filled: Any) -> SafeString:
    """{% frame "frames/desk_top.html" %}: variables menu, more, tabs, beyond, perms, role; holes name, bell, here…

    {% frame "frames/leads_head.html" query=listing.query %}: a hole of its own, for what only this page knows.
    """
    reader, place = _seen(context)
    pieces, has_places = _drawn(name, reader, (*filled,))
    if has_places:
        pieces = _marked(name, reader, (*filled,), place)
    if len(pieces) == 1:
        return pieces[0]
    told = [
        piece if at % 2 == 0 else conditional_escape(filled[piece]) if piece in filled else str(_FILL[piece](context))
        for at, piece in enumerate(pieces)
    ]
    return mark_safe("".join(told))  # noqa: S308 - templates of ours, and values escaped above and below


@lru_cache(maxsize=512)
def _marked(name: str, reader: _Reader, own: tuple[str, ...], place: frozenset[str]) -> tuple[SafeString, ...]:
    """What is drawn, with the entries marked that the page stands under: of its holes those remain that vary."""
    pieces = [""]
    for at, piece in enumerate(_drawn(name, reader, own)[0]):
        if at % 2 == 0:
            pieces[-1] += piece
        elif ":" in piece:
            pieces[-1] += HERE if piece in place else ""
        else:
            pieces += [piece, ""]
    return tuple(mark_safe(piece) for piece in pieces)  # noqa: S308


@lru_cache(maxsize=256)
def _drawn(name: str, reader: _Reader, own: tuple[str, ...]) -> tuple[tuple[SafeString, ...], bool]:
    """What is the same for all of these readers, cut at each hole, and whether it marks where a page stands."""
    user, menu = reader.user, [_entry(item, "at") for item in items_for(reader.user)]
    tabs = [_entry(item, "tab") for item in phone_tabs()]
    in_tabs = {tab["url"] for tab in tabs}
    first = first_of(user, menu)
    words: dict[str, Any] = {
        "menu": menu,
        "parted": len(menu) > SHORT,
        "first": first,
        "more": [item for item in menu if item["url"] not in {one["url"] for one in first}],
        "tabs": tabs,
        "beyond": [item for item in menu if item["url"] not in in_tabs],
        "perms": PermWrapper(user) if user is not None else {},
        "role": user.get_role_display() if getattr(user, "role", "") else "",
        **{name: hole(name) for name in (*_FILL, *own)},
    }
    drawn = get_template(name).template.render(Context(words))  # type: ignore[attr-defined]
    pieces = HOLE.split(drawn)
    return tuple(mark_safe(piece) for piece in pieces), any(":" in name for name in pieces[1::2])  # noqa: S308


def first_of(user: Any, menu: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What stands at the foot of a desk page on a phone: for a rep the tabs of her own pages, whatever page it is."""
    if getattr(user, "role", "") == ON_THE_PHONE:
        return [_entry(item, "at") for item in phone_tabs()[:ITEMS_IN_TABS]]
    return menu[:ITEMS_IN_TABS]


def hole(name: str) -> SafeString:
    """What a template writes where each reader has something of her own."""
    return mark_safe(f"{MARK}{name}{MARK}")  # noqa: S308


def _entry(item: MenuItem, kind: str) -> dict[str, Any]:
    at = hole(f"{kind}:{item.url}")
    return {"url": item.url, "icon": item.icon, "label": item.label, "part": item.part, "at": at}


def _seen(context: Context) -> tuple[_Reader, frozenset[str]]:
    """Who looks, and the entries that the page stands under: the longest of the menu, and each tab that begins it.

    Worked out once for a request, as long as its person and its language are the same.
    """
    request: Any = context.get("request")
    user = context.get("user")
    if request is None:
        return _Reader(user), frozenset()
    known: dict[Any, tuple[_Reader, frozenset[str]]] = request.__dict__.setdefault("frames", {})
    key = (get_language(), user)
    if key not in known:
        entry, tabs = entry_at(user, request.path), tabs_at(request.path)
        known[key] = _Reader(user), frozenset([f"at:{entry}", *(f"tab:{url}" for url in tabs)])
    return known[key]


def _here(context: Context) -> str:
    request = context.get("request")
    return escape(request.get_full_path()) if request is not None else ""


_FILL: dict[str, Callable[[Context], Any]] = {
    "csrf_token": lambda context: escape(context.get("csrf_token", "")),
    "here": _here,
    "name": lambda context: escape(getattr(context.get("user"), "name", "")),
    "avatar": lambda context: avatar(getattr(context.get("user"), "name", ""), small=True),
    "bell": bell,
    "other_theme": lambda context: "light" if theme(context) == "dark" else "dark",
}
