"""What most rows carry: when they were made and last changed."""

from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@lru_cache(maxsize=256)
def _labels(field: Any) -> dict[Any, Any]:
    """The words of a field's choices, still to be translated."""
    return dict(field.flatchoices)


class TimeStamped(models.Model):
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: Any) -> Any:  # noqa: N802 - Django's own, which translates every choice each time
        value = getattr(self, field.attname)
        label = _labels(field).get(value, value)
        return str(label) if isinstance(label, Promise) else label
