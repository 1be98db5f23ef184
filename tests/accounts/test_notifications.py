"""The news of each person: told once, read by her alone, in her language, and forgotten after ninety days."""

from datetime import timedelta

import pytest

from core.clock import now
from core.models import Notification
from core.notifications import forget_old, notify, sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(alice):
    notify(to=[alice], kind="day_to_file", key="k", path="/today/", params={"day": "2026-03-10"})
    return Notification.objects.get()


def test_the_same_news_is_told_once_and_not_to_who_left(alice, gaston, news):
    notify(to=[alice, gaston], kind="day_to_file", key="k", path="/today/", params={"day": "2026-03-10"})
    assert Notification.objects.count() == 1


def test_it_is_said_in_the_language_of_the_moment(news):
    from django.utils import translation

    with translation.override("fr"):
        assert sentence(news) == "Votre journée du mardi 10 mars n’est pas encore déposée"
    with translation.override("en"):
        assert sentence(news) == "Your day of Tuesday 10 March is not filed yet"
    assert sentence(Notification(key="gone", kind="no_such")) == "gone"


def test_opening_marks_it_read_and_goes_to_its_page(alice, news, client_of):
    client = client_of(alice)
    page = client.get("/notifications/").content.decode()
    assert "n’est pas encore déposée" in page
    assert "1 non lue" in page
    answer = client.post(f"/notifications/{news.pk}/open/")
    assert (answer.status_code, answer["Location"]) == (302, "/today/")
    news.refresh_from_db()
    assert news.read_at is not None
    assert "non lue" not in client.get("/notifications/").content.decode()


def test_nobody_reads_or_opens_the_news_of_somebody_else(amine, alice, news, client_of):
    client = client_of(amine)
    assert "n’est pas encore déposée" not in client.get("/notifications/").content.decode()
    assert client.post(f"/notifications/{news.pk}/open/").status_code == 404
    client.post("/notifications/read/")
    news.refresh_from_db()
    assert news.read_at is None


def test_all_are_read_at_once(alice, news, client_of):
    client_of(alice).post("/notifications/read/")
    assert not Notification.objects.unread().exists()


def test_a_path_that_is_not_ours_is_not_followed(alice, news, client_of):
    Notification.objects.update(path="https://elsewhere.test/")
    assert client_of(alice).post(f"/notifications/{news.pk}/open/")["Location"] == "/notifications/"


def test_old_news_is_forgotten(news):
    assert forget_old(now() + timedelta(days=89)) == 0
    assert forget_old(now() + timedelta(days=91)) == 1


def test_a_rep_switches_her_reminders_off_and_a_marketer_has_none(alice, chloe, client_of):
    client = client_of(alice)
    assert "17:30" in client.get("/profile/").content.decode()
    body = {"name": "Alice Aubert", "language": "fr", "theme": "auto", "weekly_impact": "on"}
    assert client.post("/profile/", body).status_code == 302
    alice.refresh_from_db()
    assert (alice.remind_to_file, alice.weekly_impact) == (False, True)
    assert "17:30" not in client_of(chloe).get("/profile/").content.decode()
