"""Every template compiles and opens with what it takes."""

import re

import pytest
from django.template import engines

from tests.house.sources import ROOT, source_of, tracked

FOLDER = ROOT / "templates"
PAGES = [path for path in tracked("templates") if path.suffix in {".html", ".txt", ".svg"}]
HEADED = [path for path in PAGES if path.suffix == ".html"]
COMMENT = re.compile(r"\{#.+?#\}|\{% comment", re.DOTALL)
BANNED = {
    "style attribute": re.compile(r"\sstyle\s*=\s*[\"']"),
    "inline handler": re.compile(r"\son(click|change|load|submit|input|keyup)\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)"),
    "style element": re.compile(r"<style"),
}
UNESCAPED = re.compile(r"\|\s*safe(seq)?\b|\{% autoescape off")
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_it_compiles(path):
    engines["django"].get_template(str(path.relative_to("templates")))


@pytest.mark.parametrize("path", HEADED, ids=str)
def test_it_opens_with_what_it_takes(path):
    head = "\n".join(source_of(path).splitlines()[:6])
    assert COMMENT.search(head), f"{path} does not say which variables it takes."


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_it_holds_nothing_that_the_content_policy_forbids(path):
    if "emails" in path.parts or path.name == "email.html":
        return
    text = source_of(path)
    found = {what for what, pattern in BANNED.items() if pattern.search(TAG.sub("", text))}
    if UNESCAPED.search(text) and path.parts[1] != "ui":  # crispy hands rendered fields to its layouts
        found.add("unescaped output")
    assert found == set()


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_it_compares_no_role(path):
    assert not re.search(r"\.role\s*(==|!=|in\b)", source_of(path))
