"""The same day sent many times at once is one day."""

import threading
from uuid import uuid4

import pytest
from django.db import connections
from rest_framework.test import APIClient

from debrief.models import Debrief, Finding
from tests.factories.accounts import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
VISIT = {
    "company_name": "Fournil",
    "kind": "visit",
    "state": "done",
    "nobody_met": True,
    "findings": [{"kind": "opinion", "value": "Le four chauffe vite", "how_known": "heard"}],
}


@pytest.fixture
def rep(synced_roles):
    return UserFactory(team=TeamFactory())


@pytest.fixture
def synced_roles(transactional_db):
    from django.core.management import call_command

    call_command("sync_roles", verbosity=0)


def post_together(user, bodies, keys):
    """Each body by its own thread, all at the same moment; the answers."""
    gate, answers = threading.Barrier(len(keys)), []

    def send(body, key):
        client = APIClient()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        gate.wait()
        answers.append(client.post("/api/v1/debriefs/", body, format="json", headers={"Idempotency-Key": str(key)}))
        connections.close_all()

    threads = [threading.Thread(target=send, args=pair) for pair in zip(bodies, keys, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_sixteen_same_posts_at_once_make_one_debrief(rep):
    from core import clock

    body = {"work_date": str(clock.local_day()), "visits": [VISIT]}
    answers = post_together(rep, [body] * 16, [uuid4()] * 16)
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [200] * 15 + [201], [answer.json() for answer in answers][:3]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert (Debrief.objects.count(), Finding.objects.count()) == (1, 1)


def test_two_keys_at_once_file_the_day_once(rep):
    from core import clock

    body = {"work_date": str(clock.local_day()), "visits": [VISIT]}
    answers = post_together(rep, [body, body], [uuid4(), uuid4()])
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert (refused.json()["code"], refused.json()["id"]) == ("day_already_filed", Debrief.objects.get().pk)
