"""What upper floors hang on the foundations: panels, menu entries, searches, notices, personal data, routes."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from core import menu, notifications, panels, personal_data, policy, search
from core.bells import breaker, ring
from core.htmx import toast, wants_fragment
from core.policy import Route, route, unlisted
from core.tasks import send_message

pytestmark = pytest.mark.django_db


def test_every_route_has_a_line():
    assert unlisted() == []
    assert policy.check_routes() == []
    policy.refuse_unlisted()
    assert route("core:journal").permission == "core.view_jobs"
    assert route("nowhere:at_all") is None


def test_a_policy_speaks_only_known_words():
    with pytest.raises(ImproperlyConfigured):
        Route(roles={"rep": "everything"})
    with pytest.raises(ImproperlyConfigured):
        Route(roles={"boss": "all"})


def test_the_menu_shows_what_may_be_opened(alice, odile, nora):
    journal = reverse("core:journal")
    assert journal in [item.url for item in menu.items_for(odile)]
    assert journal not in [item.url for item in menu.items_for(alice)]
    assert menu.items_for(None) == []
    ranks = [item.rank for item in menu.items_for(odile)]
    assert ranks == sorted(ranks)


def test_panels_hang_in_order_for_those_who_may_see_them(alice, odile, monkeypatch):
    monkeypatch.setattr(panels, "_panels", {})
    panels.register("test.slot", "core:job_rerun", permission="core.view_jobs", rank=2)
    panels.register("test.slot", "core:journal", rank=1)
    assert [panel.url_name for panel in panels.for_slot("test.slot", alice)] == ["core:journal"]
    assert panels.for_slot("test.slot", odile)[1].url(7) == "/journal/7/rerun/"


def test_the_search_asks_each_source_for_one_person(alice, odile, monkeypatch):
    monkeypatch.setattr(search, "_sources", {})
    search.register("jobs", "Jobs", lambda user, text, limit: [search.Hit(text, "/")], permission="core.view_jobs")
    search.register("none", "None", lambda user, text, limit: [])
    assert [group.name for group in search.search(odile, " al ")] == ["jobs"]
    assert search.search(alice, "al") == []
    assert search.search(odile, "a") == []


def test_notices_without_anything_are_left_out(alice, monkeypatch):
    monkeypatch.setattr(notifications, "_sources", {})
    notifications.register("a", lambda user: [notifications.Notice("A", 0, "/"), notifications.Notice("B", 2, "/")])
    assert [notice.label for notice in notifications.waiting(alice)] == ["B"]
    assert notifications.waiting(None) == []


def test_each_app_exports_and_erases_one_person(monkeypatch):
    monkeypatch.setattr(personal_data, "_sources", {})
    personal_data.register(personal_data.PersonalDataSource("crm", lambda pk: [{"pk": pk}], lambda pk: 3))
    assert personal_data.export(7) == {"crm": [{"pk": 7}]}
    assert personal_data.erase(7) == {"crm": 3}


def test_a_toast_travels_in_a_header():
    answer = toast(HttpResponse(), "Enregistré · é", undo_url="/undo/")
    assert answer["HX-Trigger"].isascii()
    assert '"undo": "/undo/"' in answer["HX-Trigger"]
    assert not wants_fragment(RequestFactory().get("/"))


def test_a_lost_bell_mutes_the_next_ones(settings, monkeypatch):
    breaker.reset()
    assert ring(send_message)
    settings.CELERY_TASK_ALWAYS_EAGER = False
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert not ring(send_message)
    assert breaker.open()
    assert not ring(send_message)
    breaker.reset()


def test_the_entries_of_a_long_menu_stand_under_headings(odile):
    parts = [str(item.part) for item in menu.items_for(odile)]
    shown = list(dict.fromkeys(parts))
    assert shown == ["", "Terrain", "Leads", "Clients", "Points et résultats", "Réglages et suivi"]
    assert parts == sorted(parts, key=shown.index)
