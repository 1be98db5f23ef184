"""The door of the comment guard: a text that says too much about a person is refused, with a better wording."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.rules import guard

CATEGORY_NAMES = {
    "insult": _("a judgement on a person"),
    "health": _("somebody’s health"),
    "private_life": _("somebody’s private life"),
    "offence": _("an offence or a conviction"),
    "origin": _("somebody’s origin"),
    "religion": _("somebody’s religion"),
    "politics": _("somebody’s political opinions"),
    "union": _("a trade union membership"),
    "sexuality": _("somebody’s sexuality"),
    "national_id": _("a national identity number"),
    "bank": _("bank details"),
}


def refuse_excess(text: str, field: str) -> None:
    """Nothing when the text may be kept; otherwise the field's error names what to change and proposes words."""
    hits = guard.check(text) if text else []
    if not hits:
        return
    messages = []
    for hit in hits:
        values = {
            "passage": text[hit.start : hit.end],
            "category": CATEGORY_NAMES[hit.category],
            "better": hit.rewording,
        }
        if hit.rewording:
            message = _("“%(passage)s” speaks of %(category)s: it cannot be kept. Write for example “%(better)s”.")
        else:
            message = _("“%(passage)s” speaks of %(category)s: it cannot be kept. Leave this passage out.")
        messages.append(ValidationError(message, code=f"guard_{hit.category}", params=values))
    raise ValidationError({field: messages})
