"""Teams are created, changed and filled."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Team, User
from accounts.services import teams
from core.clock import now
from core.exceptions import AlreadyDone
from core.models import AuditEntry
from tests.factories.accounts import ManagerFactory


def test_a_team_has_its_default_promises_and_its_manager_in_it(odile):
    manager = ManagerFactory()
    team = teams.create_team(by=odile, name="Ouest", manager=manager, territory="Bretagne", now=now())
    manager.refresh_from_db()
    assert (team.decision_hours, team.review_hours, manager.team) == (16, 8, team)


def test_a_rep_does_not_manage_a_team(odile, alice):
    with pytest.raises(ValidationError) as refusal:
        teams.create_team(by=odile, name="Ouest", manager=alice, now=now())
    assert list(refusal.value.message_dict) == ["manager"]
    assert not Team.objects.filter(name="Ouest").exists()


def test_a_change_is_written_once_and_says_which_fields(odile, north):
    teams.update_team(north, by=odile, changes={"territory": "Hauts-de-France", "decision_hours": 8}, now=now())
    teams.update_team(north, by=odile, changes={"decision_hours": 8}, now=now())
    entry = AuditEntry.objects.get(action="team.changed")
    assert entry.after == {"fields": ["decision_hours", "territory"]}


def test_a_person_who_moves_sees_the_other_team(odile, alice, david, south):
    moved = teams.move_to_team(alice, by=odile, team=south, now=now())
    assert User.objects.get(pk=moved.pk).team_ids == (south.pk,)
    with pytest.raises(AlreadyDone):
        teams.move_to_team(alice, by=odile, team=south, now=now())


def test_two_teams_do_not_share_a_name(client_of, odile, north):
    given = {"name": "NORD", "decision_hours": 16, "review_hours": 8}
    response = client_of(odile).post("/teams/new/", given)
    assert response.status_code == 422
    assert Team.objects.count() == 1


def test_the_pages_of_teams(client_of, odile, north):
    client = client_of(odile)
    assert client.get("/teams/").status_code == 200
    assert client.get(f"/teams/{north.pk}/").status_code == 200
    given = {"name": "Nord", "manager": north.manager_id, "decision_hours": 12, "review_hours": 8}
    assert client.post(f"/teams/{north.pk}/", given).status_code == 302
    north.refresh_from_db()
    assert north.decision_hours == 12
