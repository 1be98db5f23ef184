"""Marketing takes a day, returns it, closes it; the queue says what waits and for how long."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import BusinessRuleError, TransitionNotAllowed
from debrief.models import Debrief
from debrief.selectors.review_queue import desk, queue_rows, review_queue, with_queue
from debrief.selectors.review_sheet import review_sheet
from debrief.services.reviewing import answer_return, close_debrief, resume_review, return_debrief, start_review
from debrief.services.verdicts import accept_finding
from tests.factories.debrief import EVENING, MORNING, company, correction, filed, findings, opinion, signal, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(alice):
    entry = visit(company(alice, "Fournil"), signal(), opinion(), amount=Decimal(12400), result="quote")
    return filed(alice, entry)


def test_a_day_is_taken_by_one_reviewer(day, chloe, celine):
    taken = start_review(day, by=chloe, now=MORNING)
    assert (taken.state, taken.reviewer, taken.review_started_at) == ("in_review", chloe, MORNING)
    with pytest.raises(BusinessRuleError) as refusal:
        start_review(day, by=celine, now=MORNING)
    assert refusal.value.code == "already_taken"
    assert "Chloé" in str(refusal.value)


def test_nobody_reviews_her_own_day(day, alice):
    for verb in (start_review, close_debrief):
        with pytest.raises(BusinessRuleError) as refusal:
            verb(day, by=alice, now=MORNING)
        assert refusal.value.code == "own_debrief"


def test_a_returned_day_stops_marketing_s_clock(day, alice, chloe):
    due = day.review_due_at
    back = return_debrief(day, by=chloe, question="Quel modèle de four ?", now=MORNING)
    assert (back.state, back.question, back.reviewer) == ("returned", "Quel modèle de four ?", chloe)
    with pytest.raises(BusinessRuleError):
        accept_finding(findings(day)[0], by=chloe, now=MORNING)
    answered = answer_return(day, by=alice, answer="Un Bongard 2012", now=MORNING + timedelta(days=1))
    assert (answered.state, answered.answer) == ("filed", "Un Bongard 2012")
    assert answered.review_due_at == due + timedelta(days=1)
    assert start_review(answered, by=chloe, now=MORNING + timedelta(days=1)).state == "in_review"


def test_a_question_needs_words_and_an_answer_needs_a_question(day, alice, chloe):
    with pytest.raises(ValidationError):
        return_debrief(day, by=chloe, question="  ", now=MORNING)
    with pytest.raises(BusinessRuleError) as refusal:
        answer_return(day, by=alice, answer="Oui", now=MORNING)
    assert refusal.value.code == "nothing_to_answer"


def test_marketing_may_take_its_question_back(day, chloe):
    return_debrief(day, by=chloe, question="Quel four ?", now=MORNING)
    assert resume_review(day, by=chloe, now=MORNING).state == "in_review"


def test_a_day_closes_when_no_finding_waits(day, chloe):
    with pytest.raises(BusinessRuleError) as refusal:
        close_debrief(day, by=chloe, now=MORNING)
    assert refusal.value.code == "findings_pending"
    for finding in findings(day):
        accept_finding(finding, by=chloe, now=MORNING)
    closed = close_debrief(day, by=chloe, now=MORNING)
    assert (closed.state, closed.closed_at) == ("closed", MORNING)
    with pytest.raises(TransitionNotAllowed):
        close_debrief(day, by=chloe, now=MORNING)


def test_the_queue_is_oldest_first_with_age_and_flags(day, alice, amine, chloe):
    filed(amine, visit(company(amine), signal()), now=EVENING - timedelta(hours=5))
    rows = queue_rows(list(with_queue(review_queue(chloe, "review"))), MORNING)
    assert [row.debrief.rep for row in rows] == [amine, alice]
    row = rows[1]
    assert (row.title, row.left, row.findings, row.amount) == ("Fournil", 2, 2, Decimal("12400.00"))
    assert [str(flag) for flag in row.flags] == ["Montant supérieur à 10 000 €"] or len(row.flags) == 1
    assert row.age == Decimal("0.5")
    assert (desk(chloe, MORNING).review, desk(chloe, MORNING).returned) == (2, 0)


def test_the_sheet_shows_the_crm_beside_what_is_proposed(alice, chloe, django_assert_max_num_queries):
    where = company(alice, phone="04 72 99 99 99")
    day = filed(alice, visit(where, correction(), signal(), opinion()))
    with django_assert_max_num_queries(14):
        sheet = review_sheet(Debrief.objects.select_related("rep__team", "reviewer").get(pk=day.pk))
    rows = sheet.visits[0].rows
    assert [row.held for row in rows] == [where.phone, "", ""]
    assert (sheet.left, sheet.total, sheet.current.finding.kind) == (3, 3, "company_fact")


def test_a_rep_sees_only_her_own_days_and_a_manager_those_of_the_team(day, alice, amine, bob, boris, chloe):
    seen = {user.name: Debrief.objects.visible_to(user).count() for user in (alice, amine, bob, boris, chloe)}
    assert list(seen.values()) == [1, 0, 1, 0, 1]
