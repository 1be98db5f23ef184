"""The menu entries of this floor."""

from django.utils.translation import gettext_lazy as _

from core.menu import MenuItem

ITEMS = [
    MenuItem(label=_("My day"), url_name="debrief:today", icon="sun", permission="debrief.file_debrief", rank=5),
    MenuItem(
        label=_("My plan"),
        url_name="debrief:tour_list",
        icon="calendar-days",
        permission="debrief.file_debrief",
        rank=12,
    ),
    MenuItem(
        label=_("Review inbox"),
        url_name="debrief:review_queue",
        icon="inbox",
        permission="debrief.review_debrief",
        rank=10,
    ),
    MenuItem(
        label=_("Contradictions"),
        url_name="debrief:contradiction_list",
        icon="git-compare",
        permission="debrief.review_debrief",
        rank=19,
    ),
    MenuItem(
        label=_("My findings"),
        url_name="debrief:finding_list",
        icon="lightbulb",
        permission="debrief.file_debrief",
        rank=15,
    ),
    MenuItem(
        label=_("Questions to the field"),
        url_name="debrief:question_list",
        icon="message-circle-question-mark",
        permission="debrief.view_question",
        rank=18,
    ),
    MenuItem(
        label=_("Field impact"),
        url_name="debrief:impact_board",
        icon="handshake",
        permission="leads.view_campaign",
        rank=24,
    ),
    MenuItem(
        label=_("Debriefs"),
        url_name="debrief:debrief_list",
        icon="clipboard-list",
        permission="debrief.view_debrief",
        rank=20,
    ),
    MenuItem(
        label=_("Completeness"),
        url_name="debrief:completeness",
        icon="list-checks",
        permission="debrief.view_completeness",
        rank=21,
    ),
    MenuItem(
        label=_("Appeals"),
        url_name="debrief:appeal_list",
        icon="scale",
        permission="debrief.view_appeal",
        rank=22,
    ),
    MenuItem(
        label=_("Texts set aside"),
        url_name="debrief:guard_log",
        icon="shield-alert",
        permission="debrief.view_guardoverride",
        rank=23,
    ),
    MenuItem(
        label=_("Fairness of reviews"),
        url_name="debrief:fairness",
        icon="gavel",
        permission="debrief.view_fairness",
        rank=24,
    ),
    MenuItem(
        label=_("Market map"),
        url_name="debrief:market_map",
        icon="map",
        permission="debrief.view_finding",
        rank=48,
    ),
]
