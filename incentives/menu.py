"""Menu entries of this floor."""

from django.utils.translation import gettext_lazy as _

from core.menu import MenuItem

ITEMS = [
    MenuItem(
        label=_("Team"),
        url_name="incentives:team_dashboard",
        icon="users-round",
        permission="incentives.view_team_points",
        rank=12,
    ),
    MenuItem(
        label=_("My points"),
        url_name="incentives:my_points",
        icon="trophy",
        permission="incentives.open_dispute",
        rank=50,
    ),
    MenuItem(
        label=_("Statements"),
        url_name="incentives:statement_list",
        icon="receipt-text",
        permission="incentives.view_statement",
        rank=52,
    ),
    MenuItem(
        label=_("Months"),
        url_name="incentives:period_list",
        icon="calendar-check",
        permission="incentives.view_team_points",
        rank=54,
    ),
    MenuItem(
        label=_("Marketing scores"),
        url_name="incentives:marketing_scores",
        icon="gauge",
        permission="incentives.view_marketing_scores",
        rank=56,
    ),
    MenuItem(
        label=_("Mirror"),
        url_name="incentives:mirror",
        icon="flip-horizontal-2",
        permission="incentives.view_mirror",
        rank=58,
    ),
    MenuItem(label=_("Proof"), url_name="incentives:proof", icon="badge-check", permission="leads.view_roi", rank=59),
    MenuItem(
        label=_("Plans"),
        url_name="incentives:plan_list",
        icon="scroll-text",
        permission="incentives.manage_plans",
        rank=60,
    ),
]
