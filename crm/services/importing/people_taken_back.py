"""Takes imported people back: whoever was not invited and is named nowhere goes, whoever got a team has none again."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.imported import forget_imported, take_out_of_team
from core.imports.references import built_upon
from core.models import AuditEntry, ImportedRow, RowFate

OF_THE_FILE = ("user.imported", "user.moved")


def take_back(rows: Sequence[ImportedRow], *, by: User | None) -> dict[int, str]:
    """Line → why it stays. Teams stay: others may have joined them."""
    people = User.objects.in_bulk([row.object_id for row in rows if row.object_id])
    changed = _changed(list(people), rows[0].run.started_at) if rows else set()
    named = built_upon(User, list(people))
    stays: dict[int, str] = {}
    gone: list[User] = []
    for row in rows:
        person = people.get(row.object_id or 0)
        if person is None:
            continue
        if reason := _why(row, person, changed=changed, named=named):
            stays[row.line] = reason
        elif row.fate == RowFate.CREATED:
            gone.append(person)
        else:
            take_out_of_team(person, by=by)
    forget_imported(gone, by=by)
    return stays


def _why(row: ImportedRow, person: User, *, changed: set[int], named: set[int]) -> str:
    """Why this line stays; nothing when it may be taken back."""
    if row.fate == RowFate.CREATED and person.is_active:
        return _("This person was invited since: deactivate the account under People.")
    if person.pk in changed or person.team_id != (row.filled or {}).get("team", person.team_id):
        return _("Somebody changed it since.")
    if row.fate == RowFate.CREATED and person.pk in named:
        return _("Other records name this person, who stays and cannot sign in.")
    return ""


def _changed(ids: list[int], since: datetime) -> set[int]:
    """Whom the audit trail names since then, otherwise than as brought in or placed."""
    entries = AuditEntry.objects.filter(object_kind="accounts.user", object_id__in=ids, at__gte=since)
    return {pk for pk in entries.exclude(action__in=OF_THE_FILE).values_list("object_id", flat=True) if pk}
