"""Signing in by e-mail: who gets in, who does not, and what strangers learn."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from core.models import Message
from tests.factories.accounts import PASSWORD, UserFactory

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests(db):
    cache.clear()


def _sign_in(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def test_whoever_signs_in_reaches_the_first_page_of_her_role(client, alice):
    response = _sign_in(client, "alice@example.test")
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert client.get("/").headers["Location"] == reverse("debrief:today")


def test_the_address_is_read_without_regard_to_capitals(client, alice):
    assert _sign_in(client, "Alice@Example.TEST").status_code == 302


def test_a_page_asked_for_is_reached_after_signing_in(client, alice):
    assert client.get("/profile/").headers["Location"] == f"{LOGIN}?next=/profile/"
    assert _sign_in(client, "alice@example.test", next="/profile/").headers["Location"] == "/profile/"


def test_another_site_is_never_reached_after_signing_in(client, alice):
    assert _sign_in(client, "alice@example.test", next="https://evil.test/").headers["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, alice):
    wrong = _sign_in(client, "alice@example.test", "not-her-password")
    unknown = _sign_in(client, "nobody@example.test", "not-her-password")
    assert (wrong.status_code, unknown.status_code) == (200, 200)
    errors = [list(response.context["form"].non_field_errors()) for response in (wrong, unknown)]
    assert errors[0] == errors[1] != []


def test_whoever_left_does_not_sign_in(client, gaston):
    _sign_in(client, "gaston@example.test")
    assert client.get("/profile/").status_code == 302


def test_the_sixth_failure_in_five_minutes_closes_the_door(client, alice):
    codes = [_sign_in(client, "alice@example.test", "not-her-password").status_code for _attempt in range(5)]
    assert codes == [200] * 5
    response = _sign_in(client, "alice@example.test")
    assert (response.status_code, response["Retry-After"]) == (429, "300")
    assert client.get("/profile/").status_code == 302


def test_whoever_has_no_role_is_told_so(client_of, nora):
    assert client_of(nora).get("/").status_code == 403


def test_nobody_signs_up_alone(client, db):
    answer = client.post("/accounts/signup/", {"email": "x@example.test", "password1": PASSWORD})
    assert answer.status_code == 200
    assert answer.templates[0].name == "account/signup_closed.html"


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client, alice):
    client.post("/accounts/password/reset/", {"email": "alice@example.test"})
    message = Message.objects.get(to=alice)
    assert (message.template, message.context) == ("accounts/emails/password_reset", {})
    from accounts.services.passwords import password_link

    url = password_link(alice).split("localhost:8000")[-1]
    form = client.get(url, follow=True)
    new = "four ordinary little words"
    assert client.post(form.request["PATH_INFO"], {"password1": new, "password2": new}).status_code == 302
    assert _sign_in(client, "alice@example.test", new).status_code == 302
    client.logout()
    assert client.get(url, follow=True).context["token_fail"] is True


def test_an_unknown_address_gets_the_same_page_and_no_message(client, db):
    response = client.post("/accounts/password/reset/", {"email": "nobody@example.test"})
    assert response.headers["Location"] == "/accounts/password/reset/done/"
    assert Message.objects.count() == 0


@pytest.mark.parametrize("password", ["short", "password1234", "alice@example.test"])
def test_a_short_common_or_obvious_password_is_refused(client_of, password):
    user = UserFactory(email="alice@example.test")
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    response = client_of(user).post("/accounts/password/change/", data)
    user.refresh_from_db()
    assert user.check_password(PASSWORD), response.status_code


def test_signing_out_ends_the_session(client_of, alice):
    client = client_of(alice)
    client.post("/accounts/logout/")
    assert client.get("/profile/").status_code == 302
