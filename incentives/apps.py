"""Names the floor of incentives and hangs its receivers, panels, nightly steps and sweeps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncentivesConfig(AppConfig):
    name = "incentives"
    verbose_name = _("Incentives")
