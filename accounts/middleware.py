"""Knows who asks from her session, speaks her language at her hours, and renews the session at most once a day."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from core.clock import now

RENEWED = "renewed_on"


def signed_in(request: HttpRequest) -> Any:
    """Who asks: the person read with the session while all of it still holds, else what Django finds."""
    session = request.session
    told, key = session.get(SESSION_KEY), session.get(HASH_SESSION_KEY, "")
    person = getattr(session, "person", None)
    if (
        person is not None
        and str(person.pk) == told
        and person.is_active
        and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(key, person.get_session_auth_hash())
    ):
        return person
    return get_user(request)


class SignedInMiddleware(AuthenticationMiddleware):
    """Django's own, with a shorter way to a person whose session is in order."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: signed_in(request))  # type: ignore[assignment]


class PreferencesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        request.user = getattr(user, "_wrapped", user)  # known by now: a lazy person costs something at each word
        self._renew(request)
        translation.activate(user.language)
        request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(self._zone(user.zone)):
            return self.get_response(request)

    @staticmethod
    def _renew(request: HttpRequest) -> None:
        """A session slides, but is written at most once a day."""
        today = now().date().isoformat()
        if request.session.get(RENEWED) != today:
            request.session[RENEWED] = today

    @staticmethod
    def _zone(name: str) -> ZoneInfo:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo(settings.APP_TZ)
