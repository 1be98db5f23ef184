"""What a verdict writes in the CRM, with its provenance."""

import pytest

from crm.models import Activity, Company, Contact, Fact, FieldChange
from debrief.models import Integration, VisitContact
from debrief.services.verdicts import accept_finding, amend_finding, mark_duplicate, reject_finding
from leads.models import Touchpoint
from tests.factories.debrief import (
    MORNING,
    VisitEntry,
    company,
    contact,
    correction,
    filed,
    finding,
    findings,
    opinion,
    person,
    signal,
    visit,
)

pytestmark = pytest.mark.django_db


def test_a_correction_is_written_with_who_heard_it(alice, chloe):
    where = company(alice, phone="04 72 99 99 99")
    before = where.phone
    found = finding(alice, correction("phone", "04 72 00 00 01"), where)
    verdict = accept_finding(found, by=chloe, now=MORNING)
    change = FieldChange.objects.get(object_kind="company", object_id=where.pk, field="phone", old=before)
    assert (change.channel, change.heard_from, change.written_by) == ("debrief", alice, chloe)
    assert (Company.objects.get(pk=where.pk).phone, verdict.integration.field_change) == (change.new, change)


def test_a_market_signal_becomes_a_fact(alice, chloe):
    found = finding(alice, signal("Miwe", how_known="seen", said_by="Le patron"))
    fact = accept_finding(found, by=chloe, now=MORNING).integration.fact
    assert (fact.topic, fact.value, fact.how_known, fact.said_by) == ("competitor", "Miwe", "seen", "Le patron")
    assert (fact.company, fact.heard_from, fact.written_by) == (found.company, alice, chloe)


def test_an_opinion_becomes_a_note_in_the_reviewer_s_words(alice, chloe):
    verdict = amend_finding(finding(alice, opinion("bien")), by=chloe, value="Four fiable", now=MORNING)
    assert (verdict.integration.activity.text, verdict.integration.activity.kind) == ("Four fiable", "note")


def test_a_new_person_is_created_once_accepted(alice, chloe):
    day = filed(alice, visit(company(alice), people=[person("Camille Roy", email="camille@martin.fr")]))
    assert not Contact.objects.exists()
    made = accept_finding(findings(day)[0], by=chloe, now=MORNING).integration
    someone = Contact.objects.get()
    assert (made.contact, made.contact_created, someone.name) == (someone, True, "Camille Roy")
    assert (someone.how_acquired, someone.acquired_on) == ("met", day.work_date)
    assert VisitContact.objects.get().contact == someone
    assert Touchpoint.objects.get(external_key=f"finding:{findings(day)[0].pk}").contact == someone


def test_a_known_person_is_completed_not_created(alice, chloe):
    where = company(alice)
    known = contact(alice, where, "Camille Roy", email="camille@martin.fr")
    day = filed(alice, visit(where, people=[person("Camille Roy", role="Gérante", phone="06 12 34 56 78")]))
    made = accept_finding(findings(day)[0], by=chloe, now=MORNING).integration
    known.refresh_from_db()
    assert (made.contact, made.contact_created, known.role) == (known, False, "Gérante")
    assert made.field_change.field == "role"
    assert [change.field for change in made.other_changes.all()] == ["phone"]


def test_a_confirmation_writes_nothing_but_its_link(alice, chloe):
    where = company(alice, city="Lyon")
    before = FieldChange.objects.count()
    made = accept_finding(finding(alice, correction("city", "Lyon"), where), by=chloe, now=MORNING).integration
    assert (made.field_change, FieldChange.objects.count()) == (None, before)


def test_rejected_and_duplicate_findings_write_nothing(alice, chloe):
    first, second = findings(filed(alice, visit(company(alice), signal(), signal("miwe devis"))))
    mark_duplicate(second, by=chloe, of=first, now=MORNING)
    reject_finding(first, by=chloe, reason="too_vague", now=MORNING)
    assert (Fact.objects.count(), Activity.objects.count(), Integration.objects.count()) == (0, 0, 0)


def test_a_company_nobody_knows_is_created_by_the_first_acceptance(alice, chloe):
    entry = VisitEntry(company_name="Fournil d’Anna", nobody_met=True, findings=(signal(), opinion()))
    first, second = findings(filed(alice, entry))
    accept_finding(first, by=chloe, now=MORNING)
    made = Company.objects.get()
    accept_finding(second, by=chloe, now=MORNING)
    assert (made.name, made.owner, Company.objects.count()) == ("Fournil d’Anna", alice, 1)
    first.refresh_from_db()
    assert first.company == made
