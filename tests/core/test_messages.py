"""A message leaves once, in the language of its reader, and is forgotten."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.template.loader import render_to_string

from core import clock, mail, messages
from core.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def templates(settings, tmp_path):
    folder = tmp_path / "core" / "emails"
    folder.mkdir(parents=True)
    (folder / "hello.txt").write_text("Bonjour {{ to.name }}\n\nVoici {{ what }}.", encoding="utf-8")
    (folder / "hello.html").write_text("<p>{{ what }}</p>", encoding="utf-8")
    (folder / "broken.txt").write_text("{% include 'nowhere.txt' %}", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]


def later(**delta):
    return clock.now() + timedelta(**delta)


def test_a_message_is_queued_once_and_sent_once(alice, templates):
    for _twice in range(2):
        mail.queue(to=alice, template="core/hello", context={"what": "<b>"}, key="hello:1")
    assert messages.send_waiting(later(seconds=1)) == 1
    assert messages.send_waiting(later(seconds=1)) == 0
    letter = outbox.outbox[0]
    assert (letter.to, letter.subject, letter.body) == ([alice.email], "Bonjour Alice Aubert", "Voici <b>.")
    assert letter.alternatives[0].content == "<p>&lt;b&gt;</p>"
    message = Message.objects.get()
    assert (message.state, message.context, message.attempts) == ("sent", {}, 1)


def test_the_third_failed_attempt_is_the_last(alice, templates):
    mail.queue(to=alice, template="core/broken", context={}, key="broken:1")
    for hours in (1, 2, 4, 8, 16):
        messages.send_waiting(later(hours=hours))
    message = Message.objects.get()
    assert (message.state, message.attempts) == ("dead", 3)
    assert "nowhere.txt" in message.error
    assert outbox.outbox == []


def test_an_attempt_that_was_killed_counts(alice, templates):
    mail.queue(to=alice, template="core/hello", context={}, key="hello:1")
    for hours in (1, 3, 6):
        assert messages._claim(later(hours=hours)).attempts > 0
    assert messages.send_waiting(later(hours=9)) == 0
    assert Message.objects.get().state == "dead"


def test_whoever_left_gets_nothing(gaston, templates):
    mail.queue(to=gaston, template="core/hello", context={}, key="hello:1")
    assert messages.send_waiting(later(seconds=1)) == 0
    assert not Message.objects.exists()
    assert outbox.outbox == []


def test_the_layout_of_letters_renders():
    assert render_to_string("layouts/email.html", {"subject": "Bonjour"})
