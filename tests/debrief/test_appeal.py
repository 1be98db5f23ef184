"""A rep appeals against a refusal; a third person upholds or overturns it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import AlreadyDone, BusinessRuleError
from core.models import Message
from debrief.models import Appeal, Finding, Verdict
from debrief.services.appeals import open_appeal, overturn_verdict, uphold_verdict, withdraw_appeal
from debrief.services.second_reviews import set_review_rules
from debrief.services.verdicts import accept_finding, mark_duplicate, reject_finding, reverse_verdict
from tests.factories.debrief import MORNING, company, correction, filed, finding, findings, signal, visit

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=1)


@pytest.fixture
def refused(alice, chloe):
    return reject_finding(finding(alice, correction()), by=chloe, reason="not_verifiable", now=MORNING)


@pytest.fixture
def appeal(refused, alice):
    return open_appeal(refused, by=alice, reason="Le numéro est sur la vitrine.", now=MORNING)


def test_an_appeal_has_a_deadline_in_working_hours(appeal, refused):
    assert (appeal.state, appeal.verdict, appeal.opened_at) == ("open", refused, MORNING)
    assert appeal.due_at == MORNING + timedelta(days=2)  # sixteen working hours of eight
    refused.refresh_from_db()
    assert refused.reversed_at is None


def test_only_the_author_appeals_and_only_once(refused, appeal, alice, amine):
    for who, kind in ((amine, BusinessRuleError), (alice, AlreadyDone)):
        with pytest.raises(kind):
            open_appeal(refused, by=who, reason="Encore", now=MORNING)
    assert Appeal.objects.count() == 1


def test_nobody_appeals_against_an_acceptance_or_too_late(alice, chloe, odile, refused):
    kept = accept_finding(finding(alice, signal(), day=MORNING.date(), now=LATER), by=chloe, now=LATER)
    with pytest.raises(BusinessRuleError) as refusal:
        open_appeal(kept, by=alice, reason="Trop peu", now=LATER)
    assert refusal.value.code == "nothing_to_appeal"
    set_review_rules(by=odile, second_percent=Decimal(5), second_hours=40, appeal_days=3, appeal_hours=16)
    with pytest.raises(BusinessRuleError) as refusal:
        open_appeal(refused, by=alice, reason="Trop tard", now=MORNING + timedelta(days=4))
    assert refusal.value.code == "too_late_to_appeal"
    with pytest.raises(ValidationError):
        open_appeal(refused, by=alice, reason="   ", now=MORNING)
    assert not Appeal.objects.exists()


def test_a_third_person_decides(appeal, alice, chloe):
    for involved, code in ((chloe, "first_reviewer"), (alice, "own_debrief")):
        for verb in (uphold_verdict, overturn_verdict):
            with pytest.raises(BusinessRuleError) as refusal:
                verb(appeal, by=involved, answer="Vu", now=LATER)
            assert refusal.value.code == code
    appeal.refresh_from_db()
    assert (appeal.state, Verdict.objects.count()) == ("open", 1)


def test_an_upheld_verdict_stands_and_the_author_reads_why(appeal, refused, celine):
    decided = uphold_verdict(appeal, by=celine, answer="Le numéro sonne dans le vide.", now=LATER)
    assert (decided.state, decided.decided_by, decided.decided_at) == ("upheld", celine, LATER)
    refused.refresh_from_db()
    assert refused.reversed_at is None
    assert Message.objects.get(key=f"appeal:{appeal.pk}:decided").to == appeal.opened_by
    with pytest.raises(AlreadyDone):
        overturn_verdict(appeal, by=celine, answer="Tout compte fait", now=LATER)


def test_an_overturned_verdict_is_reversed_and_the_crm_filled(appeal, refused, celine):
    before = Finding.objects.get()
    decided = overturn_verdict(appeal, by=celine, answer="Vérifié par téléphone.", now=LATER)
    refused.refresh_from_db()
    assert (refused.reversed_at, refused.reversed_by) == (LATER, celine)
    verdict = Verdict.objects.live().get()
    assert (decided.state, decided.new_verdict, verdict.decision, verdict.reviewer) == (
        "overturned",
        verdict,
        "accepted",
        celine,
    )
    after = Finding.objects.select_related("company").get()
    assert after.company.phone == "+33472000001"
    assert (after.novelty, after.visit.debrief.timeliness) == (before.novelty, "hot")


def test_another_wording_overturns_as_an_amendment(appeal, celine):
    decided = overturn_verdict(appeal, by=celine, answer="Un chiffre manquait.", value="04 72 00 00 02", now=LATER)
    assert (decided.new_verdict.decision, decided.new_verdict.value) == ("amended", "04 72 00 00 02")


def test_a_duplicate_may_be_appealed(alice, amine, chloe, celine):
    where = company(alice)
    first = findings(filed(alice, visit(where, signal())))[0]
    other = findings(filed(amine, visit(where, signal("Miwe, autre devis"))))[0]
    verdict = mark_duplicate(other, by=chloe, of=first, now=MORNING)
    appeal = open_appeal(verdict, by=amine, reason="C’est un second devis.", now=MORNING)
    assert overturn_verdict(appeal, by=celine, answer="En effet.", now=LATER).state == "overturned"


def test_an_appeal_is_withdrawn_by_its_author_alone(appeal, alice, amine):
    with pytest.raises(BusinessRuleError):
        withdraw_appeal(appeal, by=amine)
    assert withdraw_appeal(appeal, by=alice).state == "withdrawn"


def test_a_verdict_taken_back_leaves_nothing_to_decide(appeal, refused, odile, celine):
    reverse_verdict(refused, by=odile, reason="Erreur de saisie", now=LATER)
    appeal.refresh_from_db()
    assert appeal.state == "lapsed"
    with pytest.raises(AlreadyDone):
        uphold_verdict(appeal, by=celine, answer="Trop tard", now=LATER)
