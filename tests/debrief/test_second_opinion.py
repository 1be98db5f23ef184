"""A share of the verdicts gets a blind second opinion, which changes nothing."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import AlreadyDone, BusinessRuleError
from core.models import AuditEntry
from crm.models import FieldChange
from debrief.models import ReviewRules, SecondReview, Verdict
from debrief.selectors.fairness import fairness
from debrief.services.second_reviews import give_second_opinion, set_review_rules
from debrief.services.verdicts import accept_finding, reject_finding, undo_own_verdict
from tests.factories.debrief import MORNING, company, correction, filed, finding, findings, opinion, signal, visit

pytestmark = pytest.mark.django_db
RULES = {"second_hours": 40, "appeal_days": 15, "appeal_hours": 16}


@pytest.fixture
def all_drawn(odile):
    return set_review_rules(by=odile, second_percent=Decimal(100), now=MORNING, **RULES)


@pytest.fixture
def second(alice, chloe, all_drawn):
    accept_finding(finding(alice, correction()), by=chloe, now=MORNING)
    return SecondReview.objects.get()


def test_operations_set_the_share_and_the_audit_keeps_both(odile):
    set_review_rules(by=odile, second_percent=Decimal("12.5"), now=MORNING, **RULES)
    entry = AuditEntry.objects.filter(action="review_rules.set").get()
    assert (entry.before["second_percent"], entry.after["second_percent"]) == ("5", "12.5")
    with pytest.raises(ValidationError):
        set_review_rules(by=odile, second_percent=Decimal(101), now=MORNING, **RULES)
    assert ReviewRules.objects.count() == 1


def test_no_share_draws_nobody(alice, chloe, odile):
    set_review_rules(by=odile, second_percent=Decimal(0), now=MORNING, **RULES)
    accept_finding(finding(alice, signal()), by=chloe, now=MORNING)
    assert not SecondReview.objects.exists()


def test_a_second_opinion_waits_for_another_reviewer(second, chloe, celine, alice):
    assert list(SecondReview.objects.open_to(celine)) == [second]
    assert list(SecondReview.objects.open_to(chloe)) == []
    for involved, code in ((chloe, "first_reviewer"), (alice, "own_debrief")):
        with pytest.raises(BusinessRuleError) as refusal:
            give_second_opinion(second, by=involved, decision="accepted", now=MORNING)
        assert refusal.value.code == code
    second.refresh_from_db()
    assert second.decided_at is None


def test_an_opinion_is_kept_and_nothing_else_moves(second, celine):
    changes = FieldChange.objects.count()
    given = give_second_opinion(second, by=celine, decision="rejected", reason="too_vague", now=MORNING)
    assert (given.decision, given.reason, given.reviewer, given.decided_at) == (
        "rejected",
        "too_vague",
        celine,
        MORNING,
    )
    verdict = Verdict.objects.get()
    assert (verdict.decision, verdict.reversed_at) == ("accepted", None)
    assert FieldChange.objects.count() == changes
    with pytest.raises(AlreadyDone):
        give_second_opinion(second, by=celine, decision="accepted", now=MORNING)


def test_a_refusal_needs_its_reason(second, celine):
    for wrong in ({"decision": "rejected"}, {"decision": "maybe"}):
        with pytest.raises(ValidationError):
            give_second_opinion(second, by=celine, now=MORNING, **wrong)
    assert SecondReview.objects.given().count() == 0


def test_a_verdict_taken_back_asks_nobody(second, chloe, celine):
    undo_own_verdict(second.verdict, by=chloe, now=MORNING)
    assert list(SecondReview.objects.open_to(celine)) == []
    with pytest.raises(BusinessRuleError) as refusal:
        give_second_opinion(second, by=celine, decision="accepted", now=MORNING)
    assert refusal.value.code == "verdict_reversed"


def test_the_page_is_blind_until_the_opinion_is_given(second, celine, client_of):
    client = client_of(celine)
    page = client.get(f"/second-reviews/{second.pk}/").content.decode()
    assert "04 72 00 00 01" in page
    for told in ("Alice", "Chloé", "Première décision"):
        assert told not in page
    client.post(f"/second-reviews/{second.pk}/give/", {"decision": "duplicate"})
    page = client.get(f"/second-reviews/{second.pk}/").content.decode()
    assert "Première décision" in page
    assert "Les deux relecteurs diffèrent" in page


def test_the_matrix_and_the_agreement_count_what_was_decided(alice, amine, chloe, celine, diane, all_drawn):
    day = filed(alice, visit(company(alice), signal(), opinion()))
    one, two = findings(day)
    accept_finding(one, by=chloe, now=MORNING)
    reject_finding(two, by=celine, reason="too_vague", now=MORNING)
    accept_finding(finding(amine, signal("Devis Wiesheu")), by=chloe, now=MORNING)
    for second, decision in zip(SecondReview.objects.order_by("pk"), ("accepted", "accepted"), strict=False):
        other = celine if second.verdict.reviewer == chloe else chloe
        give_second_opinion(second, by=other, decision=decision, now=MORNING)
    shown = fairness(diane, days=90, now=MORNING)
    assert [person.name for person in shown.matrix.reviewers] == ["Chloé Carré", "Céline Caron"]
    cells = {row.rep.name: [(cell.n, cell.kept, cell.few) for cell in row.cells] for row in shown.matrix.rows}
    assert cells == {"Alice Aubert": [(1, 1, True), (1, 0, True)], "Amine Azzi": [(1, 1, True), (0, 0, True)]}
    assert (shown.matrix.total.n, shown.matrix.total.share) == (3, Decimal("0.6667"))
    assert (shown.together.kept.n, shown.together.kept.agreed, shown.waiting) == (2, 1, 1)
