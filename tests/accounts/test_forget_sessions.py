"""The night forgets sessions and tokens that are over, and nothing that still opens something."""

from datetime import date, timedelta

from allauth.usersessions.models import UserSession
from django.utils import timezone
from knox.models import AuthToken

from accounts.models import BrowserSession
from core import due, jobs
from core.models import JobRun

YESTERDAY = date(2026, 11, 24)


def forget():
    return jobs.run_job(
        "accounts.forget_sessions", YESTERDAY, lambda: due._handlers["accounts.forget_sessions"](YESTERDAY)
    )


def counted():
    return JobRun.objects.get(job="accounts.forget_sessions").counts


def open_browser(client, person):
    """What signing in writes down about the browser."""
    key = client.session.session_key
    UserSession.objects.create(user=person, session_key=key, ip="192.0.2.7", user_agent="Firefox")


def test_an_expired_session_goes_with_the_browser_it_was_opened_in(client_of, alice, david):
    over, alive = client_of(alice), client_of(david)
    open_browser(over, alice)
    open_browser(alive, david)
    BrowserSession.objects.filter(user=alice).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert forget().state == "done"
    assert counted() == {"sessions": 1, "browsers": 1, "tokens": 0}
    assert BrowserSession.objects.get().user == UserSession.objects.get().user == david
    assert alive.get("/profile/").status_code == 200


def test_a_browser_whose_session_was_ended_elsewhere_is_forgotten_too(client_of, alice):
    open_browser(client_of(alice), alice)
    BrowserSession.objects.all().delete()
    forget()
    assert counted() == {"sessions": 0, "browsers": 1, "tokens": 0}
    assert not UserSession.objects.exists()


def test_a_token_that_is_over_goes_and_one_that_never_ends_stays(alice):
    AuthToken.objects.create(user=alice, expiry=timedelta(seconds=-1))
    kept = [AuthToken.objects.create(user=alice, expiry=left)[0].pk for left in (timedelta(days=1), None)]
    forget()
    assert counted()["tokens"] == 1
    assert sorted(AuthToken.objects.values_list("pk", flat=True)) == sorted(kept)


def test_the_step_is_one_of_the_night_and_done_once_a_day(db):
    assert "accounts.forget_sessions" in due.steps()
    assert [forget().state, forget().state] == ["done", "already"]
