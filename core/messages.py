"""Sends the messages that wait: each is claimed and counted first, so a killed attempt counts too."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation

from core.models import Message, MessageState

logger = logging.getLogger(__name__)
BATCH = 100
MAX_ATTEMPTS = 3
PAUSES = (timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    html: str


def send_waiting(now: datetime) -> int:
    """At most a hundred messages that are due have left, or have one more failed attempt."""
    sent = 0
    for _turn in range(BATCH):
        message = _claim(now)
        if message is None:
            break
        sent += send(message, now=now)
        if message.error:
            break  # the post is away, or this letter is bad: the others wait ten seconds, not for every time limit
    return sent


def _claim(now: datetime) -> Message | None:
    """One message is ours until its next attempt would be due."""
    with transaction.atomic():
        due = Message.objects.filter(state=MessageState.WAITING, next_at__lte=now).order_by("next_at", "pk")
        message = due.select_for_update(skip_locked=True, of=("self",)).select_related("to").first()
        if message is None:
            return None
        if message.attempts < MAX_ATTEMPTS:
            message.next_at = now + PAUSES[message.attempts]
            message.attempts += 1
        else:
            message.state = MessageState.DEAD
        message.save(update_fields=["next_at", "attempts", "state", "updated_at"])
    return message


def send(message: Message, *, now: datetime) -> bool:
    """A claimed message leaves, and what it said is forgotten; whoever left gets none, and nobody gets it too late."""
    if message.state != MessageState.WAITING:
        return False
    if not message.to.is_active or (message.not_after and now >= message.not_after):
        message.delete()
        return False
    try:
        _post(message)
    except Exception as error:
        _fail(message, error)
        return False
    message.state, message.sent_at, message.error, message.context = MessageState.SENT, now, "", {}
    message.save(update_fields=["state", "sent_at", "error", "context", "updated_at"])
    return True


def _fail(message: Message, error: Exception) -> None:
    logger.exception("message_failed", extra={"key": message.key, "attempts": message.attempts})
    message.error = f"{type(error).__name__}: {error}"[:2000]
    if message.attempts >= MAX_ATTEMPTS:
        message.state = MessageState.DEAD
    message.save(update_fields=["error", "state", "updated_at"])


def write(message: Message) -> Letter:
    """Subject (the first line of the text), text and HTML in the person's language."""
    name = message.template if "/emails/" in message.template else message.template.replace("/", "/emails/", 1)
    context = {**message.context, "to": message.to, "base_url": settings.BASE_URL}
    with translation.override(message.to.language or settings.LANGUAGE_CODE):
        subject, _newline, text = _plain(f"{name}.txt", context).lstrip().partition("\n")
        try:
            html = str(render_to_string(f"{name}.html", {**context, "subject": subject.strip()}))
        except TemplateDoesNotExist:
            html = ""
    return Letter(subject.removeprefix("Subject:").strip(), text.lstrip("\n"), html)


def _plain(name: str, context: dict[str, Any]) -> str:
    """A text is no HTML: nothing in it is escaped."""
    return str(Engine.get_default().get_template(name).render(Context(context, autoescape=False)))


def _post(message: Message) -> None:
    letter = write(message)
    mail = EmailMultiAlternatives(letter.subject, letter.text, to=[message.to.email])
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    mail.send()
