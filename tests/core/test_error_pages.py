"""The error pages work without a person, a request or a database."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation


@pytest.mark.parametrize("status", [400, 403, 404, 422, 500, 503])
def test_an_error_page_needs_nothing(status):
    with translation.override("en"):
        html = render_to_string(f"{status}.html", {"request_id": "abc-123"})
    assert str(status) in html
    assert "abc-123" in html
    assert 'href="/"' in html
    assert "<h1>" in html


def test_pages_obey_the_content_policy():
    html = render_to_string("500.html", {})
    assert "style=" not in html
    assert "<style" not in html
    assert "onclick" not in html
    assert html.count("<script") == html.count("<script src=")
