"""The seeds: the same company for the same number, people who can sign in, books that add up."""

import hashlib
import json
import stat

import pytest
from django.db import transaction

from accounts.models import User
from config.seeding.people import NAMED
from config.seeding.profiles import LOAD, TINY, scaled
from config.seeding.story import tell
from core import clock
from crm.models import Company, Contact, Opportunity
from debrief.models import Debrief, Finding, Visit
from leads.models import Campaign, Handoff, Lead

TOLD = (
    (User, ("name", "email", "role")),
    (Company, ("name", "city", "owner__email")),
    (Contact, ("name", "email", "company__name")),
    (Opportunity, ("name", "amount", "state")),
    (Campaign, ("name", "channel", "budget")),
    (Lead, ("name", "email", "state", "owner__email")),
    (Handoff, ("lead__name", "promise", "decision")),
    (Debrief, ("rep__email", "work_date", "state", "filed_at")),
    (Visit, ("company__name", "note", "state")),
    (Finding, ("kind", "value", "novelty", "state")),
)


@pytest.fixture
def seed(db, settings, tmp_path):
    """Tells a tiny company and gives its counts."""
    settings.APP_DATA_DIR = tmp_path

    def make(number=1):
        return tell(TINY, number, clock.local_day(), lambda step: None)

    return make


def fingerprint():
    """Everything a person would read, whatever numbers the rows got."""
    sha = hashlib.sha256()
    for model, fields in TOLD:
        for row in sorted(map(str, model.objects.values_list(*fields))):
            sha.update(row.encode())
    return sha.hexdigest()


def told_once(seed, number):
    """The fingerprint of a company that is forgotten at once."""
    with transaction.atomic():
        seed(number)
        told = fingerprint()
        transaction.set_rollback(True)
    return told


def test_the_same_number_tells_the_same_company(seed):
    assert told_once(seed, 1) == told_once(seed, 1)


def test_everybody_of_the_contract_can_sign_in_with_what_the_file_says(seed, tmp_path):
    seed()
    path = tmp_path / "credentials.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert told["contract"] == 1
    assert set(told["users"]) == set(NAMED)
    for name, person in told["users"].items():
        user = User.objects.get(email=person["email"])
        assert user.check_password(person["password"])
        assert user.is_active == person["active"] == (name != "ex_rep")
        assert bool(person["token"]) == person["active"]


def test_every_object_of_the_contract_carries_the_mark_of_its_owner(seed, tmp_path):
    seed()
    objects = json.loads((tmp_path / "credentials.json").read_text(encoding="utf-8"))["objects"]
    assert set(objects) >= {"company", "contact", "opportunity", "lead", "handoff", "debrief", "visit", "finding"}
    for owner in ("rep_a1", "rep_a2", "rep_b1"):
        company = Company.objects.get(pk=objects["company"][owner][0])
        assert f"CANARY-{owner}-1" in company.name
        assert company.owner.email == f"{owner}@example.test"
        lead = Lead.objects.get(pk=objects["lead"][owner][0])
        assert f"CANARY-{owner}-5" in lead.name
        assert Debrief.objects.get(pk=objects["debrief"][owner][0]).rep.email == f"{owner}@example.test"


def test_a_scaled_company_keeps_its_days():
    small = scaled(LOAD, 0.1)
    assert (small.reps, small.leads, small.days, small.touches_per_lead) == (
        40,
        10_000,
        LOAD.days,
        LOAD.touches_per_lead,
    )
