"""A manager sees the days that nobody told, excuses them, and settles the drafts of who left."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from debrief.models import Debrief
from debrief.selectors.missing_days import missing_days
from debrief.services.filing import declare_nothing, open_day
from tests.factories.accounts import ManagerFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
TODAY, THURSDAY, WEDNESDAY = date(2026, 3, 20), date(2026, 3, 19), date(2026, 3, 18)


@pytest.fixture(autouse=True)
def on_friday():
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def manager(db):
    team = TeamFactory()
    boss = ManagerFactory(team=team)
    team.manager = boss
    team.save(update_fields=["manager"])
    return boss


@pytest.fixture
def rep(manager):
    return UserFactory(team=manager.team, joined_on=WEDNESDAY)


def test_a_working_day_without_debrief_is_owed(manager, rep):
    UserFactory(team=TeamFactory(), joined_on=WEDNESDAY)
    shown = missing_days(manager, TODAY)
    assert [(row.rep, row.days) for row in shown.rows] == [(rep, [WEDNESDAY, THURSDAY])]
    declare_nothing(open_day(rep=rep, day=THURSDAY, by=rep), by=rep)
    open_day(rep=rep, day=WEDNESDAY, by=rep)
    (row,) = missing_days(manager, TODAY).rows
    assert (row.days, row.begun) == ([WEDNESDAY], {WEDNESDAY})


def test_the_manager_excuses_several_days_at_once(manager, rep, client_of):
    data = {"rep": rep.pk, "days": [str(WEDNESDAY), str(THURSDAY)], "reason": "Congés"}
    answer = client_of(manager).post(reverse("debrief:missing_excuse"), data)
    assert answer.status_code == 302
    days = Debrief.objects.filter(rep=rep).order_by("work_date")
    assert [(day.outcome, day.state, day.excuse) for day in days] == [("excused", "closed", "Congés")] * 2
    assert missing_days(manager, TODAY).rows == []


def test_a_reason_about_health_is_refused_and_nothing_is_excused(manager, rep, client_of):
    data = {"rep": rep.pk, "days": [str(THURSDAY)], "reason": "arrêt maladie pour dépression"}
    answer = client_of(manager).post(reverse("debrief:missing_excuse"), data)
    assert answer.status_code == 422
    assert not Debrief.objects.filter(rep=rep, outcome="excused").exists()


def test_a_manager_excuses_nobody_of_another_team(rep, client_of):
    other = ManagerFactory(team=TeamFactory())
    data = {"rep": rep.pk, "days": [str(THURSDAY)], "reason": "Congés"}
    assert client_of(other).post(reverse("debrief:missing_excuse"), data).status_code == 404
    assert not Debrief.objects.exists()


def test_the_draft_of_somebody_who_left_is_settled(manager, rep, client_of):
    draft = open_day(rep=rep, day=THURSDAY, by=rep)
    rep.is_active = False
    rep.save(update_fields=["is_active"])
    assert missing_days(manager, TODAY).drafts == [draft]
    client_of(manager).post(reverse("debrief:draft_close", args=[draft.pk]))
    draft.refresh_from_db()
    assert (draft.state, draft.outcome) == ("closed", "excused")
