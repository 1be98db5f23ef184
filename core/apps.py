"""The foundations: no business word, and none of our other apps imported."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Foundations")

    def ready(self) -> None:
        from core import due, messages, notifications, policy, tasks

        policy.watch()
        due.register_sweep("messages", messages.send_waiting)
        due.register_sweep("core.forget_old_news", notifications.forget_old)
        due.register_sweep("core.run_imports", tasks.sweep_imports)
        due.register(
            "core.forget_old_counts", tasks.forget_counts, _("Old counts of calls and wrong passwords forgotten")
        )
        due.register("core.forget_old_imports", tasks.forget_imports, _("Files of old imports forgotten"))
