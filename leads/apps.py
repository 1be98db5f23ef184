"""Names the leads app; connects its receivers and what the night and the sweep ask of it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadsConfig(AppConfig):
    name = "leads"
    verbose_name = _("Leads")

    def ready(self) -> None:
        from leads import receivers, tasks

        receivers.connect()
        tasks.register()
