"""A moment that no clock ever showed is refused beside its field, wherever one is sent."""

from uuid import uuid4

import pytest

from core import clock
from crm.models import Activity
from debrief.models import Debrief
from leads.models import Lead
from tests.factories.crm import CompanyFactory
from tests.factories.leads import CampaignFactory

pytestmark = pytest.mark.django_db
NONE = [
    "0001-01-01",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2026-02-30T10:00:00Z",
    "hier",
    12,
    None,
]


@pytest.mark.parametrize("at", NONE)
def test_a_person_noted_at_no_moment_is_not_noted(api_of, alice, chloe, at):
    day = clock.local_day()
    fair = CampaignFactory(owner=chloe, channel="event", starts_on=day, ends_on=day)
    told = {"campaign": fair.pk, "name": "Ana", "email": "ana@sow.test", "captured_at": at}
    answer = api_of(alice).post("/api/v1/leads/stand/", told, headers={"Idempotency-Key": str(uuid4())})
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["captured_at"])
    assert not Lead.objects.exists()


@pytest.mark.parametrize("at", NONE[:-1])
def test_a_day_noted_at_no_moment_is_not_filed(api_of, alice, at):
    told = {"work_date": str(clock.local_day()), "captured_at": at}
    answer = api_of(alice).post("/api/v1/debriefs/", told, headers={"Idempotency-Key": str(uuid4())})
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["captured_at"])
    assert not Debrief.objects.exists()


@pytest.mark.parametrize("at", NONE)
def test_a_call_at_no_moment_is_not_noted(api_of, alice, at):
    told = {"company": CompanyFactory(owner=alice).pk, "kind": "call", "text": "Rappelé", "at": at}
    answer = api_of(alice).post("/api/v1/activities/log/", told)
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["at"])
    assert not Activity.objects.exists()
