"""The roof: holds the commands and the contract view that span all floors."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from config.logs import join_the_standard_logging
from config.startup import refuse_powerful_role


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"
    verbose_name = "Tandem"

    def ready(self) -> None:
        join_the_standard_logging()
        connection_created.connect(refuse_powerful_role, dispatch_uid="config.refuse_powerful_role")
