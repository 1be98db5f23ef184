"""Decorator for views and class for the API, both reading the same codename."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from core.policy import route

View = Callable[..., HttpResponseBase]


def permission_required(codename: str) -> Callable[[View], View]:
    """The view answers 403 to whoever lacks `codename`; anonymous people are sent to sign in by the middleware."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.has_perm(codename):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = codename  # type: ignore[attr-defined]
        return guarded

    return decorate


def role_required(view: View) -> View:
    """The view answers 403 to whoever has no role: pages of everybody who works here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not getattr(request.user, "role", ""):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


class ApiPermission(BasePermission):
    """Reads core.policy by the name of the route: a route without a line is refused."""

    def has_permission(self, request: Request, view: Any) -> bool:
        match = request.resolver_match
        line = route(match.view_name) if match is not None else None
        if line is None:
            return False
        if line.anon:
            return True
        user = request.user
        if not user.is_authenticated or not user.is_active:
            return False
        if line.permission:
            return user.has_perm(line.permission)
        return line.roles.get(getattr(user, "role", ""), "none") != "none"
