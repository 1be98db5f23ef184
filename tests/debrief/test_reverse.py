"""A verdict taken back: the CRM is as before, the finding waits again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import AlreadyDone, BusinessRuleError
from crm.choices import Channel
from crm.models import Contact, Fact
from crm.services.changes import write_field
from debrief.models import Verdict
from debrief.services.reviewing import close_debrief
from debrief.services.verdicts import accept_finding, reject_finding, reverse_verdict, undo_own_verdict
from leads.models import Touchpoint
from tests.factories.debrief import MORNING, company, correction, filed, finding, findings, person, signal, visit

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=2)


def test_a_reversed_correction_gives_the_old_value_back(alice, chloe, odile):
    where = company(alice, city="Lyon")
    found = finding(alice, correction("city", "Bron"), where)
    verdict = accept_finding(found, by=chloe, now=MORNING)
    back = reverse_verdict(verdict, by=odile, reason="Erreur de saisie", now=LATER)
    where.refresh_from_db()
    found.refresh_from_db()
    assert (where.city, found.state) == ("Lyon", "pending")
    assert (back.reversed_at, back.reversed_by, back.reversal_reason) == (LATER, odile, "Erreur de saisie")


def test_a_value_written_since_stays(alice, chloe, odile):
    where = company(alice, city="Lyon")
    verdict = accept_finding(finding(alice, correction("city", "Bron"), where), by=chloe, now=MORNING)
    write_field(where, "city", "Oullins", by=odile, channel=Channel.PAGE, expected="Bron")
    reverse_verdict(verdict, by=odile, reason="Erreur", now=LATER)
    where.refresh_from_db()
    assert where.city == "Oullins"


def test_a_reversed_fact_is_withdrawn(alice, chloe, odile):
    verdict = accept_finding(finding(alice, signal()), by=chloe, now=MORNING)
    reverse_verdict(verdict, by=odile, reason="Erreur", now=LATER)
    assert Fact.objects.get().withdrawn_at == LATER


def test_the_touch_of_a_reversed_finding_no_longer_counts(alice, chloe, odile):
    day = filed(alice, visit(company(alice), people=[person()]))
    verdict = accept_finding(findings(day)[0], by=chloe, now=MORNING)
    write_field(Contact.objects.get(), "role", "Gérante", by=odile, channel=Channel.PAGE)  # so that she stays
    reverse_verdict(verdict, by=odile, reason="Erreur", now=LATER)
    assert Touchpoint.objects.get(external_key=f"finding:{findings(day)[0].pk}").withdrawn_at == LATER


def test_a_finding_judged_again_has_a_new_verdict(alice, chloe, odile):
    found = finding(alice, signal())
    reverse_verdict(accept_finding(found, by=chloe, now=MORNING), by=odile, reason="Erreur", now=LATER)
    accept_finding(found, by=chloe, now=LATER)
    assert (Verdict.objects.count(), Verdict.objects.live().count()) == (2, 1)


def test_a_verdict_is_taken_back_once_and_with_a_reason(alice, chloe, odile):
    verdict = reject_finding(finding(alice, signal()), by=chloe, reason="too_vague", now=MORNING)
    with pytest.raises(ValidationError):
        reverse_verdict(verdict, by=odile, reason=" ", now=LATER)
    reverse_verdict(verdict, by=odile, reason="Erreur", now=LATER)
    with pytest.raises(AlreadyDone):
        reverse_verdict(verdict, by=odile, reason="Encore", now=LATER)


def test_the_reviewer_undoes_her_own_verdict_within_a_day(alice, chloe, celine):
    verdict = accept_finding(finding(alice, signal()), by=chloe, now=MORNING)
    with pytest.raises(BusinessRuleError) as refusal:
        undo_own_verdict(verdict, by=celine, now=LATER)
    assert refusal.value.code == "not_own_verdict"
    with pytest.raises(BusinessRuleError) as refusal:
        undo_own_verdict(verdict, by=chloe, now=MORNING + timedelta(hours=25))
    assert refusal.value.code == "too_late_to_undo"
    assert undo_own_verdict(verdict, by=chloe, now=LATER).reversed_by == chloe


def test_once_the_day_is_closed_undoing_is_operations_act(alice, chloe, odile):
    verdict = accept_finding(finding(alice, signal()), by=chloe, now=MORNING)
    close_debrief(verdict.finding.visit.debrief, by=chloe, now=MORNING)
    with pytest.raises(BusinessRuleError):
        undo_own_verdict(verdict, by=chloe, now=LATER)
    assert reverse_verdict(verdict, by=odile, reason="Erreur", now=LATER).reversed_by == odile
