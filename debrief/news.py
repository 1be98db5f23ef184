"""The news that this floor tells people, in words."""

from django.utils.translation import gettext_lazy as _

from core.notifications import register_kind


def register() -> None:
    register_kind("day_to_file", _("Your day of %(day)s is not filed yet"), "clock")
    register_kind("day_returned", _("%(name)s asks about your day of %(day)s"), "message-circle-question-mark")
    register_kind("day_answered", _("%(name)s has answered about the day of %(day)s"), "message-circle-question-mark")
    register_kind("day_reviewed", _("Your day of %(day)s is reviewed: %(kept)s kept of %(told)s"), "check")
    register_kind(
        "question_asked", _("Marketing asks, for %(points)s points: %(question)s"), "message-circle-question-mark"
    )
    register_kind("question_answered", _("%(name)s answers: %(question)s"), "lightbulb")
    register_kind("weekly_impact", _("Last week: %(kept)s of your findings kept, %(deals)s deals influenced"), "trophy")
    register_kind("findings_set_aside", _("The guard set aside %(count)s finding(s) on %(day)s"), "shield-alert")
