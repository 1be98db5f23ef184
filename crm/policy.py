"""The routes of companies, contacts, deals, imports and search: who, how, which rows."""

from accounts.roles import DIRECTOR, EVERYONE, MANAGER, MARKETER, OPERATIONS, REP, TABLE
from core.policy import Route

SCOPE = {REP: "team", MANAGER: "team", MARKETER: "all", OPERATIONS: "all", DIRECTOR: "all"}
BOTH = ("GET", "POST")


def _read(permission: str) -> Route:
    roles: dict[str, str] = {role: SCOPE[role] for role in TABLE.get(permission, EVERYONE)}
    return Route(methods=("GET",), permission=permission, roles=roles)


def _act(permission: str, *methods: str) -> Route:
    roles: dict[str, str] = {role: SCOPE[role] for role in TABLE[permission]}
    return Route(methods=methods or ("POST",), permission=permission, roles=roles, write=True)


ROUTES: dict[str, Route] = {
    "crm:search": _read("crm.view_company"),
    "crm:company_list": _read("crm.view_company"),
    "crm:company_export": _read("core.export_data"),
    "crm:company_candidates": _read("crm.change_company"),
    "crm:company_create": _act("crm.change_company", *BOTH),
    "crm:company_detail": _read("crm.view_company"),
    "crm:company_edit": _act("crm.change_company", *BOTH),
    "crm:company_log": _act("crm.change_contact"),
    "crm:company_merge": _act("crm.merge_records", *BOTH),
    "crm:company_unmerge": _act("crm.merge_records"),
    "crm:company_history": _read("crm.view_company"),
    "api:company_provenance": _read("crm.view_company"),
    "api:contact_provenance": _read("crm.view_contact"),
    "api:opportunity_provenance": _read("crm.view_opportunity"),
    "crm:contact_list": _read("crm.view_contact"),
    "crm:contact_export": _read("core.export_data"),
    "crm:contact_candidates": _read("crm.change_contact"),
    "crm:contact_create": _act("crm.change_contact", *BOTH),
    "crm:contact_detail": _read("crm.view_contact"),
    "crm:contact_edit": _act("crm.change_contact", *BOTH),
    "crm:contact_merge": _act("crm.merge_records", *BOTH),
    "crm:contact_unmerge": _act("crm.merge_records"),
    "crm:contact_history": _read("crm.view_contact"),
    "crm:contact_object": _act("crm.change_contact", *BOTH),
    "crm:contact_erase": _act("crm.erase_contact", *BOTH),
    "crm:pipeline": _read("crm.view_opportunity"),
    "crm:pipeline_export": _read("core.export_data"),
    "crm:opportunity_list": _read("crm.view_opportunity"),
    "crm:opportunity_export": _read("core.export_data"),
    "crm:opportunity_create": _act("crm.change_opportunity", *BOTH),
    "crm:opportunity_detail": _read("crm.view_opportunity"),
    "crm:opportunity_edit": _act("crm.change_opportunity", *BOTH),
    "crm:opportunity_win": _act("crm.change_opportunity", *BOTH),
    "crm:opportunity_lose": _act("crm.change_opportunity", *BOTH),
    "crm:opportunity_reopen": _act("crm.change_opportunity", *BOTH),
    "crm:opportunity_stage": _act("crm.change_opportunity"),
    "crm:opportunity_history": _read("crm.view_opportunity"),
    "crm:merge_list": _read("crm.merge_records"),
    "crm:merge_split": _act("crm.merge_records"),
    "crm:guard_lists": _act("crm.manage_guard", *BOTH),
    "api:contact_object": _act("crm.change_contact"),
    "api:contact_erase": _act("crm.erase_contact"),
    "api:guard_check": Route(
        methods=("POST",), permission="crm.view_contact", roles={str(role): reach for role, reach in SCOPE.items()}
    ),
    "api:guard_lists": _read("crm.manage_guard"),
    "api:guard_allow": _act("crm.manage_guard"),
    "api:guard_add": _act("crm.manage_guard"),
    "api:guard_drop": _act("crm.manage_guard"),
    "api:guard_restore": _act("crm.manage_guard"),
    "api:company_list": _read("crm.view_company"),
    "api:company_create": _act("crm.change_company"),
    "api:company_detail": _read("crm.view_company"),
    "api:company_update": _act("crm.change_company"),
    "api:company_differences": _read("crm.merge_records"),
    "api:contact_differences": _read("crm.merge_records"),
    "api:company_merge": _act("crm.merge_records"),
    "api:contact_list": _read("crm.view_contact"),
    "api:contact_create": _act("crm.change_contact"),
    "api:contact_detail": _read("crm.view_contact"),
    "api:contact_update": _act("crm.change_contact"),
    "api:contact_merge": _act("crm.merge_records"),
    "api:merge_list": _read("crm.merge_records"),
    "api:merge_detail": _read("crm.merge_records"),
    "api:merge_split": _act("crm.merge_records"),
    "api:opportunity_list": _read("crm.view_opportunity"),
    "api:opportunity_create": _act("crm.change_opportunity"),
    "api:opportunity_detail": _read("crm.view_opportunity"),
    "api:opportunity_update": _act("crm.change_opportunity"),
    "api:opportunity_win": _act("crm.change_opportunity"),
    "api:opportunity_lose": _act("crm.change_opportunity"),
    "api:opportunity_reopen": _act("crm.change_opportunity"),
    "api:activity_list": _read("crm.view_activity"),
    "api:activity_log": _act("crm.change_contact"),
    "api:activity_detail": _read("crm.view_activity"),
}
