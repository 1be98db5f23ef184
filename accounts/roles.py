"""The one table role → permissions; sync_roles makes Django's groups equal to it."""

from accounts.choices import Role

REP, MANAGER, MARKETER, OPERATIONS, DIRECTOR = (
    Role.REP,
    Role.SALES_MANAGER,
    Role.MARKETER,
    Role.OPERATIONS,
    Role.DIRECTOR,
)
EVERYONE = (REP, MANAGER, MARKETER, OPERATIONS, DIRECTOR)
FIELD = (REP, MANAGER)
OFFICE = (MARKETER, OPERATIONS)

# Reading: which pages open at all. Which rows they show is the question of accounts.scoping.
READING: dict[str, tuple[Role, ...]] = {
    "crm.view_company": EVERYONE,
    "crm.view_contact": EVERYONE,
    "crm.view_opportunity": EVERYONE,
    "crm.view_activity": EVERYONE,
    "leads.view_lead": EVERYONE,
    "leads.view_handoff": EVERYONE,
    "leads.view_campaign": (MARKETER, OPERATIONS, DIRECTOR),
    "leads.view_roi": (MARKETER, OPERATIONS, DIRECTOR),
    "leads.view_scoring": (MANAGER, MARKETER, OPERATIONS, DIRECTOR),
    "debrief.view_debrief": EVERYONE,
    "debrief.view_finding": EVERYONE,
    "debrief.view_appeal": EVERYONE,
    "debrief.view_fairness": (MARKETER, OPERATIONS, DIRECTOR),
    "debrief.view_question": EVERYONE,
    "debrief.view_completeness": (MANAGER, MARKETER, OPERATIONS, DIRECTOR),
    "incentives.view_ledgerline": EVERYONE,
    "incentives.view_statement": EVERYONE,
    "incentives.view_mirror": EVERYONE,
    "incentives.view_team_points": (MANAGER, OPERATIONS, DIRECTOR),
    "incentives.view_marketing_scores": (MARKETER, OPERATIONS, DIRECTOR),
    "core.view_jobs": (OPERATIONS,),
    "debrief.view_guardoverride": OFFICE,
    "core.view_audit": (OPERATIONS, DIRECTOR),
}
WRITING: dict[str, tuple[Role, ...]] = {
    "crm.change_company": (REP, MANAGER, OPERATIONS),
    "crm.change_opportunity": (REP, MANAGER, OPERATIONS),
    "crm.change_contact": (REP, MANAGER, MARKETER, OPERATIONS),
    "crm.merge_records": OFFICE,
    "crm.manage_guard": (OPERATIONS,),
    "crm.erase_contact": (OPERATIONS,),
    "leads.manage_campaign": OFFICE,
    "leads.record_cost": OFFICE,
    "leads.capture_lead": OFFICE,
    "leads.capture_at_stand": (REP, MANAGER, MARKETER, OPERATIONS),
    "leads.manage_form": OFFICE,
    "leads.qualify_lead": OFFICE,
    "leads.route_lead": (MANAGER, MARKETER, OPERATIONS),
    "leads.manage_routing": OFFICE,
    "leads.manage_terms": (OPERATIONS,),
    "leads.manage_scoring": OFFICE,
    "leads.decide_handoff": FIELD,
    "leads.work_lead": FIELD,
    "leads.plan_step": (REP, MANAGER, MARKETER, OPERATIONS),
    "leads.rate_lead": FIELD,
    "debrief.file_debrief": FIELD,
    "debrief.review_debrief": (MARKETER,),
    "debrief.judge_finding": (MARKETER,),
    "debrief.ask_question": (MARKETER,),
    "debrief.override_guard": (MARKETER,),
    "debrief.undo_own_verdict": (MARKETER,),
    "debrief.reverse_verdict": (OPERATIONS,),
    "debrief.give_second_opinion": (MARKETER,),
    "debrief.open_appeal": FIELD,
    "debrief.decide_appeal": OFFICE,
    "debrief.manage_substitution": OFFICE,
    "debrief.manage_completeness": (OPERATIONS,),
    "debrief.manage_review_rules": (OPERATIONS,),
    "debrief.excuse_day": (MANAGER, OPERATIONS),
    "debrief.plan_for_team": (MANAGER,),
    "debrief.close_draft_of_leaver": (MANAGER, OPERATIONS),
    "incentives.open_dispute": (REP, MANAGER, MARKETER),
    "incentives.adjust_points": (OPERATIONS,),
    "incentives.manage_plans": (OPERATIONS,),
    "incentives.lock_period": (OPERATIONS,),
    "incentives.approve_period": (MANAGER, DIRECTOR),
    "core.export_data": EVERYONE,
    "core.import_data": OFFICE,
    "accounts.manage_users": (OPERATIONS,),
}
TABLE: dict[str, tuple[Role, ...]] = READING | WRITING

# The back office reads people, teams and what keeps the doors; it changes nothing that a service should change.
BACK_OFFICE = (
    "accounts.view_user",
    "accounts.view_team",
    "auth.view_group",
    "crm.view_product",
    "leads.view_reason",
    "leads.view_routingrule",
)


def permissions_of(role: str) -> frozenset[str]:
    """The permissions of one role, as app.codename; none for whoever has no role."""
    granted = {codename for codename, roles in TABLE.items() if role in roles}
    if role == OPERATIONS:
        granted.update(BACK_OFFICE)
    return frozenset(granted)
