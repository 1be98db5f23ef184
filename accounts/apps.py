"""Names the app, connects what it hears, and gives the back office its own door."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("people")
    default = True

    def ready(self) -> None:
        from accounts.tasks import forget_sessions
        from core import due

        import_module("accounts.receivers")
        due.register("accounts.forget_sessions", forget_sessions, _("Sessions and tokens that are over forgotten"))


class BackOfficeConfig(admin.AdminConfig):
    """Django's admin, for operations."""

    default = False
    default_site = "accounts.backoffice.BackOffice"
