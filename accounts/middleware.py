"""Speaks the signed-in person's language, at her hours, and renews her session at most once a day."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from core.clock import now

RENEWED = "renewed_on"


class PreferencesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
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
