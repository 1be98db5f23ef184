"""Imported people are taken back unless somebody invited them or a record names them; each who stays has a reason."""

import pytest

from accounts.models import Team, User
from accounts.services.users import admit_user
from core import clock
from core.imports.once import run_import
from core.imports.queue import go_on
from core.imports.read import read_table
from core.imports.undo import ask_undo
from core.models import AuditEntry
from crm.services.importing.people import PeopleImporter
from tests.factories.accounts import UserFactory
from tests.factories.crm import CompanyFactory

pytestmark = pytest.mark.django_db
FILE = "name,manager,office\nAnna Snelling,Dustin Brinkmann,Central\nZoe Elan,Dustin Brinkmann,Central\n"
COLUMNS = {"name": "name", "manager": "manager", "office": "office"}


def taken_back(odile, *, between=lambda: None):
    importer = PeopleImporter(by=odile, now=clock.now())
    run = run_import(read_table(FILE.encode()), COLUMNS, importer, file_name="p.csv", file_sha256="0" * 64).run
    between()
    ask_undo(run, by=odile)
    go_on(run.pk)
    run.refresh_from_db()
    return run


def test_people_nobody_invited_go_and_their_team_stays(odile):
    run = taken_back(odile)
    assert (run.undone, run.kept) == (2, {})
    assert not User.objects.filter(name__in=["Anna Snelling", "Zoe Elan"]).exists()
    assert Team.objects.filter(territory="Central").count() == 1
    assert AuditEntry.objects.filter(action="user.removed", actor=odile).count() == 2


def test_whoever_was_invited_or_owns_a_company_stays_with_the_reason(odile):
    def work():
        admit_user(User.objects.get(name="Anna Snelling"), by=odile, email="anna@example.test", now=clock.now())
        CompanyFactory(owner=User.objects.get(name="Zoe Elan"))

    run = taken_back(odile, between=work)
    assert (run.undone, sorted(run.kept.values())) == (0, [1, 1])
    assert any("invited" in reason or "invitée" in reason for reason in run.kept)
    assert User.objects.filter(name__in=["Anna Snelling", "Zoe Elan"]).count() == 2


def test_whoever_was_only_placed_in_a_team_has_none_again(odile):
    known = UserFactory(name="Zoe Elan", team=None)
    run = taken_back(odile)
    known.refresh_from_db()
    assert (run.undone, known.team, known.is_active) == (2, None, True)
