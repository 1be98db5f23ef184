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
        import_module("accounts.receivers")


class BackOfficeConfig(admin.AdminConfig):
    """Django's admin, for operations."""

    default = False
    default_site = "accounts.backoffice.BackOffice"
