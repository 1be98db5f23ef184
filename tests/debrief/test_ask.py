"""Marketing asks the field: written, changed until the first answer, closed, refused when it makes no sense."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from core.exceptions import AlreadyDone, BusinessRuleError
from core.models import Notification
from crm.models import Company
from debrief.models import Question
from debrief.services.asking import ask_for_gap, ask_question, close_question, edit_question, set_gap_aside
from tests.factories.debrief import EVENING, company
from tests.factories.questions import ASKED, answered, entry, question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING, tick=False):
        yield


def test_a_question_is_open_and_its_reps_are_told(alice, amine, david, chloe):
    asked = question(chloe, audience="reps", reps=(alice, amine))
    assert (asked.state, asked.points, asked.quota, str(asked.expires_on)) == ("open", 30, 1, "2026-03-20")
    told = Notification.objects.order_by("to")
    assert [row.to_id for row in told] == [alice.pk, amine.pk]
    assert told[0].params == {"points": 30, "question": "Quel concurrent est en place ?"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text_fr": " "}, "__all__"),
        ({"expires_on": date(2026, 3, 8)}, "expires_on"),
        ({"expires_on": date(2026, 12, 31)}, "expires_on"),
        ({"audience": "teams"}, "teams"),
        ({"audience": "reps"}, "reps"),
        ({"about": "company"}, "__all__"),
        ({"about": "sector"}, "__all__"),
        ({"topic": ""}, "__all__"),
        ({"kind": "company_fact"}, "__all__"),
        ({"points": 51}, "points"),
        ({"points": 0}, "points"),
        ({"quota": 0}, "quota"),
        ({"text_fr": "Qui est malade du cancer ?"}, "text_fr"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_and_not_kept(chloe, wrong, field):
    with pytest.raises(ValidationError) as refused:
        ask_question(by=chloe, entry=entry(**wrong), now=ASKED)
    assert field in refused.value.message_dict
    assert not Question.objects.exists()


def test_a_question_changes_until_the_first_filed_answer(alice, chloe):
    asked, where = question(chloe), company(alice)
    assert edit_question(asked, by=chloe, entry=entry(points=40), now=ASKED).points == 40
    answered(alice, asked, where)
    with pytest.raises(BusinessRuleError) as refused:
        edit_question(asked, by=chloe, entry=entry(points=10), now=EVENING)
    assert refused.value.code == "already_answered"
    assert Question.objects.get().points == 40


def test_a_question_is_closed_once(chloe):
    asked = close_question(question(chloe), by=chloe, now=EVENING)
    assert (asked.state, asked.closed_by, asked.closed_at) == ("closed", chloe, EVENING)
    with pytest.raises(AlreadyDone) as refused:
        close_question(asked, by=chloe, now=EVENING)
    assert refused.value.code == "question_closed"


def test_a_gap_becomes_a_question_to_the_owner_in_both_languages_once(alice, chloe):
    where = company(alice, "Fournil d’Anna")
    asked = ask_for_gap("no_buyer", where, by=chloe, now=ASKED)
    assert (asked.kind, asked.audience, list(asked.reps.all())) == ("contact", "reps", [alice])
    assert asked.text_en == "Who signs for purchases at Fournil d’Anna?"
    assert asked.text_fr != asked.text_en
    with pytest.raises(AlreadyDone):
        ask_for_gap("no_buyer", where, by=chloe, now=ASKED)
    with pytest.raises(ValidationError):
        ask_for_gap("no_such", where, by=chloe, now=ASKED)
    assert Question.objects.count() == 1


def test_a_gap_set_aside_asks_nobody(alice, chloe):
    set_gap_aside("no_size", company(alice), by=chloe, now=ASKED)
    assert Question.objects.get().state == "set_aside"
    assert not Notification.objects.exists()
    assert not Question.objects.visible_to(alice).exists()


def test_reps_see_what_is_addressed_to_them_and_managers_what_is_to_their_team(
    alice, amine, david, bob, boris, chloe, north, nora
):
    everybody = question(chloe)
    team = question(chloe, audience="teams", teams=(north,))
    one = question(chloe, audience="reps", reps=(alice,))
    seen = {
        person: set(Question.objects.visible_to(person).values_list("pk", flat=True))
        for person in (alice, amine, david, bob, boris, chloe, nora)
    }
    assert seen[alice] == seen[bob] == seen[chloe] == {everybody.pk, team.pk, one.pk}
    assert seen[amine] == {everybody.pk, team.pk}
    assert seen[david] == seen[boris] == {everybody.pk}
    assert seen[nora] == set()


def test_a_question_about_a_sector_fits_its_companies_whatever_the_case(chloe):
    asked = question(chloe, about="sector", about_value="boulangerie")
    assert asked.fits(Company(name="Anna", sector="Boulangerie"))
    assert not asked.fits(Company(name="Léa", sector="Restauration"))
    assert not asked.fits(None)
