"""Turns every refusal into the one error shape: 409 for a broken rule, 422 for fields, 503 without database."""

from __future__ import annotations

import math
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from core.api.answers import shape
from core.exceptions import BusinessRuleError

RETRY_AFTER = "5"


def handle(exc: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to any exception we know; None lets the others be errors of ours."""
    set_rollback()
    if isinstance(exc, exceptions.APIException):
        return _framework(exc)
    if isinstance(exc, OperationalError | InterfaceError):
        detail = _("The service is interrupted for a moment.")
        return Response(shape("unavailable", detail), status=503, headers={"Retry-After": RETRY_AFTER})
    return _ours(exc) or _djangos(exc)


def _ours(exc: Exception) -> Response | None:
    if isinstance(exc, BusinessRuleError):
        return Response(shape(exc.code, exc.message, exc.fields), status=409)
    if isinstance(exc, IntegrityError):
        if "month_closed" in str(exc):
            return Response(shape("month_closed", _("The books of this month are shut.")), status=409)
        return Response(shape("conflict", _("Somebody has just done the same. Look again.")), status=409)
    return None


def _djangos(exc: Exception) -> Response | None:
    if isinstance(exc, ValidationError):
        fields = exc.message_dict if hasattr(exc, "error_dict") else {"non_field_errors": exc.messages}
        return Response(shape("invalid", _first(fields), fields), status=422)
    if isinstance(exc, DataError):
        return Response(shape("invalid", _("A value is out of range.")), status=422)
    if isinstance(exc, Http404):
        return Response(shape("not_found", _("Not found.")), status=404)
    if isinstance(exc, PermissionDenied):
        return Response(shape("permission_denied", _("You may not do this.")), status=403)
    return None


def _framework(exc: exceptions.APIException) -> Response:
    headers = {}
    if authenticate := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = authenticate
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = str(math.ceil(wait))
    if isinstance(exc, exceptions.ValidationError):
        fields = exc.detail if isinstance(exc.detail, dict) else {"non_field_errors": exc.detail}
        return Response(shape("invalid", _first(fields), fields), status=422)
    code = exc.get_codes()
    return Response(
        shape(code if isinstance(code, str) else exc.default_code, exc.detail),
        status=exc.status_code,
        headers=headers,
    )


def _first(fields: Any) -> str:
    """The first sentence in a tree of refusals."""
    while isinstance(fields, dict | list) and fields:
        fields = next(iter(fields.values())) if isinstance(fields, dict) else next((one for one in fields if one), "")
    return str(fields or "")
