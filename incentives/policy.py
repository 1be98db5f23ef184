"""Who may use each route of this floor, and which rows it shows."""

from core.policy import Route

EVERYONE = {"rep": "own", "sales_manager": "team", "marketer": "own", "operations": "all", "director": "all"}
OPEN = dict.fromkeys(EVERYONE, "all")
TEAMS = {"sales_manager": "team", "operations": "all", "director": "all"}
OPERATIONS = {"operations": "all"}
APPROVERS = {"sales_manager": "team", "director": "all"}
PAID = {"rep": "own", "sales_manager": "team", "marketer": "own"}
MARKETING = {"marketer": "own", "operations": "all", "director": "all"}
READ, WRITE, BOTH = ("GET",), ("POST",), ("GET", "POST")


def reading(permission: str | None, roles: dict[str, str]) -> Route:
    return Route(methods=READ, permission=permission, roles=roles)


def writing(permission: str | None, roles: dict[str, str], methods: tuple[str, ...] = WRITE) -> Route:
    return Route(methods=methods, permission=permission, roles=roles, write=True)


ROUTES = {
    "incentives:my_points": reading("incentives.view_ledgerline", EVERYONE),
    "incentives:debrief_points": reading(
        "incentives.view_ledgerline",
        {"rep": "own", "sales_manager": "team", "marketer": "all", "operations": "all", "director": "all"},
    ),
    "incentives:visit_preview": Route(
        methods=BOTH, permission="debrief.file_debrief", roles={"rep": "own", "sales_manager": "own"}
    ),
    "incentives:adjustment_create": writing("incentives.adjust_points", OPERATIONS, BOTH),
    "incentives:export_dialog": reading("core.export_data", EVERYONE),
    "incentives:export_file": writing("core.export_data", EVERYONE, READ),
    "incentives:line_dispute": writing("incentives.open_dispute", PAID, BOTH),
    "incentives:statement_list": reading("incentives.view_statement", EVERYONE),
    "incentives:statement_detail": reading("incentives.view_statement", EVERYONE),
    "incentives:statement_export": writing("incentives.view_statement", EVERYONE, READ),
    "incentives:statement_approve": writing("incentives.approve_period", APPROVERS),
    "incentives:statement_dispute": writing("incentives.open_dispute", PAID, BOTH),
    "incentives:dispute_list": reading("incentives.view_statement", EVERYONE),
    "incentives:dispute_detail": reading("incentives.view_statement", EVERYONE),
    "incentives:dispute_take": writing("incentives.adjust_points", OPERATIONS),
    "incentives:dispute_answer": writing("incentives.adjust_points", OPERATIONS),
    "incentives:dispute_withdraw": writing("incentives.open_dispute", PAID),
    "incentives:dispute_close": writing("incentives.adjust_points", OPERATIONS),
    "incentives:period_list": reading("incentives.view_team_points", TEAMS),
    "incentives:period_detail": reading("incentives.view_team_points", TEAMS),
    "incentives:period_compute": writing("incentives.lock_period", OPERATIONS),
    "incentives:period_review": writing("incentives.lock_period", OPERATIONS),
    "incentives:period_approve_statements": writing("incentives.approve_period", APPROVERS),
    "incentives:period_approve": writing("incentives.approve_period", APPROVERS),
    "incentives:period_lock": writing("incentives.lock_period", OPERATIONS),
    "incentives:period_export": writing("incentives.lock_period", OPERATIONS),
    "incentives:plan_list": reading(None, OPEN),
    "incentives:plan_detail": reading(None, OPEN),
    "incentives:plan_create": writing("incentives.manage_plans", OPERATIONS, BOTH),
    "incentives:plan_draft": writing("incentives.manage_plans", OPERATIONS),
    "incentives:plan_assign": writing("incentives.manage_plans", OPERATIONS),
    "incentives:plan_acknowledge": writing(None, OPEN),
    "incentives:version_edit": writing("incentives.manage_plans", OPERATIONS, BOTH),
    "incentives:version_publish": writing("incentives.manage_plans", OPERATIONS),
    "incentives:team_dashboard": reading("incentives.view_team_points", TEAMS),
    "incentives:marketing_scores": reading("incentives.view_marketing_scores", MARKETING),
    "incentives:mirror": reading("incentives.view_mirror", OPEN),
    "incentives:proof": reading("leads.view_roi", {"marketer": "all", "operations": "all", "director": "all"}),
    "api:ledger_line_list": reading("incentives.view_ledgerline", EVERYONE),
    "api:ledger_line_detail": reading("incentives.view_ledgerline", EVERYONE),
    "api:line_dispute": writing("incentives.open_dispute", PAID),
    "api:debrief_preview": Route(
        methods=WRITE, permission="debrief.file_debrief", roles={"rep": "own", "sales_manager": "own"}
    ),
    "api:contribution_list": reading("incentives.view_ledgerline", EVERYONE),
    "api:marketing_score_list": reading("incentives.view_marketing_scores", MARKETING),
    "api:statement_list": reading("incentives.view_statement", EVERYONE),
    "api:statement_detail": reading("incentives.view_statement", EVERYONE),
    "api:statement_dispute": writing("incentives.open_dispute", PAID),
}
