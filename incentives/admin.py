"""The back office reads the book; it changes nothing that a service should change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from incentives.models import LedgerLine, Period, Plan, PlanVersion, Statement


class ReadOnly(admin.ModelAdmin):
    """Nothing is added, edited or deleted here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(LedgerLine)
class LedgerLineAdmin(ReadOnly):
    list_display = ("period", "seq", "person", "kind", "points", "occurred_on")
    list_filter = ("kind", "period")
    list_select_related = ("period", "person")


@admin.register(Period)
class PeriodAdmin(ReadOnly):
    list_display = ("month", "state", "stale", "approved_by", "locked_by")


@admin.register(Plan)
class PlanAdmin(ReadOnly):
    list_display = ("name", "code", "role")


@admin.register(PlanVersion)
class PlanVersionAdmin(ReadOnly):
    list_display = ("plan", "number", "state", "starts_on", "ends_on")


@admin.register(Statement)
class StatementAdmin(ReadOnly):
    list_display = ("person", "period", "points", "capped_points", "amount", "approved_at")
    list_select_related = ("person", "period")
