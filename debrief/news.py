"""The news that this floor tells people, in words."""

from collections import Counter
from typing import Any

from django.db.models import Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import notifications
from core.notifications import Notice, register_kind


def third_looks(user: Any) -> list[Notice]:
    """The appeals this person may decide and the second opinions she may give, in one query."""
    from debrief.models import Appeal, SecondReview

    appeals, seconds = Appeal.objects.open_to(user), SecondReview.objects.open_to(user)
    if not user.has_perm("debrief.decide_appeal"):
        appeals = appeals.none()
    if not user.has_perm("debrief.give_second_opinion"):
        seconds = seconds.none()
    told: Any = appeals.order_by().annotate(what=Value("appeal")).values_list("what", "pk")
    told = told.union(seconds.order_by().annotate(what=Value("second")).values_list("what", "pk"), all=True)
    counts = Counter(what for what, _pk in told)
    to_decide = reverse("debrief:appeal_list") + "?state=open&mine=true"
    return [
        Notice(_("Appeals to decide"), counts["appeal"], to_decide, icon="scale", tone="warm"),
        Notice(_("Second opinions to give"), counts["second"], reverse("debrief:second_list"), icon="gavel"),
    ]


def register() -> None:
    notifications.register("debrief.third_looks", third_looks)
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
