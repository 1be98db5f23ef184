"""The field answers: a finding linked to the question, kept without the link when the question is over."""

import pytest
import time_machine
from django.core.exceptions import ValidationError

from core.exceptions import BusinessRuleError
from core.models import Notification
from debrief.models import Finding
from debrief.services.answering import answer_question
from debrief.services.asking import close_question
from tests.factories.debrief import EVENING, company, opinion, signal, told, visit
from tests.factories.questions import ASKED, answered, question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


def draft_visit(rep, where):
    return told(rep, visit(where)).visits.get()


def test_an_answer_is_a_finding_of_the_visit_linked_to_the_question(alice, chloe):
    where = company(alice)
    asked = question(chloe, about="company", company=where)
    found = answer_question(asked, by=alice, visit=draft_visit(alice, where), entry=signal("Miwe"), now=EVENING)
    assert (found.question, found.value, found.company) == (asked, "Miwe", where)


def test_the_asker_learns_of_a_filed_answer_once(alice, chloe):
    asked = question(chloe, audience="reps", reps=(alice,))
    answered(alice, asked, company(alice))
    row = Notification.objects.get(to=chloe)
    assert (row.kind, row.path) == ("question_answered", asked.get_absolute_url())


def test_another_kind_of_answer_another_company_and_a_stranger_are_refused(alice, david, chloe):
    where = company(alice)
    asked = question(chloe, about="company", company=where, audience="reps", reps=(alice,))
    stop = draft_visit(alice, where)
    with pytest.raises(ValidationError):
        answer_question(asked, by=alice, visit=stop, entry=opinion(), now=EVENING)
    elsewhere = draft_visit(david, company(david))
    with pytest.raises(BusinessRuleError) as refused:
        answer_question(asked, by=david, visit=elsewhere, entry=signal(), now=EVENING)
    assert refused.value.code == "not_addressed"
    assert not Finding.objects.exists()


def test_a_question_about_another_company_is_refused(alice, chloe):
    asked = question(chloe, about="company", company=company(alice))
    with pytest.raises(ValidationError):
        answer_question(asked, by=alice, visit=draft_visit(alice, company(alice)), entry=signal(), now=EVENING)
    assert not Finding.objects.exists()


def test_a_closed_or_past_question_is_refused(alice, chloe):
    where = company(alice)
    stop = draft_visit(alice, where)
    closed = close_question(question(chloe), by=chloe, now=ASKED)
    past = question(chloe, expires_on=ASKED.date())
    for over in (closed, past):
        with pytest.raises(BusinessRuleError) as refused:
            answer_question(over, by=alice, visit=stop, entry=signal(), now=EVENING)
        assert refused.value.code == "question_closed"
    assert not Finding.objects.exists()


def test_what_was_told_for_a_question_closed_meanwhile_is_kept_without_it(alice, chloe):
    asked = question(chloe)
    close_question(asked, by=chloe, now=ASKED)
    asked.refresh_from_db()
    found = answered(alice, asked, company(alice))
    assert (found.value, found.question) == ("Miwe", None)
