"""The door of the comment guard: a text that says too much about a person is refused, with a better wording."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.models.guard import rules_in_force
from crm.rules import guard
from crm.rules.guard import Hit, Rules

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
IN_NAMES = frozenset({"insult", "national_id", "bank"})
MOST_SEEN = 20_000
_seen: ContextVar[dict[str, list[Hit]] | None] = ContextVar("guard_names", default=None)
_steady: ContextVar[Rules | None] = ContextVar("guard_rules", default=None)


@contextmanager
def steady_rules() -> Iterator[Rules]:
    """Within, the lists are read once: for a file or a night, where every row would ask again."""
    rules = rules_in_force()
    token, names = _steady.set(rules), _seen.set({})
    try:
        yield rules
    finally:
        _steady.reset(token)
        _seen.reset(names)


def hits_in(text: str, *, allowed: Collection[str] = ()) -> list[Hit]:
    """What the guard finds today, without the categories that somebody let through for this text."""
    if not text or not text.strip():
        return []
    return [hit for hit in guard.check(text, _steady.get() or rules_in_force()) if hit.category not in allowed]


def refuse_excess(text: str, field: str, *, allowed: Collection[str] = ()) -> None:
    """Nothing when the text may be kept; otherwise the field's error names what to change and proposes words."""
    _refuse(text, field, hits_in(text, allowed=allowed))


def refuse_excess_in_name(text: str, field: str) -> None:
    """A name is no remark (there are families called Juif or Gay): only judgements in words and numbers are refused."""
    if text and text.strip():
        _refuse(text, field, _hits_in_name(text))


def _hits_in_name(text: str) -> list[Hit]:
    """Towns and companies come back many times in a file: within steady rules each is looked at once."""
    seen = _seen.get()
    if seen is not None and text in seen:
        return seen[text]
    found = guard.check(text, _steady.get() or rules_in_force(), only=IN_NAMES)
    hits = [hit for hit in found if hit.category != "insult" or " " in text.strip()]
    if seen is not None and len(seen) < MOST_SEEN:
        seen[text] = hits
    return hits


def _refuse(text: str, field: str, hits: list[Hit]) -> None:
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
