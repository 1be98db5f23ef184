"""A small company for the house tests: everybody, each with objects of their own, asked through the live routes."""

import contextlib
from copy import deepcopy

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from core import policy
from tests.factories.accounts import (
    DirectorFactory,
    ManagerFactory,
    MarketerFactory,
    OperationsFactory,
    TeamFactory,
    UserFactory,
)

ROLES = ("rep", "sales_manager", "marketer", "operations", "director")
STANDING = {  # who asks, for each role; and the names of everybody else
    "rep": "rep_a1",
    "sales_manager": "man_a",
    "marketer": "mkt_1",
    "operations": "adm_1",
    "director": "dir_1",
    "": "norole",
    "deactivated": "ex_rep",
}
OWNERS = ("rep_a1", "rep_a2", "rep_b1", "man_a", "mkt_1", "mkt_2")
UNCOUNTED = ("accounts_browsersession", "core_cache", "core_apicalls", "usersessions_usersession")
TABLES = """
SELECT array_agg(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT relname = ANY (%s)
"""
WRITES = """
SELECT sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
    + pg_stat_get_xact_tuples_deleted(oid)) FROM unnest(%s::oid[]) oid
"""


class World:
    """The people by their short names, the objects by noun and owner, and one client per person."""

    def __init__(self):
        self.people, self.objects, self.clients, self.tables = {}, {}, {}, []

    def ask(self, name, method, url, data=None, language="fr"):
        """The answer to one request of this person ("anonymous" for nobody); what it wrote is taken back."""
        api, client = url.startswith("/api/"), self.clients[name]
        with self.undone(client):
            response = client.generic(
                method,
                url,
                data=data or "",
                content_type="application/json" if api else "application/x-www-form-urlencoded",
                headers={"Accept-Language": language},
            )
            raw = b"".join(response.streaming_content) if response.streaming else response.content
            response.body = raw.decode(errors="ignore")
        return response

    def sign_in(self):
        """Everybody opens a session, which is written once a day; one client stays anonymous."""
        self.clients["anonymous"] = Client(raise_request_exception=False)
        for name, person in self.people.items():
            self.clients[name] = Client(raise_request_exception=False)
            self.clients[name].force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
            self.clients[name].get(reverse("accounts:profile"))

    @contextlib.contextmanager
    def undone(self, client):
        """What is done here is taken back: the rows, and what the answer did to the cookies."""
        point, cookies = transaction.savepoint(), deepcopy(client.cookies)
        try:
            yield
        finally:
            transaction.savepoint_rollback(point)
            connection.needs_rollback = False
            client.cookies = cookies

    def writes(self):
        """How many rows this transaction has written so far, even in savepoints taken back since."""
        self.tables = self.tables or counted_tables()
        return written(self.tables)


def counted_tables():
    """The numbers of the tables whose rows tell that something was written."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [list(UNCOUNTED)])
        return cursor.fetchone()[0]


def written(tables):
    """How many rows this transaction has written in these tables, even in savepoints taken back since."""
    with connection.cursor() as cursor:
        cursor.execute(WRITES, [tables])
        return cursor.fetchone()[0]


def people():
    north, south = TeamFactory(name="Nord"), TeamFactory(name="Sud")
    made = {
        "rep_a1": UserFactory(team=north),
        "rep_a2": UserFactory(team=north),
        "rep_b1": UserFactory(team=south),
        "man_a": ManagerFactory(team=north),
        "man_b": ManagerFactory(team=south),
        "mkt_1": MarketerFactory(),
        "mkt_2": MarketerFactory(),
        "adm_1": OperationsFactory(),
        "adm_2": OperationsFactory(),
        "dir_1": DirectorFactory(),
        "norole": UserFactory(role=""),
        "ex_rep": UserFactory(team=north),
    }
    north.manager, south.manager = made["man_a"], made["man_b"]
    north.save(update_fields=["manager"])
    south.save(update_fields=["manager"])
    return made


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for a file, in a transaction that is taken back at its end."""
    from accounts.services.users import deactivate_user
    from core.clock import now
    from tests.house import objects

    with django_db_blocker.unblock():
        made = World()
        with transaction.atomic():
            with connection.cursor() as cursor:  # one long transaction, with pauses as long as a PDF takes
                cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            made.people = people()
            made.sign_in()
            made.objects = {noun: objects.build(noun, made) for noun in objects.NOUNS}
            deactivate_user(made.people["ex_rep"], by=made.people["adm_1"], now=now())
            yield made
            transaction.set_rollback(True)


def routes():
    """{full name: path} of every route that has a name, once."""
    return dict(policy.walk())


def plain_routes():
    """Routes that need no argument, by name → address."""
    found = {}
    for name in routes():
        with contextlib.suppress(NoReverseMatch):
            found[name] = reverse(name)
    return found


def pages_of(world, role, language):
    """(name, answer) of every plain HTML page that this role may open."""
    person = "anonymous" if role == "anonymous" else STANDING[role]
    if person != "anonymous":
        User.objects.filter(pk=world.people[person].pk).update(language=language)
    for name, url in sorted(plain_routes().items()):
        line = policy.route(name)
        if line is None or "GET" not in line.methods or name.startswith(("admin:", "api:")):
            continue
        response: HttpResponseBase = world.ask(person, "GET", url, language=language)
        if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
            yield name, response
