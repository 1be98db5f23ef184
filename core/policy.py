"""Collects every app's policy.py: route → roles, methods, scope; a route without a line stops the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver

SCOPES = frozenset({"all", "team", "own", "scoped", "none"})
ROLES = ("rep", "sales_manager", "marketer", "operations", "director")


@dataclass(frozen=True, slots=True)
class Route:
    """Who may use a route, how, and which rows it shows; a role that is absent sees nothing."""

    methods: tuple[str, ...] = ("GET",)
    permission: str | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    anon: bool = False
    write: bool = False

    def __post_init__(self) -> None:
        if unknown := set(self.roles.values()) - SCOPES:
            raise ImproperlyConfigured(f"Unknown scope {sorted(unknown)} in a policy.")
        if unknown := set(self.roles) - set(ROLES) - {""}:  # "" is whoever is signed in without a role
            raise ImproperlyConfigured(f"Unknown role {sorted(unknown)} in a policy.")


@lru_cache(maxsize=1)
def collect() -> dict[str, Route]:
    """Every line of every app; a name that ends with * stands for all routes that begin so."""
    lines: dict[str, Route] = {}
    for app in apps.get_app_configs():
        if find_spec(f"{app.name}.policy") is not None:
            lines |= getattr(import_module(f"{app.name}.policy"), "ROUTES", {})
    return lines


def route(name: str) -> Route | None:
    """The line of a route, by its full name."""
    lines = collect()
    if name in lines:
        return lines[name]
    stars = [key for key in lines if key.endswith("*") and name.startswith(key[:-1])]
    return lines[max(stars, key=len)] if stars else None


def walk(resolver: URLResolver | None = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Every (full name, path) that the site answers to; a route without a name is called by its path."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from walk(entry, path, inner)
        elif isinstance(entry, URLPattern):
            yield (f"{space}{entry.name}" if entry.name else path), path


def unlisted() -> list[str]:
    """The routes that no policy mentions."""
    return sorted({name for name, _path in walk() if route(name) is None})


def check_routes(**kwargs: Any) -> list[checks.CheckMessage]:
    return [
        checks.Error(f"The route {name} has no line in any policy.py.", id="core.E001", hint="Say who may use it.")
        for name in unlisted()
    ]


def watch() -> None:
    """Called when the apps are ready: every start of Django looks for routes without a line."""
    checks.register(check_routes, checks.Tags.security)


def refuse_unlisted() -> None:
    """For servers, which run no checks: they stop here."""
    if missing := unlisted():
        raise ImproperlyConfigured(f"Routes without a line in any policy.py: {', '.join(missing)}.")


OFFICE = {"operations": "all", "director": "all"}
OFFICE_IMPORTS = {"marketer": "own", "operations": "all"}
OWN = dict.fromkeys((*ROLES, ""), "own")
VIEW_VERBS = ("save", "update", "first", "share", "remove")
ROUTES: dict[str, Route] = {
    "manifest": Route(anon=True),
    "offline": Route(anon=True),
    "service_worker": Route(anon=True),
    "core:healthz": Route(anon=True),
    "core:readyz": Route(anon=True),
    "core:journal": Route(permission="core.view_jobs", roles={"operations": "all"}),
    "core:job_rerun": Route(("POST",), "core.view_jobs", {"operations": "all"}, write=True),
    "core:styleguide": Route(permission="core.view_jobs", roles={"operations": "all"}),
    "core:audit_list": Route(permission="core.view_audit", roles=OFFICE),
    "core:audit_export": Route(permission="core.view_audit", roles=OFFICE),
    "core:import_list": Route(permission="core.import_data", roles=OFFICE_IMPORTS),
    "core:import_start": Route(("GET", "POST"), "core.import_data", OFFICE_IMPORTS, write=True),
    "core:import_detail": Route(permission="core.import_data", roles=OFFICE_IMPORTS),
    "core:import_columns": Route(("GET", "POST"), "core.import_data", OFFICE_IMPORTS, write=True),
    "core:import_rejects": Route(permission="core.import_data", roles=OFFICE_IMPORTS),
    "api:import_list": Route(("GET", "POST"), "core.import_data", OFFICE_IMPORTS, write=True),
    "api:import_kinds": Route(permission="core.import_data", roles=OFFICE_IMPORTS),
    "api:import_detail": Route(permission="core.import_data", roles=OFFICE_IMPORTS),
    "api:import_preview": Route(permission="core.import_data", roles=OFFICE_IMPORTS),
    "api:import_rejects": Route(permission="core.import_data", roles=OFFICE_IMPORTS),
    **{
        f"api:import_{verb}": Route(("POST",), "core.import_data", OFFICE_IMPORTS, write=True)
        for verb in ("columns", "check", "bring", "drop", "undo")
    },
    **{
        f"core:import_{verb}": Route(("POST",), "core.import_data", OFFICE_IMPORTS, write=True)
        for verb in ("bring", "undo", "drop")
    },
    **{f"core:view_{verb}": Route(("POST",), None, OWN, write=True) for verb in VIEW_VERBS},
}
