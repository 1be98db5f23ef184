"""The limit of calls is one for all web processes, and says when to come back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from core.api.throttling import PerUser
from core.models import ApiCalls

pytestmark = pytest.mark.django_db
SESSION = "/api/v1/session/"
NOON = datetime(2026, 3, 10, 12, 0, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def three_a_minute(monkeypatch):
    monkeypatch.setattr(PerUser, "rate", "3/min", raising=False)
    with time_machine.travel(NOON, tick=False):
        yield


def test_the_fourth_call_of_a_minute_is_429_and_says_when(alice, amine, client_of):
    client = client_of(alice)
    assert [client.get(SESSION).status_code for _call in range(3)] == [200, 200, 200]
    refused = client.get(SESSION)
    assert (refused.status_code, refused["Retry-After"], refused.json()["code"]) == (429, "40", "throttled")
    assert set(refused.json()) == {"code", "detail", "fields", "request_id"}
    assert client_of(amine).get(SESSION).status_code == 200
    with time_machine.travel(NOON + timedelta(seconds=40), tick=False):
        assert client.get(SESSION).status_code == 200


def test_the_count_is_kept_in_the_database(alice, client_of):
    client_of(alice).get(SESSION)
    client_of(alice).get(SESSION)
    assert list(ApiCalls.objects.values_list("user", "count")) == [(alice.pk, 2)]


def test_whoever_is_not_signed_in_is_not_counted(client):
    assert client.get(SESSION).status_code == 401
    assert not ApiCalls.objects.exists()
