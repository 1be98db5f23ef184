"""Questions asked to the field and their answers, as the tests of bounties need them."""

from datetime import UTC, date, datetime

from debrief.services.asking import QuestionEntry, ask_question
from debrief.services.verdicts import accept_finding
from tests.factories.debrief import DAY, EVENING, MORNING, filed, findings, signal, visit

ASKED = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
LAST_DAY = date(2026, 3, 20)


def entry(**fields):
    """A question about a competitor, to everybody."""
    usual = {
        "text_fr": "Quel concurrent est en place ?", "kind": "market_signal", "topic": "competitor",
        "expires_on": LAST_DAY, "points": 30,
    }  # fmt: skip
    return QuestionEntry(**usual | fields)


def question(by, now=ASKED, **fields):
    return ask_question(by=by, entry=entry(**fields), now=now)


def answered(rep, asked, where, value="Miwe", *, day=DAY, now=EVENING, **fields):
    """A filed answer to this question."""
    told = signal(value, topic=asked.topic, question=asked, **fields)
    return findings(filed(rep, visit(where, told), day=day, now=now))[0]


def kept(rep, asked, where, by, value="Miwe", *, day=DAY, now=EVENING, judged=MORNING):
    """A filed answer that marketing accepts."""
    return accept_finding(answered(rep, asked, where, value, day=day, now=now), by=by, now=judged)
