"""A filed day is added to, never changed; what is added is dated, priced at its own hour and reviewed."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection

from core.exceptions import BusinessRuleError
from debrief.models import Addendum, Debrief, Finding
from debrief.selectors.review_queue import review_queue
from debrief.services.addenda import Addition, add_to_day
from debrief.services.filing import declare_nothing, open_day, withdraw_debrief
from debrief.services.reviewing import close_debrief
from debrief.services.verdicts import accept_finding
from incentives.models import LedgerLine
from incentives.services.settling import settle_all_points
from tests.factories.debrief import DAY, EVENING, MORNING, company, filed, findings, opinion, signal, visit
from tests.factories.incentives import planned

pytestmark = pytest.mark.django_db
LATE = EVENING + timedelta(days=3)


@pytest.fixture
def day(alice):
    return filed(alice, visit(company(alice, "Fournil"), signal()))


def added(day, entry=None, **options):
    additions = [Addition(day.visits.get(), entry)] if entry else []
    return add_to_day(day, by=day.rep, additions=additions, now=options.pop("now", MORNING), **options)


def test_what_is_added_is_dated_and_the_rest_unchanged(day):
    before = list(Finding.objects.values())
    addendum = added(day, opinion("Trop lent au démarrage", about="product"), text="Oublié hier")
    assert list(Finding.objects.exclude(addendum=addendum).values()) == before
    new = Finding.objects.get(addendum=addendum)
    assert (new.about, new.timeliness, new.novelty, new.state) == ("product", "warm", "new", "pending")
    assert (addendum.added_at, addendum.text, addendum.by) == (MORNING, "Oublié hier", day.rep)


def test_a_closed_day_comes_back_to_marketing(day, chloe):
    accept_finding(findings(day)[0], by=chloe, now=EVENING)
    close_debrief(day, by=chloe, now=EVENING)
    assert not review_queue(chloe, "review").exists()
    added(day, opinion())
    assert list(review_queue(chloe, "review")) == [day]
    accept_finding(Finding.objects.get(addendum__isnull=False), by=chloe, now=MORNING)


def test_what_is_added_late_is_paid_as_late(day, alice, chloe, odile):
    planned(alice, odile)
    added(day, signal("Bongard en place", topic="equipment"), now=LATE)
    for found in findings(day):
        accept_finding(found, by=chloe, now=LATE)
    settle_all_points(LATE)
    assert sorted(LedgerLine.objects.values_list("points", flat=True)) == [4, 15]  # 10 × 0.4, and 15 told hot
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(earns) FROM contract.debriefs")
        assert cursor.fetchone()[0] == 19


def test_only_a_filed_day_of_hers_is_added_to(day, alice, david):
    with pytest.raises(BusinessRuleError) as refusal:
        add_to_day(day, by=david, text="x", now=MORNING)
    assert refusal.value.code == "not_author"
    withdraw_debrief(day, by=alice, now=EVENING)
    empty = open_day(rep=alice, day=DAY - timedelta(days=1), by=alice, now=EVENING)
    declare_nothing(empty, by=alice, now=EVENING)
    for closed in (day, empty):
        with pytest.raises(BusinessRuleError) as refusal:
            add_to_day(closed, by=alice, text="x", now=MORNING)
        assert refusal.value.code == "not_filed"
    assert not Addendum.objects.exists()


def test_words_that_may_not_be_kept_add_nothing(day):
    for options in ({"text": "Il est dépressif"}, {"text": " "}):
        with pytest.raises(ValidationError):
            added(day, **options)
    assert not Addendum.objects.exists()


def test_the_page_and_the_api_add(day, alice, client_of, api_of, david):
    with time_machine.travel(MORNING, tick=False):
        url, visit_id = f"/debriefs/{day.pk}/add/", day.visits.get().pk
        assert "Fournil" in client_of(alice).get(url).content.decode()
        body = {"visit": visit_id, "what": "need", "value": "Un four à sole", "how": "heard", "client_id": str(uuid4())}
        json = {"Accept": "application/json"}
        assert [client_of(alice).post(url, body, headers=json).status_code for _ in range(2)] == [201, 200]
        assert client_of(alice).post(url, {}).status_code == 422
        assert "Un four à sole" in client_of(alice).get(day.get_absolute_url()).content.decode()
        told = {"findings": [{"visit": visit_id, "kind": "remark", "value": "Revoir en mai"}]}
        api = f"/api/v1/debriefs/{day.pk}/add/"
        assert api_of(alice).post(api, told, format="json").status_code == 201
        assert api_of(david).post(api, told, format="json").status_code == 404
        told["findings"][0]["visit"] = 999999
        assert api_of(alice).post(api, told, format="json").status_code == 422
    assert Debrief.objects.get().addenda.count() == 2
