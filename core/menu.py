"""Collects each app's menu entries and hides those the user may not open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf
from django.utils.translation import pgettext_lazy

from core.addresses import page_url

PARTS = (  # the headings of a long menu, from this rank on
    (20, pgettext_lazy("menu", "Field")),
    (25, pgettext_lazy("menu", "Leads")),
    (40, pgettext_lazy("menu", "Customers")),
    (50, pgettext_lazy("menu", "Points and results")),
    (65, pgettext_lazy("menu", "Settings and follow-up")),
)


@dataclass(frozen=True, slots=True)
class MenuItem:
    label: Any  # a lazy translation
    url_name: str
    icon: str
    permission: str | None = None
    rank: int = 50

    @property
    def url(self) -> str:
        return page_url(self.url_name)

    @property
    def part(self) -> Any:
        """The heading it stands under; the first entries have none."""
        return next((label for rank, label in reversed(PARTS) if self.rank >= rank), "")

    @property
    def is_there(self) -> bool:
        try:
            return bool(self.url)
        except NoReverseMatch:
            return False


@lru_cache(maxsize=1)
def collect() -> tuple[MenuItem, ...]:
    items: list[MenuItem] = []
    for app in apps.get_app_configs():
        if app.name != "core" and find_spec(f"{app.name}.menu") is not None:
            items += getattr(import_module(f"{app.name}.menu"), "ITEMS", [])
    return tuple(sorted([*items, *own_items()], key=lambda item: item.rank))


def own_items() -> list[MenuItem]:
    """The pages of operations."""
    from django.utils.translation import gettext_lazy as _

    return [
        MenuItem(_("Journal"), "core:journal", "clipboard-list", "core.view_jobs", 80),
        MenuItem(_("Audit trail"), "core:audit_list", "history", "core.view_audit", 85),
    ]


def phone_tabs() -> tuple[MenuItem, ...]:
    """The five tabs of the rep's phone; a page that is not there yet has no tab."""
    return _tabs(get_urlconf())


def tabs_at(path: str) -> list[str]:
    """The addresses of the tabs that this page stands under."""
    return [url for tab in phone_tabs() if path.startswith(url := tab.url)]


@lru_cache(maxsize=8)
def _tabs(_urlconf: str | None) -> tuple[MenuItem, ...]:
    from django.utils.translation import gettext_lazy as _

    wanted = [
        MenuItem(_("My day"), "debrief:today", "sun"),
        MenuItem(_("Leads"), "leads:inbox", "user-plus"),
        MenuItem(_("My news"), "debrief:finding_list", "lightbulb"),
        MenuItem(_("Points"), "incentives:my_points", "trophy"),
        MenuItem(_("Search"), "crm:search", "search"),
    ]
    return tuple(tab for tab in wanted if tab.is_there)


def items_for(user: Any) -> list[MenuItem]:
    """The entries this person may open, in order."""
    return list(_allowed(rights)) if (rights := _rights(user)) is not None else []


def entry_at(user: Any, path: str) -> str:
    """The address of the entry that this page stands under, the longest that begins its path; empty for none."""
    rights = _rights(user)
    known = () if rights is None else _addresses(rights, get_urlconf(), get_script_prefix())
    return max((url for url in known if path.startswith(url)), key=len, default="")


def _rights(user: Any) -> frozenset[str] | None:
    if not getattr(user, "is_authenticated", False):
        return None
    return user.rights if user.is_active else frozenset()


@lru_cache(maxsize=256)
def _allowed(rights: frozenset[str]) -> tuple[MenuItem, ...]:
    return tuple(item for item in collect() if item.permission is None or item.permission in rights)


@lru_cache(maxsize=256)
def _addresses(rights: frozenset[str], _urlconf: str | None, _prefix: str) -> tuple[str, ...]:
    return tuple(item.url for item in _allowed(rights))
