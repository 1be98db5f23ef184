"""Who may call the API: by session or by token, and nobody else."""

import pytest

from accounts.services.tokens import create_token
from core.clock import now

SESSION = "/api/v1/session/"


def test_anonymous_callers_get_401_with_the_one_error_shape(client, db):
    response = client.get(SESSION)
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Token")
    assert set(response.json()) == {"code", "detail", "fields", "request_id"}


def test_a_session_tells_who_is_calling_and_gives_the_csrf_token(client_of, alice):
    answer = client_of(alice).get(SESSION).json()
    assert (answer["user"], answer["name"], answer["role"]) == (alice.pk, "Alice Aubert", "rep")
    assert len(answer["csrf"]) == 64


def test_a_token_opens_the_api_but_not_the_pages(client, alice):
    headers = {"Authorization": f"Token {create_token(alice, by=alice, now=now())}"}
    assert client.get(SESSION, headers=headers).json()["user"] == alice.pk
    assert client.get("/profile/", headers=headers).status_code == 302


@pytest.mark.parametrize("token", ["", "zz", "é" * 8, "00" * 32, "a b", "\x01", "Bearer"])
def test_a_malformed_token_is_nobodys(client, db, token):
    assert client.get(SESSION, headers={"Authorization": f"Token {token}"}).status_code == 401


def test_whoever_has_no_role_may_know_who_she_is_and_nothing_else(client_of, nora):
    client = client_of(nora)
    assert client.get(SESSION).json()["role"] == ""
    assert client.get("/api/v1/companies/").status_code == 403


def test_the_schema_is_for_people_who_sign_in(client, client_of, alice):
    assert client.get("/api/schema/").status_code == 401
    answer = client_of(alice).get("/api/schema/")
    assert answer.headers["Content-Type"].startswith("application/vnd.oai.openapi+json")
    assert "/api/v1/session/" in answer.json()["paths"]
