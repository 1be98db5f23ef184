"""GuardList: the company's own lists of the comment guard, one row per version; the last one is in force."""

from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.rules.guard import SHIPPED, Rules, make_rules


class GuardList(models.Model):
    """`allowed` is a list of words, `added` a list of {category, language, text}; `change` says what this one did."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    allowed = models.JSONField(_("words always allowed"), default=list, blank=True, encoder=DjangoJSONEncoder)
    added = models.JSONField(_("words refused besides"), default=list, blank=True, encoder=DjangoJSONEncoder)
    change = models.JSONField(_("change"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("version of the guard’s lists")
        verbose_name_plural = _("versions of the guard’s lists")
        ordering = ["-number"]
        permissions = [("manage_guard", _("Can change the lists of the comment guard"))]

    def __str__(self) -> str:
        return f"{self.number} · {self.reason}"


def rules_in_force() -> Rules:
    """The company's lists as they stand now, in this process as in every other: one short query."""
    latest = GuardList.objects.order_by("-number").values_list("number", "at").first()
    return _rules(*latest) if latest else SHIPPED


@lru_cache(maxsize=8)
def _rules(number: int, at: datetime) -> Rules:
    """A version never changes: it is read and compiled once."""
    kept = GuardList.objects.get(number=number, at=at)
    return make_rules(kept.allowed, [(one["category"], one["language"], one["text"]) for one in kept.added], number)
