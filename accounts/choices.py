"""Who people are, and how they like their screens."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    REP = "rep", _("sales representative")
    SALES_MANAGER = "sales_manager", _("sales manager")
    MARKETER = "marketer", _("marketer")
    OPERATIONS = "operations", _("operations")
    DIRECTOR = "director", _("director")


class Language(models.TextChoices):
    """Each language under its own name, so that it is found by whoever reads it."""

    FRENCH = "fr", "Français"
    ENGLISH = "en", "English"


class Theme(models.TextChoices):
    AUTO = "auto", pgettext_lazy("theme", "as the device")
    LIGHT = "light", pgettext_lazy("theme", "light")
    DARK = "dark", pgettext_lazy("theme", "dark")


class Scope(models.TextChoices):
    """How far a role sees on a floor."""

    OWN = "own", _("own rows")
    TEAM = "team", _("the team's rows")
    ALL = "all", _("all rows")
