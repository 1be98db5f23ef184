"""The nouns of the foundations."""

from core.models.api_calls import ApiCalls
from core.models.audit import AuditEntry
from core.models.base import TimeStamped
from core.models.closed_month import ClosedMonth
from core.models.deferred import Deferred, DeferredState, Message, MessageState, SweepBeat
from core.models.files import ExportRecord, ImportedRow, ImportMapping, ImportRun, ImportState, RowFate
from core.models.jobs import JobAttempt, JobEvent, JobRun, JobState
from core.models.notification import Notification
from core.models.once import IdempotencyKey, Tombstone
from core.models.saved_view import SavedView

__all__ = [
    "ApiCalls",
    "AuditEntry",
    "ClosedMonth",
    "Deferred",
    "DeferredState",
    "ExportRecord",
    "IdempotencyKey",
    "ImportMapping",
    "ImportRun",
    "ImportState",
    "ImportedRow",
    "JobAttempt",
    "JobEvent",
    "JobRun",
    "JobState",
    "Message",
    "MessageState",
    "Notification",
    "RowFate",
    "SavedView",
    "SweepBeat",
    "TimeStamped",
    "Tombstone",
]
