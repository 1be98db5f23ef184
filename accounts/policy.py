"""The routes of people, of signing in and of the back office."""

from accounts.roles import EVERYONE, OPERATIONS
from core.policy import Route

READ, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")
STAFF: dict[str, str] = {role.value: "own" for role in EVERYONE}
ANYBODY: dict[str, str] = {**STAFF, "": "own"}
MANAGE: dict[str, str] = {OPERATIONS: "all"}


def _open(*methods: str, write: bool = False) -> Route:
    """Before signing in."""
    return Route(methods=methods, permission=None, roles={}, anon=True, write=write)


def _own(*methods: str, write: bool = False) -> Route:
    """One's own account: whoever is signed in, with or without a role."""
    return Route(methods=methods, permission=None, roles=ANYBODY, anon=False, write=write)


def _second_factor(*methods: str, write: bool = False) -> Route:
    """One's own second factor: 404 for whoever has none."""
    return Route(methods=methods, permission=None, roles=dict.fromkeys(ANYBODY, "scoped"), anon=False, write=write)


def _manage(*methods: str, write: bool = False) -> Route:
    return Route(methods=methods, permission="accounts.manage_users", roles=MANAGE, anon=False, write=write)


ROUTES: dict[str, Route] = {
    "accounts:notification_list": _own(*READ),
    "accounts:notification_read_all": _own(*POST, write=True),
    "accounts:notification_open": _own(*POST, write=True),
    "home": Route(methods=READ, permission=None, roles=STAFF, anon=False, write=False),
    "accounts:user_list": _manage(*READ),
    "accounts:user_detail": _manage(*READ),
    "accounts:user_invite": _manage(*BOTH, write=True),
    "accounts:user_change_role": _manage(*POST, write=True),
    "accounts:user_admit": _manage(*POST, write=True),
    "accounts:user_resend": _manage(*POST, write=True),
    "accounts:user_deactivate": _manage(*POST, write=True),
    "accounts:user_reactivate": _manage(*POST, write=True),
    "accounts:team_list": _manage(*READ),
    "accounts:team_create": _manage(*BOTH, write=True),
    "accounts:team_edit": _manage(*BOTH, write=True),
    "accounts:profile": _own(*BOTH, write=True),
    "api:view_list": _own(*BOTH, write=True),
    "api:view_remove": _own(*POST, write=True),
    "accounts:token_create": _own(*POST, write=True),
    "accounts:token_revoke": _own(*POST, write=True),
    "accounts:sessions_end": _own(*POST, write=True),
    "accounts:language_set": _open(*POST, write=True),
    "accounts:theme_set": _open(*POST, write=True),
    "api:session_detail": _own(*READ),
    "api:schema": _own(*READ),
    "account_login": _open(*BOTH),
    "account_logout": _open(*BOTH, write=True),
    "account_inactive": _open(*READ),
    "account_signup": _open(*BOTH),
    "account_reset_password": _open(*BOTH),
    "account_reset_password_done": _open(*READ),
    "account_reset_password_from_key": _open(*BOTH),
    "account_reset_password_from_key_done": _open(*READ),
    "account_reauthenticate": _own(*BOTH),
    "account_change_password": _own(*BOTH, write=True),
    "account_set_password": _own(*BOTH, write=True),
    "mfa_index": _own(*READ),
    "mfa_authenticate": _open(*BOTH),
    "mfa_reauthenticate": _own(*BOTH),
    "mfa_activate_totp": _own(*BOTH, write=True),
    "mfa_deactivate_totp": _second_factor(*BOTH, write=True),
    "mfa_view_recovery_codes": _second_factor(*READ),
    "mfa_generate_recovery_codes": _second_factor(*BOTH, write=True),
    "mfa_download_recovery_codes": _second_factor(*READ),
    "socialaccount_login_cancelled": _open(*READ),
    "socialaccount_login_error": _open(*READ),
    "socialaccount_signup": _open(*BOTH),
    "socialaccount_connections": _own(*BOTH, write=True),
    "openid_connect_login": _open(*BOTH),
    "openid_connect_callback": _open(*READ),
    "admin:*": Route(methods=READ, permission=None, roles=MANAGE, anon=False, write=False),
    "admin/*": Route(methods=READ, permission=None, roles=MANAGE, anon=False, write=False),
    "admin:login": _open(*BOTH),
    "admin:logout": _own(*POST, write=True),
}
