"""Models and migrations agree, and every migration has a human name."""

from io import StringIO

import pytest
from django.core.management import call_command

from accounts.services.roles import sync_roles
from tests.house.sources import FLOORS, python_files


@pytest.mark.django_db
def test_models_and_migrations_agree():
    out = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=out, stderr=out, verbosity=1)
    except SystemExit:
        pytest.fail(out.getvalue())


def test_no_migration_is_named_by_a_machine():
    names = [path for path in python_files(*FLOORS) if "migrations" in path.parts]
    assert [str(path) for path in names if "_auto_" in path.name] == []


@pytest.mark.django_db
def test_every_permission_of_the_table_of_roles_exists():
    assert sync_roles() == []
