"""Names the floor of incentives and hangs its receivers, panels, nightly steps and sweeps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncentivesConfig(AppConfig):
    name = "incentives"
    verbose_name = _("Incentives")

    def ready(self) -> None:
        from core import due, panels
        from incentives import guard_texts, personal_data, receivers
        from incentives.services import night
        from incentives.services.contributions import compute_contributions
        from incentives.services.marketing_scores import compute_marketing_scores
        from incentives.services.settling import settle_recent_points

        personal_data.register()
        guard_texts.connect()
        self.receivers = receivers
        due.register("incentives.settle_all_points", night.settle_step, _("Points of what was decided"))
        due.register("incentives.compute_contributions", compute_contributions, _("Contribution of each rep"))
        due.register("incentives.compute_marketing_scores", compute_marketing_scores, _("Score of each marketer"))
        due.register("incentives.verify_ledger", night.verify_step, _("The ledger read again, seal by seal"))
        due.register_sweep("incentives.settle_recent_points", settle_recent_points)
        panels.register("debrief.today", "incentives:debrief_points", permission="incentives.view_ledgerline", rank=20)
        panels.register("debrief.visit", "incentives:visit_preview", permission="debrief.file_debrief", rank=20)
