"""What operators ask: routes, policy, what waits, and trying again."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from core import clock
from core.models import Deferred, Message
from core.policy import Route

pytestmark = pytest.mark.django_db


def told(*arguments, **options):
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return json.loads(out.getvalue())


def test_routes_and_policy_name_the_same_routes():
    routes = {route["name"] for route in told("routes", "--json")}
    assert set(told("policy", "--json")) == routes


def test_every_line_of_the_policy_speaks_of_all_five_roles():
    line = told("policy", "--json")["core:healthz" if "core:healthz" in told("policy", "--json") else "healthz"]
    assert line["anon"] is True
    assert set(line["roles"]) == {"rep", "sales_manager", "marketer", "operations", "director"}


def test_a_route_without_a_line_fails_the_policy(monkeypatch):
    monkeypatch.setattr("core.policy.unlisted", lambda: ["crm:secret"])
    with pytest.raises(CommandError, match="crm:secret") as failure:
        told("policy", "--json")
    assert failure.value.returncode == 1


def test_a_line_without_a_route_fails_the_policy(monkeypatch):
    from core import policy

    lines = policy.collect() | {"crm:gone": Route()}
    monkeypatch.setattr(policy, "collect", lambda: lines)
    with pytest.raises(CommandError, match="crm:gone"):
        told("policy", "--json")


@pytest.fixture
def letter(alice):
    return Message.objects.create(key="welcome:1", to=alice, template="core/unknown", next_at=clock.now())


def test_an_empty_house_has_nothing_waiting():
    assert told("outbox", "status", "--json") == {"waiting": 0, "dead": 0, "oldest_age_s": 0, "topics": []}


def test_what_waits_and_what_was_given_up_is_counted(letter):
    Deferred.objects.create(topic="sweep", key="x", attempts=3, state="dead", next_at=clock.now(), error="no")
    left = told("outbox", "status", "--json")
    assert (left["waiting"], left["dead"]) == (1, 1)
    assert {(row["topic"], row["state"]) for row in left["topics"]} == {("message", "waiting"), ("sweep", "dead")}


def test_what_was_given_up_can_be_tried_again(letter):
    Message.objects.update(state="dead", attempts=3, error="no")
    told("outbox", "retry", f"message:{letter.pk}", "--json")
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("waiting", 0)


@pytest.mark.parametrize("name", ["message:999999", "verdict:1", "nonsense", ""])
def test_nothing_to_try_again_is_said(name):
    with pytest.raises(CommandError, match="Nothing to try again") as failure:
        call_command("outbox", "retry", name)
    assert failure.value.returncode == 1
