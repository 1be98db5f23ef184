"""Four verdicts, one live per finding, the first reviewer's."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction

from core.exceptions import AlreadyDone, BusinessRuleError
from debrief.models import Verdict
from debrief.services.verdicts import accept_finding, amend_finding, mark_duplicate, reject_finding
from debrief.signals import verdict_changed
from tests.factories.debrief import DAY, MORNING, company, filed, finding, findings, opinion, signal, visit

pytestmark = pytest.mark.django_db


def test_an_accepted_finding_is_decided_and_starts_the_review(alice, chloe):
    found = finding(alice, signal())
    verdict = accept_finding(found, by=chloe, grade="rich", now=MORNING)
    found.refresh_from_db()
    assert (verdict.decision, verdict.grade, verdict.value, verdict.decided_at) == (
        "accepted",
        "rich",
        found.value,
        MORNING,
    )
    assert (found.state, found.visit.debrief.state, found.visit.debrief.reviewer) == ("decided", "in_review", chloe)


def test_the_second_reviewer_reads_what_the_first_decided(alice, chloe, celine):
    found = finding(alice, signal())
    first = accept_finding(found, by=chloe, now=MORNING)
    with pytest.raises(AlreadyDone) as refusal:
        reject_finding(found, by=celine, reason="too_vague", now=MORNING)
    assert refusal.value.code == "already_judged"
    assert refusal.value.fields == {
        "decision": "accepted",
        "value": found.value,
        "reason": "",
        "grade": "useful",
        "verdict": first.pk,
        "reviewer": "Chloé Carré",
        "decided_at": MORNING.isoformat(),
    }
    assert Verdict.objects.count() == 1


def test_nobody_judges_her_own_finding(alice):
    with pytest.raises(BusinessRuleError) as refusal:
        accept_finding(finding(alice, signal()), by=alice, now=MORNING)
    assert refusal.value.code == "own_debrief"
    assert not Verdict.objects.exists()


def test_a_rejection_has_a_reason_from_the_list(alice, chloe):
    found = finding(alice, opinion())
    for reason in ("", "because"):
        with pytest.raises(ValidationError):
            reject_finding(found, by=chloe, reason=reason, now=MORNING)
    assert reject_finding(found, by=chloe, reason="too_vague", now=MORNING).reason == "too_vague"


def test_an_amendment_changes_the_words(alice, chloe):
    found = finding(alice, opinion("Four bien"))
    with pytest.raises(ValidationError):
        amend_finding(found, by=chloe, value="Four bien", now=MORNING)
    verdict = amend_finding(found, by=chloe, value="Four fiable", now=MORNING)
    found.refresh_from_db()
    assert (verdict.decision, verdict.value, found.value) == ("amended", "Four fiable", "Four bien")


def test_a_duplicate_points_to_the_other_finding_of_its_kind(alice, chloe):
    where = company(alice)
    first, second, other = findings(filed(alice, visit(where, signal(), signal("miwe devis en main"), opinion())))
    for wrong in (second, other):
        with pytest.raises(ValidationError):
            mark_duplicate(second, by=chloe, of=wrong, now=MORNING)
    assert mark_duplicate(second, by=chloe, of=first, now=MORNING).of == first


def test_a_duplicate_rings_for_both_findings(alice, chloe, django_capture_on_commit_callbacks):
    first, second = findings(filed(alice, visit(company(alice), signal(), signal("miwe devis"))))
    rung = []

    def hear(finding_id, **kwargs):
        rung.append(finding_id)

    verdict_changed.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            mark_duplicate(second, by=chloe, of=first, now=MORNING)
    finally:
        verdict_changed.disconnect(hear)
    assert sorted(rung) == [first.pk, second.pk]


def test_the_database_keeps_one_live_verdict(alice, chloe):
    found = finding(alice, signal())
    accept_finding(found, by=chloe, now=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(finding=found, decision="accepted", reviewer=chloe, decided_at=MORNING)


@pytest.mark.parametrize("change", ["decision = 'amended'", "value = 'autre'", "reviewer_id = reviewer_id + 1"])
def test_a_verdict_is_never_edited_even_by_the_owner(alice, chloe, as_owner, change):
    verdict = accept_finding(finding(alice, signal()), by=chloe, now=MORNING)
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        as_owner.execute(f"UPDATE debrief_verdict SET {change} WHERE id = %s", [verdict.pk])
    verdict.refresh_from_db()
    assert verdict.decision == "accepted"


def test_a_verdict_is_never_deleted(alice, chloe):
    accept_finding(finding(alice, signal()), by=chloe, now=MORNING)
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM debrief_verdict")
    assert Verdict.objects.count() == 1
    assert DAY.year == 2026
