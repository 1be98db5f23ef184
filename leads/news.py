"""The news that this floor tells people, in words."""

from django.utils.translation import gettext_lazy as _

from core.notifications import register_kind


def register() -> None:
    register_kind("lead_sent", _("A lead to accept: %(company)s"), "user-plus")
    register_kind("lead_reminder", _("A lead still waits for your decision: %(company)s"), "clock")
    register_kind("lead_breach", _("A lead was not decided in time: %(company)s"), "triangle-alert")
    register_kind("lead_refused", _("A lead was refused: %(company)s"), "undo-2")
    register_kind("lead_expired", _("Nobody answered in time, the lead went to the next person: %(company)s"), "route")
    register_kind("lead_left_over", _("Nobody answered in time and nobody else is free: %(company)s"), "triangle-alert")
    register_kind("lead_asked", _("A rep asks about a lead you promised: %(company)s"), "circle-question-mark")
    register_kind("lead_answered", _("Marketing answered your question: %(company)s"), "message-square")
    register_kind("lead_unanswered", _("A question about a lead was not answered in time: %(company)s"), "clock")
    register_kind("lead_uncontacted", _("The first contact was not made in time: %(company)s"), "clock")
    register_kind("lead_rated_poor", _("A lead was not as promised: %(company)s"), "star-off")
