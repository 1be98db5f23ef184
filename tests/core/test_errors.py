"""Every refusal has one shape; a database that is away is 503, never 500."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from rest_framework import exceptions

from core import request_id
from core.api.exceptions import handle
from core.exceptions import AlreadyDone, BusinessRuleError
from core.middleware import DatabaseAwayMiddleware, RequestIdMiddleware
from core.views import errors

ANSWERS = [
    (BusinessRuleError("No.", code="late", fields={"day": ["x"]}), 409, "late"),
    (AlreadyDone(), 409, "already_done"),
    (ValidationError({"name": ["Required."]}), 422, "invalid"),
    (ValidationError("Wrong."), 422, "invalid"),
    (exceptions.ValidationError({"day": ["Wrong."]}), 422, "invalid"),
    (exceptions.ParseError("x", code="missing_key"), 400, "missing_key"),
    (exceptions.NotAuthenticated(), 401, "not_authenticated"),
    (exceptions.PermissionDenied(), 403, "permission_denied"),
    (PermissionDenied(), 403, "permission_denied"),
    (Http404(), 404, "not_found"),
    (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
    (exceptions.Throttled(wait=7), 429, "throttled"),
    (IntegrityError("month_closed\nDETAIL"), 409, "month_closed"),
    (IntegrityError("duplicate key"), 409, "conflict"),
    (DataError("out of range"), 422, "invalid"),
    (OperationalError("gone"), 503, "unavailable"),
]


@pytest.mark.parametrize(("error", "status", "code"), ANSWERS)
def test_the_api_answers_in_one_shape(error, status, code):
    request_id.begin("abc")
    answer = handle(error, {})
    request_id.begin("")
    assert (answer.status_code, answer.data["code"]) == (status, code)
    assert set(answer.data) == {"code", "detail", "fields", "request_id"}
    assert answer.data["request_id"] == "abc"
    assert answer.data["detail"]
    assert ("Retry-After" in answer.headers) == (status in (429, 503))


def test_an_error_of_ours_stays_an_error():
    assert handle(KeyError("x"), {}) is None


@pytest.mark.parametrize("view", [errors.bad_request, errors.forbidden, errors.not_found, errors.server_error])
def test_error_pages_need_no_query(view):
    request = RequestFactory().get("/companies/")
    answer = view(request) if view is errors.server_error else view(request, Exception("x"))
    assert answer.status_code in (400, 403, 404, 500)
    assert b"<html" in answer.content


def test_the_api_gets_json_also_for_what_django_answers_itself():
    answer = errors.not_found(RequestFactory().get("/api/v1/nowhere/"))
    assert json.loads(answer.content)["code"] == "not_found"


def test_without_database_a_page_says_when_to_come_back():
    middleware = DatabaseAwayMiddleware(lambda request: HttpResponse())
    answer = middleware.process_exception(RequestFactory().get("/"), OperationalError("gone"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None
    try:
        raise OperationalError("gone")
    except OperationalError:
        assert errors.server_error(RequestFactory().get("/")).status_code == 503


@pytest.mark.parametrize(("given", "kept"), [("a" * 32, True), ("x", False), ("a\r\nb" * 5, False), ("é" * 10, False)])
def test_a_request_has_a_number(given, kept):
    request = RequestFactory().get("/", headers={"X-Request-ID": given})
    answer = RequestIdMiddleware(lambda request: HttpResponse(request_id.current()))(request)
    number = answer["X-Request-ID"]
    assert answer.content.decode() == number
    assert (number == given) is kept
    assert len(number) == 32
