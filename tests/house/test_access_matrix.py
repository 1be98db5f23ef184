"""Every live route × every role: who gets in, who does not, and that whoever does not writes and learns nothing."""

import re

import pytest
from django.db import connection
from django.urls import NoReverseMatch, reverse

from accounts.choices import Role
from accounts.scoping import SCOPES
from core import policy
from tests.house import objects
from tests.house.world import STANDING, routes

pytestmark = pytest.mark.django_db
ALL = routes()
PROBED = sorted(name for name in ALL if not name.startswith("admin:") and not name.startswith("admin/"))
WRITING = "role=director&is_staff=on&is_superuser=on&points=9999&owner=1&state=approved&is_active=on"
WRITING_JSON = '{"role": "director", "is_staff": true, "points": 9999, "owner": 1, "state": "approved"}'
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
TELLS_FAILURE = {"socialaccount_login_error"}  # a page that says 401 to whoever comes back without an identity
PUT_IS_POST = ("account_", "mfa_", "socialaccount_")  # allauth's forms
FINER = {  # one address, two rights
    ("POST", "api:debrief_list"): "debrief.file_debrief",
    ("POST", "api:question_list"): "debrief.ask_question",
}
OPEN_TO_NONE = {"none", None}


def _sees(world, person, owner, scope):
    """Whether a scope opens this owner's object to this person."""
    if owner == "shared" or scope == "all" or owner == person:
        return True
    asking, owning = world.people[person], world.people[owner]
    return scope == "team" and owning.team_id is not None and owning.team_id in asking.team_ids


def _targets(world, name, person):
    """(owner, address) of the objects to try: her own, a colleague's, somebody else's."""
    path = ALL[name]
    if "<" not in path or name in objects.FIXED:
        yield "shared", reverse(name, kwargs=objects.FIXED.get(name))
        return
    noun = objects.noun_of(name)
    assert noun, f"{name} ({path}) takes arguments of a noun that tests/house/objects.py does not know."
    owned = world.objects[noun]
    team = world.people[person].team_id if person in world.people else None
    own = [owner for owner in owned if owner in {person, "shared"}]
    near = [owner for owner in owned if owner not in own and team and world.people[owner].team_id == team]
    far = [owner for owner in owned if owner not in own + near]
    for owner in [*own[:1], *near[:1], *far[-1:]]:
        yield owner, reverse(name, kwargs=objects.arguments(path, owned[owner]))


def _forbidden(world, person):
    """Canaries of rows out of this person's reach, as one pattern."""
    role = getattr(world.people.get(person), "role", "")
    hidden = []
    for noun, floor in objects.FLOOR_OF.items():
        scope = SCOPES[floor].get(role)
        out = [owner for owner in objects.EVERYBODY if not (scope and _sees(world, person, owner, scope))]
        hidden += [f"CANARY-{owner}-{noun}-" for owner in out]
    return re.compile("|".join(hidden)) if hidden else None


def _shut_out(name, response):
    """The answer to whoever is not signed in."""
    if name.startswith("api:"):
        return response.status_code == 401
    return response.status_code == 302 and "/accounts/login/" in response.headers["Location"]


def _scope(world, name, line, person, method):
    """How far the policy lets this person go with this method."""
    right = FINER.get((method, name))
    if right and not world.people[person].has_perm(right):
        return None
    return line.roles.get(world.people[person].role)


def _verdict(world, name, line, person, owner, method, response):
    """None when the answer is the one that the policy promises, else a sentence."""
    said = f"{person} → {owner}: {response.status_code}"
    if response.status_code >= 500:
        return f"{said} is an error"
    if line.anon:
        return None if response.status_code not in {401, 403} or name in TELLS_FAILURE else f"{said}, open to all"
    if person in {"anonymous", STANDING["deactivated"]}:
        return None if _shut_out(name, response) else f"{said}, not signed in"
    scope = _scope(world, name, line, person, method)
    if scope in OPEN_TO_NONE:
        return None if response.status_code in {403, 404} else f"{said}, not permitted"
    if scope == "scoped":
        return None
    if not _sees(world, person, owner, scope):
        return None if response.status_code == 404 else f"{said}, out of scope"
    refused = response.status_code in {401, 403, 404} or _shut_out(name, response)
    return f"{said}, permitted" if refused else None


def _body(name, method):
    if method == "GET":
        return None
    return WRITING_JSON if name.startswith("api:") else WRITING


@pytest.mark.parametrize("name", PROBED)
def test_a_route_answers_as_its_policy_says(world, name):
    line = policy.route(name)
    assert line is not None, f"{name} has no line in any policy.py"
    wrong = []
    for person in [*STANDING.values(), "anonymous"]:
        hidden = _forbidden(world, person)
        for owner, url in _targets(world, name, person):
            for method in line.methods:
                before = world.writes()
                response = world.ask(person, method, url, _body(name, method))
                fault = _verdict(world, name, line, person, owner, method, response)
                wrong += [f"{method} {fault}"] if fault else []
                denied = response.status_code in {401, 403, 404} or _shut_out(name, response)
                reading = method == "GET" and not line.write and "export" not in name
                if (reading or (denied and not line.anon)) and world.writes() != before:
                    wrong.append(f"{method} {person} → {owner}: refused or only read, but something was written")
                if hidden and (leak := hidden.search(response.body)):
                    wrong.append(f"{method} {person} → {owner}: shows {leak[0]}")
    assert not wrong, "\n".join([name, *wrong])


@pytest.mark.parametrize("name", PROBED)
def test_a_method_that_the_policy_does_not_name_does_nothing(world, name):
    line = policy.route(name)
    role = next((role for role in line.roles if role), Role.OPERATIONS)
    owner, url = next(iter(_targets(world, name, STANDING[role])))
    for method in METHODS:
        if method in line.methods:
            continue
        before = world.writes()
        status = world.ask(STANDING[role], method, url, _body(name, method)).status_code
        shown = {200} if line.anon or name.startswith(PUT_IS_POST) else set()
        assert status in {302, 401, 403, 404, 405} | shown, f"{method} {name} answers {status}"
        assert world.writes() == before, f"{method} {name} writes"


PROTECTED = """
SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM (
    SELECT 'user', id, role, team_id::text, is_staff::text || is_superuser::text || is_active::text FROM accounts_user
    UNION ALL SELECT 'line', id, kind, person_id::text, points::text FROM incentives_ledgerline
    UNION ALL SELECT 'period', id, state, '', '' FROM incentives_period
    UNION ALL SELECT 'version', id, state, sha, '' FROM incentives_planversion
    UNION ALL SELECT 'campaign', id, '', owner_id::text, '' FROM leads_campaign
    UNION ALL SELECT 'company', id, '', owner_id::text, '' FROM crm_company WHERE owner_id = %(wanted)s
    UNION ALL SELECT 'deal', id, '', owner_id::text, '' FROM crm_opportunity WHERE owner_id = %(wanted)s
    UNION ALL SELECT 'lead', id, '', owner_id::text, '' FROM leads_lead WHERE owner_id = %(wanted)s
) AS t
"""


def _protected(wanted):
    """One fingerprint over the columns that no form and no body may set: roles, rights, points, states, owners."""
    with connection.cursor() as cursor:
        cursor.execute(PROTECTED, {"wanted": wanted})
        return cursor.fetchone()[0]


def test_nobody_promotes_herself(world):
    """A body that names role, rights, points, state or owner changes none of them, whatever it is sent to."""
    wanted = world.people["adm_2"].pk
    before, changed = _protected(wanted), []
    forms = WRITING.replace("owner=1", f"owner={wanted}&owner_id={wanted}&person={wanted}&team=1")
    bodies = {
        "application/x-www-form-urlencoded": forms,
        "application/json": WRITING_JSON.replace(": 1", f": {wanted}"),
    }
    for name in PROBED:
        line = policy.route(name)
        if not line or not line.write or name.startswith("accounts:user_"):
            continue
        kind = "application/json" if name.startswith("api:") else "application/x-www-form-urlencoded"
        for person in ("rep_a1", "norole"):
            for _owner, url in _targets(world, name, person):
                client = world.clients[person]
                with world.undone(client):
                    client.generic("POST", url, bodies[kind], content_type=kind)
                    changed += [f"{person} through {name}"] if _protected(wanted) != before else []
    assert changed == []


def test_there_are_more_than_two_thousand_probes(world):
    people = [*STANDING.values(), "anonymous"]
    probes = sum(
        len(policy.route(name).methods)
        for name in PROBED
        for person in people
        for _target in _targets(world, name, person)
    )
    assert probes >= 2000
    print(f"{probes} probes of {len(PROBED)} routes")  # noqa: T201


def test_the_back_office_is_for_operations(world):
    for person in [*STANDING.values(), "anonymous"]:
        for name in sorted(name for name in ALL if name.startswith("admin:")):
            try:
                url = reverse(name, kwargs={"app_label": "accounts"} if "app_label" in ALL[name] else None)
            except NoReverseMatch:
                continue
            status = world.ask(person, "GET", url).status_code
            line = policy.route(name)
            if person == "adm_1":
                assert status in {200, 302, 403, 404, 405}, name
            elif not line.anon and "logout" not in name:
                assert status in {302, 403, 404}, f"{name} as {person}"
