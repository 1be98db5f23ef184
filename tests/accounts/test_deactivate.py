"""Whoever leaves is out at once: session, token, messages."""

from datetime import timedelta

from accounts.services import users
from accounts.services.tokens import create_token
from core import mail
from core.clock import now
from core.messages import send_waiting
from core.models import Message

API = "/api/v1/session/"


def test_a_session_ends_with_the_next_request(client_of, odile, alice):
    client = client_of(alice)
    assert client.get("/profile/").status_code == 200
    users.deactivate_user(alice, by=odile, now=now())
    assert client.get("/profile/").status_code == 302
    assert client.get(API).status_code == 401


def test_a_token_ends_with_the_next_request(client, odile, alice):
    token = create_token(alice, by=alice, now=now())
    headers = {"Authorization": f"Token {token}"}
    assert client.get(API, headers=headers).json()["role"] == "rep"
    users.deactivate_user(alice, by=odile, now=now())
    assert client.get(API, headers=headers).status_code == 401


def test_coming_back_does_not_bring_the_old_session_back(client_of, odile, alice):
    client = client_of(alice)
    client.get("/profile/")
    users.deactivate_user(alice, by=odile, now=now())
    users.reactivate_user(alice, by=odile, now=now())
    assert client.get("/profile/").status_code == 302


def test_a_change_of_role_ends_sessions_and_tokens(client_of, client, odile, alice):
    browser, token = client_of(alice), create_token(alice, by=alice, now=now())
    users.change_role(alice, by=odile, role="director", team=None, now=now())
    assert browser.get("/profile/").status_code == 302
    assert client.get(API, headers={"Authorization": f"Token {token}"}).status_code == 401


def test_a_message_that_waits_for_a_leaver_is_never_sent(odile, alice, mailoutbox):
    mail.queue(to=alice, template="accounts/emails/password_reset", context={}, key="k")
    users.deactivate_user(alice, by=odile, now=now())
    send_waiting(now() + timedelta(seconds=1))
    assert (mailoutbox, Message.objects.filter(key="k", state="sent").count()) == ([], 0)
