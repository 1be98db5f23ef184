"""The foundations: no business word, and none of our other apps imported."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Foundations")

    def ready(self) -> None:
        from core import due, messages, notifications, policy

        policy.watch()
        due.register_sweep("messages", messages.send_waiting)
        due.register_sweep("core.forget_old_news", notifications.forget_old)
