"""A session is read together with its person, and only as long as it is hers."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import BrowserSession, User


def test_a_page_learns_who_asks_what_she_may_and_what_is_new_in_one_query(client_of, alice):
    client = client_of(alice)
    client.get("/statements/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/statements/")
    asked = [query["sql"] for query in queries if "accounts_user" in query["sql"] or "notification" in query["sql"]]
    assert [sql.split()[1] for sql in asked if "accounts_browsersession" in sql] == ["s.session_data,"]
    assert len([sql for sql in asked if "core_notification" in sql or "auth_permission" in sql]) == 1


def test_a_session_names_its_person_from_sign_in_to_sign_out(client_of, alice):
    client = client_of(alice)
    assert BrowserSession.objects.get().user == alice
    client.post("/accounts/logout/")
    assert not BrowserSession.objects.filter(user=alice).exists()


def test_a_session_that_is_over_opens_nothing(client_of, alice):
    client = client_of(alice)
    BrowserSession.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/profile/").status_code == 302


def test_a_session_handed_to_somebody_else_in_the_table_stays_its_own(client_of, alice, odile):
    client = client_of(alice)
    BrowserSession.objects.update(user=odile)
    assert client.get("/api/v1/session/").json()["role"] == "rep"


def test_a_new_password_ends_the_session_and_a_new_right_counts_at_once(client_of, alice):
    client = client_of(alice)
    assert client.get("/people/").status_code == 403
    User.objects.filter(pk=alice.pk).update(is_superuser=True)
    assert client.get("/people/").status_code == 200
    User.objects.filter(pk=alice.pk).update(password="another")
    assert client.get("/profile/").status_code == 302
