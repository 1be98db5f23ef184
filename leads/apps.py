"""Names the leads app; connects its receivers and what the night and the sweep ask of it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadsConfig(AppConfig):
    name = "leads"
    verbose_name = _("Leads")

    def ready(self) -> None:
        from core import panels
        from core.imports import kinds, references
        from leads import guard_texts, news, personal_data, receivers, tasks
        from leads.forms import ImportOptions
        from leads.models import CurrentScore, LeadStanding, RevenueAttribution
        from leads.services.importing import LeadImporter

        receivers.connect()
        news.register()
        guard_texts.connect()
        tasks.register()
        personal_data.register()
        kinds.register(LeadImporter, options=ImportOptions)
        references.register_computed(CurrentScore, LeadStanding, RevenueAttribution)
        panels.register("crm.company", "leads:company_panel", permission="leads.view_lead", rank=30)
        panels.register("crm.opportunity", "leads:opportunity_panel", permission="leads.view_roi", rank=30)
