"""Entries of the menu."""

from django.utils.translation import gettext_lazy as _

from core.menu import MenuItem

ITEMS = [
    MenuItem(
        label=_("People"), url_name="accounts:user_list", icon="users", permission="accounts.manage_users", rank=80
    ),
]
