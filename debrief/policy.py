"""Who may use each route of this floor, how, and which rows it shows."""

from core.policy import Route

READERS = {"rep": "own", "sales_manager": "team", "marketer": "all", "operations": "all", "director": "all"}
FIELD = {"rep": "own", "sales_manager": "own"}
MARKETING = {"marketer": "all"}
GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")


def filing(methods: tuple[str, ...]) -> Route:
    return Route(methods=methods, permission="debrief.file_debrief", roles=FIELD, write="POST" in methods)


def appealing(methods: tuple[str, ...]) -> Route:
    return Route(methods=methods, permission="debrief.open_appeal", roles=FIELD, write="POST" in methods)


def reviewing(methods: tuple[str, ...]) -> Route:
    return Route(methods=methods, permission="debrief.review_debrief", roles=MARKETING, write="POST" in methods)


def touring(methods: tuple[str, ...]) -> Route:
    """Each her own plan; a manager those of her team."""
    roles = {"rep": "own", "sales_manager": "team"}
    return Route(methods=methods, permission="debrief.file_debrief", roles=roles, write="POST" in methods)


JUDGING = Route(methods=POST, permission="debrief.judge_finding", roles=MARKETING, write=True)
DEBRIEFS = Route(permission="debrief.view_debrief", roles=READERS)
MARKET = {**READERS, "rep": "team"}
FINDINGS = Route(permission="debrief.view_finding", roles=READERS)
UNDOING = Route(methods=POST, permission="debrief.undo_own_verdict", roles=MARKETING, write=True)
REVERSING = Route(methods=POST, permission="debrief.reverse_verdict", roles={"operations": "all"}, write=True)
RELEASING = Route(methods=POST, permission="debrief.override_guard", roles=MARKETING, write=True)
READING_GUARD = Route(permission="debrief.view_guardoverride", roles={"marketer": "all", "operations": "all"})
SECONDS = Route(permission="debrief.give_second_opinion", roles=MARKETING)
SECONDING = Route(methods=POST, permission="debrief.give_second_opinion", roles=MARKETING, write=True)
APPEALS = Route(permission="debrief.view_appeal", roles=READERS)
OFFICE = {"marketer": "all", "operations": "all"}
DECIDING = Route(methods=POST, permission="debrief.decide_appeal", roles=OFFICE, write=True)
READING_REVIEWS = Route(permission="debrief.view_fairness", roles={**OFFICE, "director": "all"})
SETTING_REVIEWS = Route(methods=POST, permission="debrief.manage_review_rules", roles={"operations": "all"}, write=True)
QUESTIONS = Route(permission="debrief.view_question", roles=READERS)


def asking(methods: tuple[str, ...]) -> Route:
    return Route(methods=methods, permission="debrief.ask_question", roles=MARKETING, write="POST" in methods)


RECORDS = Route(
    permission="debrief.view_completeness",
    roles={"sales_manager": "team", "marketer": "all", "operations": "all", "director": "all"},
)
EXPECTING = Route(methods=POST, permission="debrief.manage_completeness", roles={"operations": "all"}, write=True)
ONE_RECORD = Route(permission="crm.view_company", roles={**READERS, "rep": "team"})
SUBSTITUTING = Route(permission="debrief.manage_substitution", roles=OFFICE)
LEAVERS = {"sales_manager": "team", "operations": "all"}

READING = Route(methods=POST, permission="debrief.file_debrief", roles=FIELD)  # posts a text, writes nothing

BOARD = Route(permission="leads.view_campaign", roles={"marketer": "all", "operations": "all", "director": "all"})

LEADS = {"rep": "own", "sales_manager": "team"}

ROUTES = {
    "debrief:lead_rate": Route(methods=BOTH, permission="leads.rate_lead", roles=LEADS, write=True),
    "debrief:lead_rating_panel": Route(permission="leads.rate_lead", roles=LEADS),
    "api:lead_rate": Route(methods=POST, permission="leads.rate_lead", roles=LEADS, write=True),
    "debrief:today": filing(GET),
    "debrief:day_list": filing(GET),
    "debrief:day_open": filing(POST),
    "debrief:day_file": filing(POST),
    "debrief:day_nothing": filing(POST),
    "debrief:day_excuse": filing(POST),
    "debrief:stop_nothing_new": filing(POST),
    "debrief:tour_list": touring(GET),
    "debrief:tour_add": touring(BOTH),
    "debrief:tour_import": touring(BOTH),
    "debrief:tour_stop": touring(POST),
    "debrief:tour_resume": touring(POST),
    "debrief:tour_skip": touring(POST),
    "debrief:tour_restore": touring(POST),
    "debrief:absence_add": touring(POST),
    "debrief:absence_cancel": touring(POST),
    "debrief:absence_restore": touring(POST),
    "debrief:debrief_list": DEBRIEFS,
    "debrief:debrief_detail": DEBRIEFS,
    "debrief:debrief_answer": filing(BOTH),
    "debrief:debrief_withdraw": filing(POST),
    "debrief:debrief_add": filing(BOTH),
    "debrief:debrief_refile": filing(POST),
    "debrief:visit_put_back": filing(POST),
    "debrief:visit_untell": filing(POST),
    "api:debrief_add": filing(POST),
    "api:debrief_open": filing(POST),
    "api:debrief_excuse": filing(POST),
    "api:debrief_fill": filing(POST),
    "api:debrief_file": filing(POST),
    "api:debrief_nothing": filing(POST),
    "api:visit_tell": filing(POST),
    "api:visit_nothing_new": filing(POST),
    "api:visit_remove": filing(POST),
    "debrief:draft_close": Route(methods=POST, permission="debrief.close_draft_of_leaver", roles=LEAVERS, write=True),
    "debrief:missing_list": Route(permission="debrief.excuse_day", roles=LEAVERS),
    "debrief:missing_excuse": Route(methods=POST, permission="debrief.excuse_day", roles=LEAVERS, write=True),
    "debrief:market_map": Route(permission="debrief.view_finding", roles=MARKET),
    "debrief:market_export": Route(permission="core.export_data", roles=MARKET),
    "debrief:company_panel": Route(permission="debrief.view_finding", roles={**READERS, "rep": "team"}),
    "debrief:lead_panel": FINDINGS,
    "debrief:visit_card": filing(GET),
    "debrief:visit_add": filing(BOTH),
    "debrief:guard_hint": Route(methods=POST, permission="debrief.view_finding", roles=READERS),
    "debrief:note_start": READING,
    "debrief:note_read": READING,
    "api:note_read": READING,
    "debrief:card_read": Route(methods=BOTH, permission="debrief.file_debrief", roles=FIELD),
    "debrief:visit_edit": filing(BOTH),
    "debrief:visit_lead": filing(BOTH),
    "debrief:visit_nothing_new": filing(POST),
    "debrief:visit_remove": filing(POST),
    "debrief:impact_board": BOARD,
    "debrief:campaign_impact": BOARD,
    "debrief:visit_shared": filing(GET),
    "debrief:visit_leave": filing(POST),
    "debrief:visit_rejoin": filing(POST),
    "debrief:question_list": QUESTIONS,
    "debrief:question_detail": QUESTIONS,
    "debrief:question_export": QUESTIONS,
    "debrief:question_create": asking(BOTH),
    "debrief:question_edit": asking(BOTH),
    "debrief:question_close": asking(POST),
    "debrief:gap_ask": asking(POST),
    "debrief:gap_dismiss": asking(POST),
    "debrief:company_questions": Route(permission="debrief.view_question", roles={**READERS, "rep": "team"}),
    "debrief:finding_list": filing(GET),
    "debrief:finding_accept": JUDGING,
    "debrief:finding_amend": JUDGING,
    "debrief:finding_duplicate": JUDGING,
    "debrief:finding_reject": JUDGING,
    "debrief:finding_resolve": JUDGING,
    "debrief:finding_reword": RELEASING,
    "debrief:finding_drop": RELEASING,
    "debrief:guard_log": READING_GUARD,
    "debrief:guard_log_export": READING_GUARD,
    "api:guard_log": READING_GUARD,
    "debrief:mark_reword": RELEASING,
    "debrief:mark_let": RELEASING,
    "api:mark_list": READING_GUARD,
    "api:mark_detail": READING_GUARD,
    "api:mark_reword": RELEASING,
    "api:mark_let": RELEASING,
    "api:guard_log_export": READING_GUARD,
    "debrief:finding_release": RELEASING,
    "debrief:verdict_undo": UNDOING,
    "debrief:verdict_reverse": REVERSING,
    "debrief:review_queue": reviewing(GET),
    "debrief:review_sheet": reviewing(GET),
    "debrief:review_start": reviewing(POST),
    "debrief:review_return": reviewing(POST),
    "debrief:review_resume": reviewing(POST),
    "debrief:review_close": reviewing(POST),
    "debrief:review_accept_all": JUDGING,
    "debrief:finding_keep": JUDGING,
    "debrief:review_take_over": reviewing(POST),
    "debrief:substitution_list": SUBSTITUTING,
    "debrief:substitution_create": Route(
        methods=POST, permission="debrief.manage_substitution", roles=OFFICE, write=True
    ),
    "debrief:substitution_end": Route(methods=POST, permission="debrief.manage_substitution", roles=OFFICE, write=True),
    "debrief:substitution_take": reviewing(POST),
    "api:substitution_list": Route(methods=BOTH, permission="debrief.manage_substitution", roles=OFFICE, write=True),
    "api:substitution_end": Route(methods=POST, permission="debrief.manage_substitution", roles=OFFICE, write=True),
    "api:substitution_take": reviewing(POST),
    "api:debrief_start": reviewing(POST),
    "api:debrief_resume": reviewing(POST),
    "api:debrief_take_over": reviewing(POST),
    "debrief:completeness": RECORDS,
    "debrief:completeness_export": RECORDS,
    "debrief:completeness_expect": EXPECTING,
    "debrief:record_list": RECORDS,
    "debrief:record_export": RECORDS,
    "debrief:company_record": ONE_RECORD,
    "debrief:company_origin": Route(permission="debrief.view_finding", roles={**READERS, "rep": "team"}),
    "debrief:contact_origin": Route(permission="debrief.view_finding", roles={**READERS, "rep": "team"}),
    "api:completeness": RECORDS,
    "api:completeness_expect": EXPECTING,
    "api:record_list": RECORDS,
    "api:company_record": ONE_RECORD,
    "debrief:contradiction_list": reviewing(GET),
    "debrief:contradiction_export": reviewing(GET),
    "debrief:contradiction_settle": JUDGING,
    "debrief:settlement_undo": JUDGING,
    "api:settlement_undo": JUDGING,
    "api:contradiction_list": reviewing(GET),
    "api:contradiction_settle": JUDGING,
    "api:finding_resolve": JUDGING,
    "api:finding_keep": JUDGING,
    "api:finding_release": RELEASING,
    "api:finding_reword": RELEASING,
    "api:finding_drop": RELEASING,
    "debrief:second_list": SECONDS,
    "debrief:second_detail": SECONDS,
    "debrief:second_give": SECONDING,
    "debrief:finding_appeal": appealing(BOTH),
    "debrief:appeal_list": APPEALS,
    "debrief:appeal_detail": APPEALS,
    "debrief:appeal_withdraw": appealing(POST),
    "debrief:appeal_uphold": DECIDING,
    "debrief:appeal_overturn": DECIDING,
    "debrief:fairness": READING_REVIEWS,
    "debrief:fairness_export": READING_REVIEWS,
    "debrief:fairness_rules": SETTING_REVIEWS,
    "api:second_list": SECONDS,
    "api:second_detail": SECONDS,
    "api:second_give": SECONDING,
    "api:finding_appeal": appealing(POST),
    "api:appeal_list": APPEALS,
    "api:appeal_detail": APPEALS,
    "api:appeal_withdraw": appealing(POST),
    "api:appeal_uphold": DECIDING,
    "api:appeal_overturn": DECIDING,
    "api:fairness": READING_REVIEWS,
    "api:fairness_rules": SETTING_REVIEWS,
    "api:debrief_list": Route(methods=BOTH, permission="debrief.view_debrief", roles=READERS, write=True),
    "api:debrief_detail": DEBRIEFS,
    "api:debrief_withdraw": filing(POST),
    "api:debrief_answer": filing(POST),
    "api:debrief_return": reviewing(POST),
    "api:debrief_close": reviewing(POST),
    "api:question_list": Route(methods=BOTH, permission="debrief.view_question", roles=READERS, write=True),
    "api:question_detail": QUESTIONS,
    "api:question_export": QUESTIONS,
    "api:question_edit": asking(POST),
    "api:question_answer": filing(POST),
    "api:question_close": asking(POST),
    "api:tour_list": touring(BOTH),
    "api:tour_calendar": touring(POST),
    "api:tour_detail": touring(GET),
    "api:tour_stop": touring(POST),
    "api:tour_resume": touring(POST),
    "api:tour_skip": touring(POST),
    "api:tour_restore": touring(POST),
    "api:absence_list": touring(BOTH),
    "api:absence_detail": touring(GET),
    "api:absence_cancel": touring(POST),
    "api:absence_restore": touring(POST),
    "api:visit_make_lead": filing(POST),
    "api:visit_leave": filing(POST),
    "api:visit_rejoin": filing(POST),
    "api:finding_list": FINDINGS,
    "api:finding_detail": FINDINGS,
    "api:finding_accept": JUDGING,
    "api:finding_amend": JUDGING,
    "api:finding_duplicate": JUDGING,
    "api:finding_reject": JUDGING,
    "api:finding_undo": UNDOING,
    "api:finding_reverse": REVERSING,
}
