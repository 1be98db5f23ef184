"""The routes of campaigns, leads, handoffs and return: who, how, which rows."""

from dataclasses import replace

from accounts.roles import DIRECTOR, EVERYONE, MANAGER, MARKETER, OPERATIONS, REP, TABLE
from core.policy import Route

SCOPE = {REP: "own", MANAGER: "team", MARKETER: "all", OPERATIONS: "all", DIRECTOR: "all"}
READ, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")


def _route(methods: tuple[str, ...], permission: str, *, write: bool = False) -> Route:
    """The roles that hold the permission, each with its scope on this floor."""
    holders = TABLE.get(permission, EVERYONE)
    return Route(methods=methods, permission=permission, roles={role: SCOPE[role] for role in holders}, write=write)


def _read(permission: str, other: dict[str, str] | None = None) -> Route:
    """To read; `other` names the roles whose scope is that of the page underneath."""
    line = _route(READ, permission)
    return replace(line, roles={**line.roles, **(other or {})})


def _act(permission: str, *methods: str) -> Route:
    return _route(methods or POST, permission, write=True)


RECEIVED = Route(methods=POST, permission="leads.decide_handoff", roles={REP: "own", MANAGER: "own"}, write=True)

# Whoever stands at a fair chooses among the fairs that run, whoever owns them.
STAND = Route(permission="leads.capture_at_stand", roles=dict.fromkeys(TABLE["leads.capture_at_stand"], "all"))

# The terms of the contract bind everybody, and everybody reads the same ones.
TERMS = Route(permission="leads.view_handoff", roles=dict.fromkeys(EVERYONE, "all"))

ROUTES: dict[str, Route] = {
    "leads:campaign_list": _read("leads.view_campaign"),
    "leads:campaign_detail": _read("leads.view_campaign"),
    "leads:campaign_export": _read("leads.view_campaign"),
    "leads:campaign_create": _act("leads.manage_campaign", *BOTH),
    "leads:campaign_edit": _act("leads.manage_campaign", *BOTH),
    "leads:campaign_start": _act("leads.manage_campaign"),
    "leads:campaign_close": _act("leads.manage_campaign"),
    "leads:campaign_cost": _act("leads.record_cost"),
    "leads:cost_reverse": _act("leads.record_cost"),
    "leads:lead_list": _read("leads.view_lead"),
    "leads:lead_detail": _read("leads.view_lead"),
    "leads:lead_export": _read("core.export_data"),
    "leads:lead_create": _act("leads.capture_lead", *BOTH),
    "leads:lead_edit": _act("leads.capture_lead", *BOTH),
    "leads:stand": STAND,
    "leads:stand_card": replace(STAND, methods=POST),
    "leads:form_list": _read("leads.manage_form"),
    "leads:form_detail": _read("leads.manage_form"),
    "leads:form_create": _act("leads.manage_form", *BOTH),
    "leads:form_edit": _act("leads.manage_form", *BOTH),
    "leads:form_open": _act("leads.manage_form"),
    "leads:form_close": _act("leads.manage_form"),
    "leads:form_answer": Route(methods=BOTH, anon=True, write=True),
    "leads:form_thanks": Route(anon=True),
    "api:form_list": _read("leads.manage_form"),
    "api:form_detail": _read("leads.manage_form"),
    "api:form_open": _act("leads.manage_form"),
    "api:form_close": _act("leads.manage_form"),
    "api:lead_stand": _act("leads.capture_at_stand"),
    "leads:lead_bulk": _act("leads.route_lead", *BOTH),
    "leads:lead_field": _act("leads.capture_lead", *BOTH),
    "leads:lead_undo": _act("leads.capture_lead"),
    "leads:lead_step": _act("leads.plan_step", *BOTH),
    "leads:step_list": _read("leads.view_lead"),
    "leads:step_done": _act("leads.plan_step"),
    "leads:step_reopen": _act("leads.plan_step"),
    "leads:lead_board": _read("leads.view_lead"),
    "leads:lead_move": _act("leads.plan_step"),
    "leads:lead_qualify": _act("leads.qualify_lead"),
    "leads:lead_reopen": _act("leads.qualify_lead"),
    "leads:lead_disqualify": _act("leads.qualify_lead", *BOTH),
    "leads:lead_recycle": _act("leads.work_lead", *BOTH),
    "leads:lead_object": _act("leads.qualify_lead"),
    "leads:lead_route": _act("leads.route_lead"),
    "leads:lead_assign": _act("leads.route_lead", *BOTH),
    "leads:lead_hand_off": _act("leads.route_lead", *BOTH),
    "leads:lead_start_work": _act("leads.work_lead", *BOTH),
    "leads:lead_convert": _act("leads.work_lead", *BOTH),
    "leads:lead_merge": _act("leads.qualify_lead", *BOTH),
    "leads:company_panel": _read("leads.view_lead", {REP: "team"}),
    "leads:opportunity_panel": _read("leads.view_roi"),
    "leads:quality_board": _read("leads.view_roi"),
    "leads:quality_export": _read("leads.view_roi"),
    "leads:contract_board": _read("leads.view_handoff"),
    "leads:contract_export": _read("core.export_data"),
    "leads:terms_page": TERMS,
    "leads:terms_set": _act("leads.manage_terms"),
    "leads:cost_list": _read("leads.view_roi"),
    "leads:handoff_list": _read("leads.view_handoff"),
    "leads:handoff_export": _read("core.export_data"),
    "leads:inbox": _read("leads.decide_handoff"),
    "leads:handoff_detail": _read("leads.view_handoff"),
    "leads:handoff_accept": RECEIVED,
    "leads:handoff_reject": RECEIVED,
    "leads:handoff_ask": RECEIVED,
    "leads:handoff_question_list": _read("leads.route_lead"),
    "leads:handoff_question_export": _read("leads.route_lead"),
    "leads:rating_list": _read("leads.view_lead"),
    "leads:rating_export": _read("core.export_data"),
    "leads:handoff_question_answer": _act("leads.route_lead"),
    "leads:handoff_withdraw": _act("leads.route_lead"),
    "leads:routing_list": _read("leads.manage_routing"),
    "leads:routing_create": _act("leads.manage_routing", *BOTH),
    "leads:routing_edit": _act("leads.manage_routing", *BOTH),
    "leads:routing_move": _act("leads.manage_routing"),
    "leads:routing_switch": _act("leads.manage_routing"),
    "leads:routing_trial": _read("leads.manage_routing"),
    "leads:routing_trial_export": _read("leads.manage_routing"),
    "leads:routing_versions": _read("leads.manage_routing"),
    "leads:routing_version_restore": _act("leads.manage_routing"),
    "leads:capacity_list": _read("leads.manage_routing"),
    "leads:capacity_edit": _act("leads.manage_routing", *BOTH),
    "leads:lead_unassigned": _read("leads.route_lead"),
    "leads:unassigned_export": _read("leads.route_lead"),
    "leads:lead_route_all": _act("leads.route_lead"),
    "leads:reason_list": _read("leads.manage_routing"),
    "leads:reason_create": _act("leads.manage_routing", *BOTH),
    "leads:reason_edit": _act("leads.manage_routing", *BOTH),
    "leads:scoring": _read("leads.view_scoring"),
    "leads:scoring_edit": _act("leads.manage_scoring", *BOTH),
    "leads:probability": _read("leads.view_scoring"),
    "leads:roi_dashboard": _read("leads.view_roi"),
    "leads:roi_deals": _read("leads.view_roi"),
    "leads:roi_export": _read("leads.view_roi"),
    "api:lead_quality": _read("leads.view_roi"),
    "api:lead_contract": _read("leads.view_handoff"),
    "api:terms_list": TERMS,
    "api:terms_set": _act("leads.manage_terms"),
    "api:campaign_list": _read("leads.view_campaign"),
    "api:campaign_detail": _read("leads.view_campaign"),
    "api:campaign_record_cost": _act("leads.record_cost"),
    "api:campaign_roi_list": _read("leads.view_roi"),
    "api:lead_list": _read("leads.view_lead"),
    "api:lead_capture": _act("leads.capture_lead"),
    "api:lead_detail": _read("leads.view_lead"),
    "api:lead_bulk_hand_off": _act("leads.route_lead"),
    "api:lead_bulk_reassign": _act("leads.route_lead"),
    "api:lead_reopen": _act("leads.qualify_lead"),
    "api:lead_next_step": _act("leads.plan_step"),
    "api:lead_change": _act("leads.capture_lead"),
    "api:lead_undo": _act("leads.capture_lead"),
    "api:lead_timeline": _read("leads.view_lead"),
    "api:step_list": _read("leads.view_lead"),
    "api:step_done": _act("leads.plan_step"),
    "api:step_reopen": _act("leads.plan_step"),
    "api:rating_list": _read("leads.view_lead"),
    "api:scoring": _read("leads.view_scoring"),
    "api:scoring_versions": _read("leads.view_scoring"),
    "api:scoring_preview": _act("leads.manage_scoring"),
    "api:scoring_save": _act("leads.manage_scoring"),
    "api:probability": _read("leads.view_scoring"),
    "api:routing_list": _act("leads.manage_routing", *BOTH),
    "api:routing_move": _act("leads.manage_routing"),
    "api:routing_switch": _act("leads.manage_routing"),
    "api:routing_trial": _read("leads.manage_routing"),
    "api:capacity_edit": _act("leads.manage_routing"),
    "api:lead_qualify": _act("leads.qualify_lead"),
    "api:lead_disqualify": _act("leads.qualify_lead"),
    "api:lead_recycle": _act("leads.qualify_lead"),
    "api:lead_route": _act("leads.route_lead"),
    "api:lead_hand_off": _act("leads.route_lead"),
    "api:lead_start_work": _act("leads.work_lead"),
    "api:lead_convert": _act("leads.work_lead"),
    "api:handoff_list": _read("leads.view_handoff"),
    "api:handoff_detail": _read("leads.view_handoff"),
    "api:handoff_accept": RECEIVED,
    "api:handoff_reject": RECEIVED,
    "api:handoff_ask": RECEIVED,
    "api:handoff_question_list": _read("leads.view_handoff"),
    "api:handoff_question_answer": _act("leads.route_lead"),
    "api:handoff_withdraw": _act("leads.route_lead"),
}
