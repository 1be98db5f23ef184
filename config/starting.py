"""What an empty installation needs before anybody can work: reasons, a first routing rule, a plan per paid role."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from accounts.choices import Role
from accounts.models import User
from core import clock
from incentives.services.plans import draft_plan, draft_version, publish_version
from leads.models import Reason, RoutingRule

REASONS = (
    ("reject", "wrong_fit", "Hors cible", "Not our target"),
    ("reject", "no_project", "Pas de projet", "No project"),
    ("reject", "unreachable", "Injoignable", "Cannot be reached"),
    ("reject", "wrong_data", "Coordonnées fausses", "Wrong contact data"),
    ("reject", "known_customer", "Déjà en cours d’affaire", "Deal already under way"),
    ("disqualify", "competitor", "Concurrent", "Competitor"),
    ("disqualify", "student", "Étudiant ou particulier", "Student or private person"),
    ("disqualify", "spam", "Fausse demande", "Fake request"),
)
PROVED = ("wrong_data", "known_customer")
PLANS = (
    ("reps", "Plan de variable des commerciaux", Role.REP),
    ("marketers", "Plan de variable du marketing", Role.MARKETER),
)


def write_reasons() -> None:
    """Reasons in both languages; operations rename, add and switch off."""
    Reason.objects.bulk_create(
        [
            Reason(
                kind=kind,
                code=code,
                label_fr=french,
                label_en=english,
                rank=10 * (rank + 1),
                needs_evidence=code in PROVED,
            )  # fmt: skip
            for rank, (kind, code, french, english) in enumerate(REASONS)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def furnish(*, by: User, now: datetime) -> None:
    """Written once, with the first administrator: she changes or switches off what does not suit."""
    write_reasons()
    RoutingRule.objects.create(rank=10, name="Propriétaire de la société", method="owner")
    first: date = clock.local_day(now).replace(day=1)
    published = min(now, datetime.combine(first, time(0), ZoneInfo(settings.APP_TZ)))
    for code, name, role in PLANS:
        version = draft_version(draft_plan(by=by, code=code, name=name, role=role), by=by, starts_on=first)
        publish_version(version, by=by, now=published)
