"""A whole import is taken back: what nobody touched goes, what somebody worked on stays and says why."""

import pytest

from core.exceptions import BusinessRuleError
from core.imports.queue import go_on
from core.imports.undo import ask_undo
from core.models import AuditEntry
from crm.services.erasing import anonymise_contact
from leads.models import Lead, Touchpoint
from leads.services.intake import capture_lead
from leads.services.qualification import qualify_lead
from tests.factories.crm import CompanyFactory, ContactFactory
from tests.leads.test_import_leads import HEAD, bring

THREE = HEAD + "".join(f"P;N{n};p{n}@x.test;;;Lyon;;;\n" for n in range(3))


def test_leads_that_nobody_touched_go_with_their_touches(chloe, campaign, lead):
    run = bring(chloe, campaign, THREE).run
    ask_undo(run, by=chloe)
    assert go_on(run.pk) == "undone"
    run.refresh_from_db()
    assert (run.undone, run.kept) == (3, {})
    assert list(Lead.objects.all()) == [lead]
    assert Touchpoint.objects.count() == 1
    assert AuditEntry.objects.filter(action="import.undone", actor=chloe).count() == 1


def test_a_lead_that_was_qualified_or_came_back_stays(chloe, campaign, noon):
    run = bring(chloe, campaign, THREE).run
    qualify_lead(Lead.objects.get(email="p0@x.test"), by=chloe)
    capture_lead(by=None, campaign=campaign, name="P N1", email="p1@x.test")
    ask_undo(run, by=chloe)
    go_on(run.pk)
    run.refresh_from_db()
    assert (run.undone, sum(run.kept.values())) == (1, 2)
    assert set(Lead.objects.values_list("email", flat=True)) == {"p0@x.test", "p1@x.test"}


def test_what_was_filled_is_empty_again_and_the_touch_is_gone(chloe, campaign, lead):
    run = bring(chloe, campaign, HEAD + "Marc;Aubry;marc@aubry.test;;;Dijon;;;\n").run
    ask_undo(run, by=chloe)
    go_on(run.pk)
    lead.refresh_from_db()
    assert (lead.city, lead.company_name, lead.touchpoints.count()) == ("", "Aubry", 1)


def test_a_touch_of_a_known_person_is_withdrawn_so_that_attribution_hears_of_it(chloe, campaign, alice):
    person = ContactFactory(company=CompanyFactory(owner=alice), email="p0@x.test")
    run = bring(chloe, campaign, THREE).run
    ask_undo(run, by=chloe)
    go_on(run.pk)
    touch = Touchpoint.objects.get()
    assert (touch.contact, touch.lead, touch.withdrawn_at is not None) == (person, None, True)


def test_an_import_is_taken_back_once(chloe, campaign):
    run = bring(chloe, campaign, THREE).run
    ask_undo(run, by=chloe)
    go_on(run.pk)
    with pytest.raises(BusinessRuleError):
        ask_undo(run, by=chloe)
    assert not Lead.objects.exists()


def test_an_erased_person_is_in_no_reject_and_no_reason(chloe, campaign, alice):
    person = ContactFactory(company=CompanyFactory(owner=alice), email="p9@x.test")
    run = bring(chloe, campaign, HEAD + "P;N9;p9@x.test;;;;bouillant p9@x.test;;\n").run
    assert "p9@x.test" in str(run.rejects)
    anonymise_contact(person, by=None, reason="asked")
    run.refresh_from_db()
    line = run.lines.get()
    assert (line.cells, "p9@x.test" in line.reason, "p9@x.test" in str(run.rejects)) == (None, False, False)
