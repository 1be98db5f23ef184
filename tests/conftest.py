"""Database roles, named people, logged-in clients, frozen day."""

import os

import pytest
from django.db import connections
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.people", "tests.files"]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's sync API keeps an event loop in this thread
# Both measure how busy the machine is, not what the code does; how many examples are tried stays the same.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

KEPT = ("django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions")
EMPTY_ALL = """
DO $$
DECLARE name text; names text[];
BEGIN
    SELECT array_agg(format('%I', tablename)) INTO names FROM pg_tables
        WHERE schemaname = 'public' AND NOT tablename = ANY (string_to_array(current_setting('tandem.kept'), ','));
    FOREACH name IN ARRAY names LOOP EXECUTE 'ALTER TABLE ' || name || ' DISABLE TRIGGER USER'; END LOOP;
    EXECUTE 'TRUNCATE ' || array_to_string(names, ', ') || ' RESTART IDENTITY';
    FOREACH name IN ARRAY names LOOP EXECUTE 'ALTER TABLE ' || name || ' ENABLE TRIGGER USER'; END LOOP;
END $$;
"""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Tests that start servers of their own mostly wait: they come first, beside those that compute."""
    items.sort(key=lambda item: "servers" not in item.keywords)


def become(role: str) -> None:
    """New connections act as this role; the open one is closed."""
    connection = connections["default"]
    connection.close()
    connection.settings_dict["OPTIONS"]["assume_role"] = role


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database is made and migrated as app_owner; the tests run as app_rw, like the application."""
    from django.core.management import call_command

    with django_db_blocker.unblock():
        call_command("sync_roles", verbosity=0)
        become("app_rw")
    yield
    with django_db_blocker.unblock():
        become("app_owner")


@pytest.fixture(scope="session", autouse=True)
def empty_as_owner():
    """Transactional tests end by emptying the tables as their owner: append-only tables refuse everybody else."""

    def teardown(self):
        with connections["default"].cursor() as cursor:
            cursor.execute("SET ROLE app_owner")
            cursor.execute("SELECT set_config('tandem.kept', %s, false)", [",".join(KEPT)])
            cursor.execute(EMPTY_ALL)
            cursor.execute("SET ROLE app_rw")

    TransactionTestCase._fixture_teardown = teardown


@pytest.fixture(autouse=True)
def no_language_left():
    """What a test says or asks in English is not the language of the next one."""
    yield
    translation.deactivate()


@pytest.fixture
def as_owner():
    """The test acts as app_owner, to prove that triggers refuse even the owner."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SET ROLE app_owner")
        yield cursor
        cursor.execute("SET ROLE app_rw")


@pytest.fixture
def client_of(db):
    """A signed-in test client for one person: client_of(alice).get(…)."""

    def make(user, **headers):
        client = Client(**headers)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


@pytest.fixture
def api_of(db):
    """A JSON client for one person, by session: api_of(alice).post(url, {...})."""
    from rest_framework.test import APIClient

    def make(user):
        client = APIClient()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
