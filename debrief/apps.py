"""The debrief floor: daily field debriefs, verdicts, integration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DebriefConfig(AppConfig):
    name = "debrief"
    verbose_name = _("Debriefs")

    def ready(self) -> None:
        from accounts import availability
        from core import due, panels
        from debrief import guard_texts, news, personal_data, tasks
        from debrief.selectors.lead_events import events_of
        from debrief.services.absences import excuse_absences, people_away
        from debrief.services.completeness import measure_records
        from debrief.services.guarding import rescan_guard
        from leads import timeline

        news.register()
        guard_texts.connect()
        personal_data.connect()
        tasks.register()
        timeline.register("debrief", events_of)
        availability.register("debrief", people_away)
        due.register("debrief.excuse_absences", excuse_absences, _("Days away, excused"))
        due.register("debrief.rescan_guard", rescan_guard, _("Texts read again by the guard"))
        due.register("debrief.measure_records", measure_records, _("How complete and how fresh records are"))
        panels.register("crm.company", "debrief:company_panel", permission="debrief.view_finding", rank=20)
        panels.register("crm.company", "debrief:company_questions", permission="debrief.view_question", rank=25)
        panels.register("leads.campaign", "debrief:campaign_impact", permission="leads.view_campaign", rank=40)
        panels.register("leads.lead_top", "debrief:lead_rating_panel", permission="leads.rate_lead", rank=10)
        panels.register("leads.handoff", "debrief:lead_rating_panel", permission="leads.rate_lead", rank=10)
        panels.register("leads.lead", "debrief:lead_panel", permission="debrief.view_finding", rank=20)
        panels.register("crm.company", "debrief:company_record", permission="crm.view_company", rank=30)
        panels.register("crm.company_field", "debrief:company_origin", permission="debrief.view_finding", rank=20)
        panels.register("crm.contact_field", "debrief:contact_origin", permission="debrief.view_finding", rank=20)
