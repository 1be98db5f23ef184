"""The debrief floor: daily field debriefs, verdicts, integration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DebriefConfig(AppConfig):
    name = "debrief"
    verbose_name = _("Debriefs")

    def ready(self) -> None:
        from core import panels
        from debrief import news, tasks

        news.register()
        tasks.register()
        panels.register("crm.company", "debrief:company_panel", permission="debrief.view_finding", rank=20)
        panels.register("crm.company", "debrief:company_questions", permission="debrief.view_question", rank=25)
        panels.register("leads.campaign", "debrief:campaign_impact", permission="leads.view_campaign", rank=40)
        panels.register("leads.lead", "debrief:lead_panel", permission="debrief.view_finding", rank=20)
