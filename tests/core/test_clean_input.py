"""No forbidden character comes in, whichever door it tries."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory
from rest_framework.exceptions import ParseError

from core.api.parsers import StrictJSONParser, read_json
from core.middleware import CleanInputMiddleware

WEB = RequestFactory()


def answer(request):
    return CleanInputMiddleware(lambda request: HttpResponse("in"))(request)


REFUSED = [
    WEB.get("/?q=a%00b"),
    WEB.get("/?a%00=b"),
    WEB.get("/companies/%00/"),
    WEB.post("/", {"name": "a\x00b"}),
    WEB.post("/", {"na\x07me": "b"}),
    WEB.post("/json/", b'{"a": "\\u0000"}', content_type="application/json"),
    WEB.post("/json/", b"{", content_type="application/json"),
]


@pytest.mark.parametrize("request_", REFUSED)
def test_what_cannot_be_kept_is_refused(request_):
    assert answer(request_).status_code == 400


def test_a_cookie_is_input_too():
    request = WEB.get("/")
    request.COOKIES["sessionid"] = "a\x00"
    assert answer(request).status_code == 400


def test_a_form_is_composed_before_anybody_reads_it():
    request = WEB.post("/", {"name": ["e\u0301", "a"], "other": "ok"})
    assert answer(request).content == b"in"
    assert request.POST.getlist("name") == ["é", "a"]
    assert isinstance(request.POST, QueryDict)
    with pytest.raises(AttributeError):
        request.POST["name"] = "x"


BAD_JSON = {
    b'{"a": "\\u0000"}': "forbidden_characters",
    b'{"\\u0000": 1}': "forbidden_characters",
    b'{"a": "\\ud800"}': "forbidden_characters",
    b'{"\\udfff": 1}': "forbidden_characters",
    b'{"a": NaN}': "unreadable_body",
    b'{"a": -Infinity}': "unreadable_body",
    b'{"a": 1e999}': "unreadable_body",
    b"1" * 5000: "unreadable_body",
    b'{"a": 9223372036854775808}': "unreadable_body",
    b"{'a': 1}": "unreadable_body",
    b'"\xff"': "unreadable_body",
    b"": "unreadable_body",
    b"[" * 21 + b"]" * 21: "too_deep",
    b"[" * 200_000: "too_deep",
    b'"' + b"a" * (1024 * 1024) + b'"': "body_too_large",
}


@pytest.mark.parametrize("body", BAD_JSON, ids=range(len(BAD_JSON)))
def test_json_is_read_strictly(body):
    with pytest.raises(ValidationError) as refusal:
        read_json(body)
    assert refusal.value.code == BAD_JSON[body]


def test_json_is_composed_and_numbers_stay():
    value = {"e\u0301": ["e\u0301", 1, -2.5, None, True, 2**62]}
    assert read_json(json.dumps(value).encode()) == {"é": ["é", 1, -2.5, None, True, 2**62]}


def test_the_parser_of_the_api_says_why():
    request = WEB.post("/api/v1/x/", b'{"a": NaN}', content_type="application/json")
    with pytest.raises(ParseError) as refusal:
        StrictJSONParser().parse(request)
    assert refusal.value.get_codes() == "unreadable_body"
