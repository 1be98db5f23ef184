"""The news that this floor tells people, in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import notifications
from core.notifications import Notice, register_kind


def appeals_waiting(user: Any) -> list[Notice]:
    """Those this person may decide."""
    from debrief.models import Appeal

    if not user.has_perm("debrief.decide_appeal"):
        return []
    url = reverse("debrief:appeal_list") + "?state=open&mine=true"
    return [Notice(_("Appeals to decide"), Appeal.objects.open_to(user).count(), url, icon="scale", tone="warm")]


def seconds_waiting(user: Any) -> list[Notice]:
    from debrief.models import SecondReview

    if not user.has_perm("debrief.give_second_opinion"):
        return []
    count = SecondReview.objects.open_to(user).count()
    return [Notice(_("Second opinions to give"), count, reverse("debrief:second_list"), icon="gavel")]


def register() -> None:
    notifications.register("debrief.appeals", appeals_waiting)
    notifications.register("debrief.second_opinions", seconds_waiting)
    register_kind("day_to_file", _("Your day of %(day)s is not filed yet"), "clock")
    register_kind("day_returned", _("%(name)s asks about your day of %(day)s"), "message-circle-question-mark")
    register_kind("day_answered", _("%(name)s has answered about the day of %(day)s"), "message-circle-question-mark")
    register_kind("day_reviewed", _("Your day of %(day)s is reviewed: %(kept)s kept of %(told)s"), "check")
    register_kind(
        "question_asked", _("Marketing asks, for %(points)s points: %(question)s"), "message-circle-question-mark"
    )
    register_kind("question_answered", _("%(name)s answers: %(question)s"), "lightbulb")
    register_kind("weekly_impact", _("Last week: %(kept)s of your findings kept, %(deals)s deals influenced"), "trophy")
    register_kind("appeal_opened", _("%(name)s appeals against a decision: a third person must look"), "scale")
    register_kind("appeal_upheld", _("Your appeal: the decision stands, and you read why"), "scale")
    register_kind("appeal_overturned", _("Your appeal is granted: the finding counts from its filing"), "scale")
    register_kind("second_opinions", _("Decisions of your colleagues wait for your second opinion"), "gavel")
    register_kind("findings_set_aside", _("The guard set aside %(count)s finding(s) on %(day)s"), "shield-alert")
