"""Erases a person everywhere, and remembers outside the database whom: a restored backup must not bring her back."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.models import User
from core import audit, personal_data
from core.exceptions import BusinessRuleError
from crm.models import Contact
from crm.services.erasing import anonymise_contact


@dataclass(frozen=True)
class Erasure:
    """One erased person: her number, when, and why in a word; never her name."""

    contact_id: int
    at: str
    reason: str


def list_path() -> Path:
    """DATA/erasures.jsonl: beside the database, so that restoring one does not restore the other."""
    return Path(settings.APP_DATA_DIR) / "erasures.jsonl"


def read_list(path: Path | None = None) -> list[Erasure]:
    """Every erasure ever made here, oldest first, each person once."""
    path = path or list_path()
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found: dict[int, Erasure] = {}
    for line in lines:
        row = json.loads(line)
        found.setdefault(row["contact_id"], Erasure(row["contact_id"], row["at"], row["reason"]))
    return list(found.values())


def remember(erasures: list[Erasure]) -> None:
    """Adds them to the list, on disk before anything is erased."""
    known = {one.contact_id for one in read_list()}
    new = [one for one in erasures if one.contact_id not in known]
    path = list_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
        file.writelines(json.dumps(vars(one)) + "\n" for one in new)
        file.flush()
        os.fsync(file.fileno())


def erase_subject(contact_id: int, *, reason: str, now: datetime, by: User | None = None) -> dict[str, int]:
    """Nothing names the person any more, on any floor; sums stay. How many rows each floor blanked."""
    if not Contact._base_manager.filter(pk=contact_id).exists():
        raise BusinessRuleError(f"There is no contact {contact_id}.", code="unknown_contact")
    person = _standing_for(contact_id)
    merged = Contact._base_manager.filter(merged_into=person).values_list("pk", flat=True)
    remember([Erasure(pk, now.isoformat(), reason) for pk in sorted({contact_id, person, *merged})])
    return _erase(person, reason=reason, now=now, by=by)


def _standing_for(contact_id: int) -> int:
    """The record that stands for this one since they were merged: it holds everything about the person."""
    seen = {contact_id}
    while True:
        into = Contact._base_manager.values_list("merged_into", flat=True).get(pk=contact_id)
        if into is None or into in seen:
            return contact_id
        contact_id = into
        seen.add(into)


@transaction.atomic
def _erase(contact_id: int, *, reason: str, now: datetime, by: User | None = None) -> dict[str, int]:
    counts = personal_data.erase(contact_id)
    contact = Contact._base_manager.get(pk=contact_id)
    if contact.anonymised_at is None:
        anonymise_contact(contact, by=by, reason=reason, now=now)
        counts["contact"] = 1
    audit.record("contact.erased", contact, by=by, after=dict.fromkeys(sorted(counts), "erased"))
    return counts


def missing() -> list[Erasure]:
    """Erased people whom this database still names, after a restore for instance."""
    named = Contact._base_manager.filter(anonymised_at__isnull=True)
    still = set(named.filter(pk__in=[one.contact_id for one in read_list()]).values_list("pk", flat=True))
    return [one for one in read_list() if one.contact_id in still]


def replay(*, now: datetime) -> int:
    """Erases again whoever came back."""
    back = missing()
    for one in back:
        _erase(one.contact_id, reason=one.reason, now=now)
    return len(back)
