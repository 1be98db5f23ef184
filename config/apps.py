"""The roof: holds the commands and the contract view that span all floors."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"
    verbose_name = "Tandem"
