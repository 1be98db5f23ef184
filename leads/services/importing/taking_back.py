"""Takes imported leads back: those that nobody moved, changed or met since, with their touches."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from core.imports.references import acted_upon, built_upon, forget_computed
from core.models import RowFate
from leads.choices import LeadState
from leads.models import Lead, LeadScore, Touchpoint


def take_back(rows: Sequence[Any], *, run_id: int, now: datetime) -> dict[int, str]:
    """Line → why it stays."""
    made = {row.object_id: row.line for row in rows if row.fate == RowFate.CREATED and row.object_id}
    if not rows:
        return {}
    since = rows[0].run.started_at
    stays = _used(list(made), since)
    gone = [pk for pk in made if pk not in stays]
    _withdraw([f"lead:{pk}:form" for pk in gone], now=now)
    with connection.cursor() as cursor:  # the history of scores refuses any other hand
        cursor.execute("SELECT leads_take_scores_back(%s)", [gone])
    forget_computed(Lead, gone)
    Lead.objects.filter(pk__in=gone)._raw_delete("default")
    kept = {made[pk]: reason for pk, reason in stays.items()}
    return kept | _empty_again(
        [row for row in rows if row.fate == RowFate.UPDATED], run_id=run_id, since=since, now=now
    )


def _used(ids: list[int], since: datetime) -> dict[int, str]:
    reasons = dict.fromkeys(built_upon(Lead, ids, but=[Touchpoint, LeadScore]), _("Somebody is already working on it."))
    others = Touchpoint.objects.filter(lead__in=ids)
    touched = {
        lead for lead, key in others.values_list("lead_id", "external_key") if key != f"lead:{lead}:form"
    }  # fmt: skip
    reasons |= dict.fromkeys(touched, _("The person came back since."))
    moved = Lead.objects.filter(pk__in=ids).exclude(state=LeadState.NEW).values_list("pk", flat=True)
    return reasons | dict.fromkeys(acted_upon(Lead, ids, since=since) | set(moved), _("Somebody changed it since."))


def _withdraw(keys: list[str], *, now: datetime) -> None:
    """Touches of known people are withdrawn, so that attribution hears of it; the others go."""
    mine = Touchpoint.objects.filter(external_key__in=keys)
    mine.exclude(contact=None).update(lead=None, withdrawn_at=now, recorded_at=Now())
    mine.filter(contact=None)._raw_delete("default")


def _empty_again(rows: list[Any], *, run_id: int, since: datetime, now: datetime) -> dict[int, str]:
    """Fields that still hold what the import filled are empty, and its touches are gone."""
    leads = Lead.objects.in_bulk({row.object_id for row in rows})
    changed_by_hand = acted_upon(Lead, list(leads), since=since)
    stays: dict[int, str] = {}
    for row in rows:
        lead = leads.get(row.object_id)
        filled = row.filled or {}
        if lead is None:
            continue
        if filled and (
            lead.pk in changed_by_hand or any(getattr(lead, name) != value for name, value in filled.items())
        ):
            stays[row.line] = _("Somebody changed it since.")
            continue
        for name in filled:
            setattr(lead, name, Lead._meta.get_field(name).get_default())  # type: ignore[union-attr]
    columns = sorted({name for row in rows for name in row.filled or {}})
    if columns:
        Lead.objects.bulk_update(leads.values(), columns, batch_size=1000)
    _withdraw([f"import:{run_id}:{row.object_id}" for row in rows if row.line not in stays], now=now)
    return stays
