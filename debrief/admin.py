"""Read-mostly back door for operations."""

from django.contrib import admin

from accounts.backoffice import ReadOnlyAdmin
from debrief.models import Debrief, Finding, Verdict


@admin.register(Debrief)
class DebriefAdmin(ReadOnlyAdmin):
    list_display = ("work_date", "rep", "state", "outcome", "timeliness", "filed_at")
    list_filter = ("state", "outcome", "timeliness")
    date_hierarchy = "work_date"
    list_select_related = ("rep",)


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    list_display = ("pk", "kind", "topic", "state", "novelty", "in_conflict", "observed_on")
    list_filter = ("kind", "state", "novelty", "in_conflict")


@admin.register(Verdict)
class VerdictAdmin(ReadOnlyAdmin):
    list_display = ("decided_at", "decision", "reason", "grade", "reviewer", "reversed_at")
    list_filter = ("decision", "reason")
    list_select_related = ("reviewer",)
