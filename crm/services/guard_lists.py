"""The company's own lists of the guard: each change is a new version, in force at once in every process."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from core.text import clean_text
from crm.models import GuardList
from crm.rules import matching
from crm.rules.guard import CATEGORIES, check
from crm.rules.lexicon import LANGUAGES

ALLOW, ADD = "allow", "add"
LONGEST, MOST = 80, 1000
NUMBERS = frozenset({"national_id", "bank"})
LISTED = tuple(category for category in CATEGORIES if category not in NUMBERS)


@transaction.atomic
def allow_words(text: str, *, by: User, reason: str) -> GuardList:
    """These words are never stopped again, wherever they stand."""
    words = _words(text)
    latest = _latest()
    if _among(words, latest.allowed):
        raise AlreadyDone(_("These words are allowed already."))
    return _save(latest, by=by, reason=reason, allowed=[*latest.allowed, words], change={ALLOW: words})


@transaction.atomic
def add_words(text: str, *, category: str, language: str, by: User, reason: str) -> GuardList:
    """These words are refused wherever they stand, as this category."""
    words = _words(text)
    if category not in LISTED:
        raise ValidationError({"category": _("Choose a category.")})
    if language not in LANGUAGES:
        raise ValidationError({"language": _("Choose a language.")})
    latest = _latest()
    if _among(words, [one["text"] for one in latest.added]):
        raise AlreadyDone(_("These words are refused already."))
    entry = {"category": category, "language": language, "text": words}
    return _save(latest, by=by, reason=reason, added=[*latest.added, entry], change={ADD: entry})


@transaction.atomic
def drop_words(text: str, *, kind: str, by: User, reason: str) -> GuardList:
    """These words leave the list; the lists that come with the product judge them again."""
    latest = _latest()
    allowed = [one for one in latest.allowed if one != text] if kind == ALLOW else latest.allowed
    added = [one for one in latest.added if one["text"] != text] if kind == ADD else latest.added
    if (allowed, added) == (latest.allowed, latest.added):
        raise AlreadyDone(_("These words are not in the list any more."))
    return _save(latest, by=by, reason=reason, allowed=allowed, added=added, change={"drop": text, "kind": kind})


@transaction.atomic
def restore_lists(number: int, *, by: User, reason: str) -> GuardList:
    """The lists are again what they were in that version; nothing of the history is lost."""
    wanted = GuardList.objects.filter(number=number).first()
    latest = _latest()
    if wanted is None:
        raise BusinessRuleError(_("There is no such version."), code="no_such_version")
    if (wanted.allowed, wanted.added) == (latest.allowed, latest.added):
        raise AlreadyDone(_("The lists are like this already."))
    change = {"restore": number}
    return _save(latest, by=by, reason=reason, allowed=wanted.allowed, added=wanted.added, change=change)


def _latest() -> GuardList:
    return GuardList.objects.select_for_update().order_by("-number").first() or GuardList(number=0)


def _words(text: str) -> str:
    """One or a few plain words; never so short that half the language is meant."""
    words = " ".join(clean_text(text).split())
    if len("".join(matching.words(words))) < 3:
        raise ValidationError({"text": _("Write at least three letters.")})
    if len(words) > LONGEST:
        raise ValidationError({"text": _("At most %(most)s characters.") % {"most": LONGEST}})
    if any(hit.category in NUMBERS for hit in check(words)):
        raise ValidationError({"text": _("Numbers of people and accounts are not listed.")})
    return words


def _among(words: str, texts: list[str]) -> bool:
    return matching.words(words) in [matching.words(text) for text in texts]


def _save(latest: GuardList, *, by: User, reason: str, change: dict[str, Any], **lists: Any) -> GuardList:
    reason = clean_text(reason).strip()
    if not reason:
        raise ValidationError({"reason": _("Say why.")})
    new = GuardList(
        number=latest.number + 1,
        allowed=lists.get("allowed", latest.allowed),
        added=lists.get("added", latest.added),
        change=change, reason=reason, by=by, at=clock.now(),
    )  # fmt: skip
    if len(new.allowed) + len(new.added) > MOST:
        raise ValidationError({"text": _("The lists are full: at most %(most)s entries.") % {"most": MOST}})
    new.full_clean()
    try:
        with transaction.atomic():
            new.save()
    except IntegrityError as error:
        raise BusinessRuleError(_("Somebody changed the lists meanwhile: look again."), code="lists_changed") from error
    audit.record("guard.lists_changed", new, by=by, after={"version": new.number, "acts": sorted(change)})
    return new
