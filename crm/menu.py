"""The crm floor's menu entries."""

from django.utils.translation import gettext_lazy as _

from core.menu import MenuItem

ITEMS = [
    MenuItem(
        label=_("Companies"), url_name="crm:company_list", icon="building-2", permission="crm.view_company", rank=40
    ),
    MenuItem(label=_("Contacts"), url_name="crm:contact_list", icon="users", permission="crm.view_contact", rank=42),
    MenuItem(
        label=_("Pipeline"), url_name="crm:pipeline", icon="chart-column", permission="crm.view_opportunity", rank=44
    ),
    MenuItem(label=_("Merges"), url_name="crm:merge_list", icon="merge", permission="crm.merge_records", rank=74),
    MenuItem(
        label=_("Comment guard"),
        url_name="crm:guard_lists",
        icon="shield-check",
        permission="crm.manage_guard",
        rank=76,
    ),
    MenuItem(label=_("Imports"), url_name="core:import_list", icon="upload", permission="core.import_data", rank=75),
]
