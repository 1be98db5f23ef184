"""Makers of what leads come from: campaigns, public forms, imported files."""

from datetime import date

from core.clock import now
from core.models import ImportRun
from leads.models import Campaign, CaptureForm
from tests.house.crm_objects import canary


def campaign(world, owner):
    text, person = canary(owner, "campaign"), world.people[owner]
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)}
    return Campaign.objects.create(name=text, channel="email", owner=person, state="running", **days)


def import_run(world, owner):
    return ImportRun.objects.create(
        kind="companies",
        state="done",
        file_name=canary(owner, "import"),
        file_sha256="0" * 64,
        total=1,
        read=1,
        by=world.people[owner],
        started_at=now(),
    )


def form(world, owner):
    return CaptureForm.objects.create(
        campaign=campaign(world, owner),
        name=canary(owner, "form"),
        state="live",
        fields=[{"name": "name", "required": True}, {"name": "email", "required": True}],
        title_fr="Recevoir le catalogue",
        title_en="Get the catalogue",
        thanks_fr="Merci.",
        thanks_en="Thank you.",
        created_by=world.people[owner],
    )
