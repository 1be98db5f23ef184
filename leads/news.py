"""The news that this floor tells people, in words."""

from django.utils.translation import gettext_lazy as _

from core.notifications import register_kind


def register() -> None:
    register_kind("lead_sent", _("A lead to accept: %(company)s"), "user-plus")
    register_kind("lead_reminder", _("A lead still waits for your decision: %(company)s"), "clock")
    register_kind("lead_breach", _("A lead was not decided in time: %(company)s"), "triangle-alert")
