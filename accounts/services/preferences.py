"""How a person likes her screens: her own business, written by herself."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.text import clean_text

FIELDS = ("name", "language", "theme", "time_zone", "remind_to_file", "weekly_impact")


@transaction.atomic
def change_preferences(user: User, *, by: User, **changes: str | bool) -> User:
    """The person's name, language, theme, time zone and the messages she wants are as `changes` says."""
    user = User.objects.select_for_update().get(pk=user.pk)
    changed = sorted(field for field in FIELDS if field in changes and getattr(user, field) != changes[field])
    if not changed:
        return user
    for field in changed:
        given = changes[field]
        setattr(user, field, given if isinstance(given, bool) else clean_text(given).strip())
    if user.time_zone and user.time_zone not in available_timezones():
        raise ValidationError({"time_zone": _("This time zone is unknown.")})
    user.clean_fields(exclude=[field.name for field in User._meta.fields if field.name not in FIELDS])
    user.save(update_fields=changed)
    audit.record("user.preferences_changed", user, by=by, after={"fields": changed})
    return user
