"""The words of the audit trail: what was done, and to what, for people; the codes stay for machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

DONE: dict[str, Promise] = {
    "accepted": pgettext_lazy("audit", "Accepted"),
    "acknowledged": pgettext_lazy("audit", "Acknowledged"),
    "added_to": pgettext_lazy("audit", "Added to"),
    "adjusted": pgettext_lazy("audit", "Adjusted"),
    "admitted": pgettext_lazy("audit", "Admitted"),
    "anonymised": pgettext_lazy("audit", "Anonymised"),
    "answered": pgettext_lazy("audit", "Answered"),
    "approved": pgettext_lazy("audit", "Approved"),
    "asked": pgettext_lazy("audit", "Asked"),
    "assigned": pgettext_lazy("audit", "Assigned"),
    "breach": pgettext_lazy("audit", "Promise not kept"),
    "built": pgettext_lazy("audit", "Built"),
    "calendar_imported": pgettext_lazy("audit", "Calendar imported"),
    "cancelled": pgettext_lazy("audit", "Cancelled"),
    "captured": pgettext_lazy("audit", "Captured"),
    "change_kept": pgettext_lazy("audit", "CRM value kept"),
    "changed": pgettext_lazy("audit", "Changed"),
    "closed": pgettext_lazy("audit", "Closed"),
    "closed_for_leaver": pgettext_lazy("audit", "Closed after a departure"),
    "company_linked": pgettext_lazy("audit", "Linked to a company"),
    "computed": pgettext_lazy("audit", "Computed"),
    "conflict_resolved": pgettext_lazy("audit", "Conflict resolved"),
    "contact_kept": pgettext_lazy("audit", "Known person kept"),
    "contact_missed": pgettext_lazy("audit", "Contact missed"),
    "converted": pgettext_lazy("audit", "Converted"),
    "cost_recorded": pgettext_lazy("audit", "Cost recorded"),
    "cost_reversed": pgettext_lazy("audit", "Cost reversed"),
    "created": pgettext_lazy("audit", "Created"),
    "day_restored": pgettext_lazy("audit", "Day restored"),
    "day_skipped": pgettext_lazy("audit", "Day skipped"),
    "deactivated": pgettext_lazy("audit", "Deactivated"),
    "declared": pgettext_lazy("audit", "Declared"),
    "disqualified": pgettext_lazy("audit", "Disqualified"),
    "drafted": pgettext_lazy("audit", "Drafted"),
    "dropped": pgettext_lazy("audit", "Dropped"),
    "edited": pgettext_lazy("audit", "Edited"),
    "ended": pgettext_lazy("audit", "Ended"),
    "erased": pgettext_lazy("audit", "Erased"),
    "excused": pgettext_lazy("audit", "Excused"),
    "expired": pgettext_lazy("audit", "Expired"),
    "exported": pgettext_lazy("audit", "Exported"),
    "failed": pgettext_lazy("audit", "Failed"),
    "field_changed": pgettext_lazy("audit", "Field changed"),
    "file_kept": pgettext_lazy("audit", "File received"),
    "file_read": pgettext_lazy("audit", "File read"),
    "filed": pgettext_lazy("audit", "Filed"),
    "given": pgettext_lazy("audit", "Given"),
    "guarded": pgettext_lazy("audit", "Set aside by the guard"),
    "handed_off": pgettext_lazy("audit", "Handed off"),
    "imported": pgettext_lazy("audit", "Imported"),
    "in_conflict": pgettext_lazy("audit", "Put in conflict"),
    "in_review": pgettext_lazy("audit", "Taken in review"),
    "integrated": pgettext_lazy("audit", "Integrated into the CRM"),
    "invited": pgettext_lazy("audit", "Invited"),
    "invited_again": pgettext_lazy("audit", "Invited again"),
    "keeping_asked": pgettext_lazy("audit", "Asked to keep the words"),
    "lead_made": pgettext_lazy("audit", "Made a lead"),
    "left": pgettext_lazy("audit", "Left"),
    "lists_changed": pgettext_lazy("audit", "Lists changed"),
    "locked": pgettext_lazy("audit", "Locked"),
    "logged": pgettext_lazy("audit", "Logged"),
    "lost": pgettext_lazy("audit", "Lost"),
    "made": pgettext_lazy("audit", "Made"),
    "merge_undone": pgettext_lazy("audit", "Merge undone"),
    "merged": pgettext_lazy("audit", "Merged"),
    "moved": pgettext_lazy("audit", "Moved"),
    "named": pgettext_lazy("audit", "Named"),
    "nothing_to_report": pgettext_lazy("audit", "Nothing to report"),
    "objected": pgettext_lazy("audit", "Objected"),
    "open": pgettext_lazy("audit", "Reopened"),
    "opened": pgettext_lazy("audit", "Opened"),
    "opportunity_opened": pgettext_lazy("audit", "Opportunity opened"),
    "overturned": pgettext_lazy("audit", "Overturned"),
    "planned": pgettext_lazy("audit", "Planned"),
    "preferences_changed": pgettext_lazy("audit", "Preferences changed"),
    "published": pgettext_lazy("audit", "Published"),
    "put_in_review": pgettext_lazy("audit", "Put in review"),
    "qualified": pgettext_lazy("audit", "Qualified"),
    "rated": pgettext_lazy("audit", "Rated"),
    "reactivated": pgettext_lazy("audit", "Reactivated"),
    "reassigned": pgettext_lazy("audit", "Reassigned"),
    "recorded": pgettext_lazy("audit", "Recorded"),
    "recycled": pgettext_lazy("audit", "Recycled"),
    "rejected": pgettext_lazy("audit", "Refused"),
    "rejoined": pgettext_lazy("audit", "Rejoined"),
    "released": pgettext_lazy("audit", "Let through"),
    "removed": pgettext_lazy("audit", "Removed"),
    "removed_by_guard": pgettext_lazy("audit", "Removed by the guard"),
    "reopened": pgettext_lazy("audit", "Reopened"),
    "rerun": pgettext_lazy("audit", "Run again"),
    "restored": pgettext_lazy("audit", "Restored"),
    "resumed": pgettext_lazy("audit", "Resumed"),
    "returned": pgettext_lazy("audit", "Returned"),
    "reversed": pgettext_lazy("audit", "Reversed"),
    "review_started": pgettext_lazy("audit", "Review started"),
    "revised": pgettext_lazy("audit", "Revised"),
    "revoked": pgettext_lazy("audit", "Revoked"),
    "reworded": pgettext_lazy("audit", "Reworded"),
    "role_changed": pgettext_lazy("audit", "Role changed"),
    "routed": pgettext_lazy("audit", "Routed"),
    "running": pgettext_lazy("audit", "Started"),
    "saved": pgettext_lazy("audit", "Saved"),
    "sent": pgettext_lazy("audit", "Sent"),
    "sessions_ended": pgettext_lazy("audit", "Sessions ended"),
    "set": pgettext_lazy("audit", "Set"),
    "set_aside": pgettext_lazy("audit", "Set aside"),
    "settled": pgettext_lazy("audit", "Settled"),
    "shared": pgettext_lazy("audit", "Shared"),
    "statements_approved": pgettext_lazy("audit", "Statements approved"),
    "step_done": pgettext_lazy("audit", "Step done"),
    "step_reopened": pgettext_lazy("audit", "Step reopened"),
    "step_set": pgettext_lazy("audit", "Step planned"),
    "stopped": pgettext_lazy("audit", "Stopped"),
    "taken": pgettext_lazy("audit", "Taken in hand"),
    "taken_over": pgettext_lazy("audit", "Taken over"),
    "unanswered": pgettext_lazy("audit", "Left unanswered"),
    "undoing": pgettext_lazy("audit", "Undo begun"),
    "undone": pgettext_lazy("audit", "Undone"),
    "unshared": pgettext_lazy("audit", "No longer shared"),
    "upheld": pgettext_lazy("audit", "Upheld"),
    "withdrawn": pgettext_lazy("audit", "Withdrawn"),
    "won": pgettext_lazy("audit", "Won"),
    "working": pgettext_lazy("audit", "Work started"),
}


def word(action: str) -> str:
    """What was done, without what it was done to: debrief.filed → Filed; a code without a word stays a code."""
    return str(DONE.get(action.rpartition(".")[2], action))


def record(kind: str, number: int | None) -> str:
    """debrief.debrief, 12 → Debrief 12."""
    try:
        name = capfirst(str(apps.get_model(kind)._meta.verbose_name))
    except (LookupError, ValueError):
        name = kind
    return f"{name} {number or ''}".strip()


@dataclass(frozen=True, slots=True)
class Fact:
    """One name and value of a change; `known` when a field of the record gives its words, else both are codes."""

    name: str
    value: str
    known: bool


def facts(kind: str, values: dict[str, Any]) -> list[Fact]:
    """The names and values of a change as its record calls them; what no field of the record knows stays a code."""
    return [
        Fact(_name(kind, key), _value(kind, key, value), key == "fields" or _field(kind, key) is not None)
        for key, value in values.items()
    ]


def _field(kind: str, name: str) -> Field[Any, Any] | None:
    try:
        found = apps.get_model(kind)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return found if isinstance(found, Field) else None


def _name(kind: str, key: str) -> str:
    if key == "fields":
        return pgettext("audit", "Fields changed")
    field = _field(kind, key)
    return capfirst(str(field.verbose_name)) if field else key


def _value(kind: str, key: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or value == "":
        return "—"
    if isinstance(value, list):
        return ", ".join(_name(kind, str(one)) if key == "fields" else str(one) for one in value)
    field = _field(kind, key)
    return str(dict(field.flatchoices).get(value, value)) if field and field.choices else str(value)
