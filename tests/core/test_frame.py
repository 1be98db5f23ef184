"""The frame of a page is drawn once for all who may the same, and never tells one reader about another."""

import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from core.menu import items_for
from core.notifications import notify

CURRENT = re.compile(r'<a href="([^"]+)" aria-current="page">')


def foot(path, user):
    request = RequestFactory().get(path)
    return Template('{% frame "frames/desk_foot.html" %}').render(Context({"user": user, "request": request}))


def body(client, url):
    return client.get(url).content.decode()


def test_the_longest_address_of_the_menu_is_the_current_one(client_of, chloe):
    page = body(client_of(chloe), "/leads/")
    assert {url for url in CURRENT.findall(page) if url.startswith("/")} == {"/leads/"}
    assert CURRENT.findall(body(client_of(chloe), "/profile/")) == []


def test_a_page_outside_the_menu_marks_nothing(chloe):
    assert "aria-current" not in foot("/elsewhere/", chloe)
    assert CURRENT.findall(foot("/review/7/", chloe)) == ["/review/"]


def test_the_phone_marks_its_tab(client_of, alice):
    assert "/points/" in CURRENT.findall(body(client_of(alice), "/points/"))


@pytest.mark.parametrize(("language", "label"), [("fr", "Contrat des leads"), ("en", "Contract of leads")])
def test_the_menu_of_the_phone_holds_every_page_that_has_no_tab(client_of, alice, language, label):
    alice.language = language
    alice.save(update_fields=["language"])
    page = body(client_of(alice), "/points/")
    menu, tabs = page.split('<details class="menu">')[1].split("</details>")[0], page.split('class="tabbar"')[1]
    assert re.search(rf'href="/contract/">.*?</svg>{label}<', menu)
    pages = {item.url for item in items_for(alice)}
    assert pages - set(re.findall(r'<a href="([^"]+)"', menu + tabs)) == set()


def test_the_menu_of_the_phone_hides_what_a_person_may_not_open(client_of, alice):
    page = body(client_of(alice), "/points/")
    assert 'href="/contract/"' in page
    assert 'href="/leads/quality/"' not in page
    assert 'href="/roi/"' not in page


def test_two_people_of_one_role_read_their_own_names_addresses_and_tokens(client_of, alice, amine):
    first, second = body(client_of(alice), "/points/"), body(client_of(amine), "/statements/")
    assert ("Alice Aubert" in first, "Amine Azzi" in first) == (True, False)
    assert ("Alice Aubert" in second, "Amine Azzi" in second) == (False, True)
    assert ('name="next" value="/points/"' in first, 'name="next" value="/points/"' in second) == (True, False)
    tokens = [set(re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', page)) for page in (first, second)]
    assert [len(found) for found in tokens] == [1, 1]
    assert tokens[0] != tokens[1]


def test_a_name_is_text_wherever_it_is_filled_in(client_of, alice):
    alice.name = "<b>Alice</b> \"&\" 'co'"
    alice.save(update_fields=["name"])
    page = body(client_of(alice), "/points/")
    assert "<b>Alice" not in page
    assert "&lt;b&gt;Alice&lt;/b&gt;" in page


@pytest.mark.parametrize(("language", "word"), [("fr", "Se déconnecter"), ("en", "Sign out")])
def test_each_language_has_its_own(client_of, alice, language, word):
    alice.language = language
    alice.save(update_fields=["language"])
    assert word in body(client_of(alice), "/points/")


def test_news_that_come_are_counted_at_once(client_of, alice):
    client = client_of(alice)
    assert 'class="unread"' not in body(client, "/points/")
    notify(to=[alice], kind="test", key="k", path="/points/")
    assert 'class="unread"><span aria-hidden="true">1<' in body(client, "/points/")


def test_no_hole_is_left_open(client_of, chloe, alice):
    assert "\ue000" not in body(client_of(chloe), "/leads/") + body(client_of(alice), "/today/")
