"""Every night findings are read again with the lists of the day; marketing rewords, removes, or lets through."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.exceptions import BusinessRuleError
from core.models import AuditEntry, Notification
from crm.services.guard_lists import add_words, drop_words
from debrief.models import Finding, GuardOverride
from debrief.services.guarding import release_finding, remove_quarantined, rescan_guard, reword_finding
from debrief.services.verdicts import accept_finding
from tests.factories.debrief import DAY, MORNING, finding, opinion, signal

pytestmark = pytest.mark.django_db


def rewritten(found, text):
    """As a text that was filed before the lists knew better."""
    Finding.objects.filter(pk=found.pk).update(value=text)
    found.refresh_from_db()
    return found


@pytest.fixture
def judged(alice):
    return rewritten(finding(alice, signal()), "Le gérant est un escroc")


@pytest.fixture
def health(alice):
    return rewritten(finding(alice, opinion()), "Reporté : le gérant est diabétique")


def test_what_waits_is_set_aside_and_people_are_told(judged, chloe, odile):
    result = rescan_guard(DAY)
    judged.refresh_from_db()
    assert (judged.state, judged.guard_category) == ("quarantined", "offence")
    assert result.counts == {"read": 1, "set_aside": 1, "marked": 0, "freed": 0}
    assert set(Notification.objects.values_list("to_id", flat=True)) >= {chloe.pk, odile.pk}
    assert rescan_guard(DAY).sha == result.sha
    assert Notification.objects.filter(to=chloe).count() == 1


def test_what_is_decided_is_marked_for_operations_and_keeps_its_verdict(alice, chloe):
    found = finding(alice, signal("Un zouave concurrent"))
    accept_finding(found, by=chloe, now=MORNING)
    rewritten(found, "Le gérant est un escroc")
    assert rescan_guard(DAY).counts["marked"] == 1
    found.refresh_from_db()
    assert (found.state, found.guard_category) == ("decided", "offence")


def test_new_words_are_looked_up_in_history_and_freed_when_they_go(alice, odile):
    found = rewritten(finding(alice, opinion()), "Ils parlent de zouaves")
    day = DAY + timedelta(days=400)
    rescan_guard(day)
    add_words("zouave", category="insult", language="fr", by=odile, reason="x")
    assert rescan_guard(day).counts["set_aside"] == 1
    drop_words("zouave", kind="add", by=odile, reason="x")
    assert rescan_guard(day).counts["freed"] == 1
    found.refresh_from_db()
    assert (found.state, found.guard_category) == ("pending", "")


def test_marketing_lets_a_judgement_through_with_a_reason_that_is_kept(judged, chloe):
    rescan_guard(DAY)
    released = release_finding(judged, by=chloe, reason="Propos du client sur un tiers déjà jugé.", now=MORNING)
    (kept,) = GuardOverride.objects.all()
    assert (released.state, kept.category, kept.by, kept.at) == ("pending", "offence", chloe, MORNING)
    rescan_guard(DAY)
    judged.refresh_from_db()
    assert judged.state == "pending"
    verdict = accept_finding(judged, by=chloe, now=MORNING)
    assert verdict.integration.fact.value == "Le gérant est un escroc"


def test_health_is_never_let_through(health, chloe):
    rescan_guard(DAY)
    with pytest.raises(BusinessRuleError) as refusal:
        release_finding(health, by=chloe, reason="Utile au rendez-vous", now=MORNING)
    health.refresh_from_db()
    assert (refusal.value.code, health.state) == ("never_overridable", "quarantined")
    assert not GuardOverride.objects.exists()


def test_a_release_needs_a_reason_which_is_read_too(judged, chloe):
    rescan_guard(DAY)
    for reason in (" ", "Parce que c’est un crétin"):
        with pytest.raises(ValidationError):
            release_finding(judged, by=chloe, reason=reason)
    assert not GuardOverride.objects.exists()


def test_one_click_writes_the_objective_wording(health, chloe):
    rescan_guard(DAY)
    reworded = reword_finding(health, by=chloe)
    assert (reworded.state, reworded.value) == ("pending", "Reporté : le gérant est rendez-vous à adapter")
    assert AuditEntry.objects.filter(action="finding.reworded").exists()


def test_a_text_that_leaves_nothing_is_removed(alice, chloe):
    found = rewritten(finding(alice, opinion()), "Cliente voilée")
    rescan_guard(DAY)
    assert reword_finding(found, by=chloe).state in ("pending", "removed")
    other = rewritten(finding(alice, opinion(), day=DAY - timedelta(days=1)), "Il est homosexuel")
    rescan_guard(DAY - timedelta(days=1))
    gone = remove_quarantined(other, by=chloe)
    assert (gone.state, gone.value) == ("removed", "—")


def test_operations_read_the_journal_and_export_it(judged, chloe, odile, client_of):
    rescan_guard(DAY)
    release_finding(judged, by=chloe, reason="Propos repris d’un jugement public.")
    client = client_of(odile)
    assert "Propos repris d’un jugement public." in client.get(reverse("debrief:guard_log")).content.decode()
    assert client.get(reverse("debrief:guard_log"), {"category": "health"}).status_code == 200
    sent = client.get(reverse("debrief:guard_log_export"), {"format": "csv"})
    assert b"Propos repris" in b"".join(sent.streaming_content)
