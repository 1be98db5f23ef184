"""Names the crm app; says how it is searched, and what it holds about a person."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrmConfig(AppConfig):
    name = "crm"
    verbose_name = _("Customers")

    def ready(self) -> None:
        from core import due
        from core.imports import kinds
        from core.search import register
        from crm import guard_texts, personal_data
        from crm.selectors import search
        from crm.services.guard_marks import rescan_texts
        from crm.services.importing.kinds import KINDS

        personal_data.connect()
        kinds.register(*KINDS.values())
        guard_texts.connect()
        due.register("crm.rescan_texts", rescan_texts, _("Other texts read again by the guard"))
        companies, contacts = search.find_companies, search.find_contacts
        register(
            "companies", _("Companies"), companies, near=search.near_companies, permission="crm.view_company", rank=10
        )
        register("contacts", _("Contacts"), contacts, near=search.near_contacts, permission="crm.view_contact", rank=20)
        register("opportunities", _("Deals"), search.find_opportunities, permission="crm.view_opportunity", rank=30)
