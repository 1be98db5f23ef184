"""Addresses of pages, resolved once: a menu and a list of rows ask for the same few on every request."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def page_url(name: str) -> str:
    """Where this page is; NoReverseMatch as from reverse()."""
    return _page(name, get_urlconf(), get_script_prefix())


def row_url(name: str, pk: int) -> str:
    """Where the page of one row is, for a route whose only argument is its number."""
    return row_urls(name)(pk)


def row_urls(name: str) -> Callable[[int], str]:
    """row_url for many rows."""
    before, after = _around(name, get_urlconf(), get_script_prefix())
    return lambda pk: f"{before}{pk}{after}"


@lru_cache(maxsize=256)
def _page(name: str, urlconf: str | None, prefix: str) -> str:
    return reverse(name, urlconf=urlconf)


@lru_cache(maxsize=256)
def _around(name: str, urlconf: str | None, prefix: str) -> tuple[str, str]:
    before, _, after = reverse(name, urlconf=urlconf, args=[0]).rpartition("0")
    return before, after
