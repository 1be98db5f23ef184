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
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.menu import MenuItem, items_for, phone_tabs
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
def frame(context: Context, name: str) -> SafeString:
    """{% frame "frames/desk_top.html" %}: variables menu, more, tabs, beyond, perms, role; holes name, bell, here…"""
    pieces = _drawn(name, _Reader(context.get("user")))
    if len(pieces) == 1:
        return pieces[0]
    filled = [piece if place % 2 == 0 else _value(piece, context) for place, piece in enumerate(pieces)]
    return mark_safe("".join(filled))  # noqa: S308 - templates of ours, and values escaped below


@lru_cache(maxsize=256)
def _drawn(name: str, reader: _Reader) -> tuple[SafeString, ...]:
    """What is the same for all of these readers, cut at each hole."""
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
        **{name: hole(name) for name in _FILL},
    }
    drawn = get_template(name).template.render(Context(words))  # type: ignore[attr-defined]
    return tuple(mark_safe(piece) for piece in HOLE.split(drawn))  # noqa: S308


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


def _value(name: str, context: Context) -> str:
    kind, _, url = name.partition(":")
    if url:
        return HERE if url in _open(context, kind) else ""
    return str(_FILL[name](context))


def _open(context: Context, kind: str) -> tuple[str, ...]:
    """The addresses that this page stands under: each tab that begins it, but of the menu only the longest entry."""
    request: Any = context.get("request")
    if request is None:
        return ()
    known: dict[str, tuple[str, ...]] = request.__dict__.setdefault("frame_entries", {})
    if kind not in known:
        items = phone_tabs() if kind == "tab" else context.get("menu") or ()
        found = [url for item in items if request.path.startswith(url := item.url)]
        known[kind] = tuple(found if kind == "tab" else sorted(found, key=len)[-1:])
    return known[kind]


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
