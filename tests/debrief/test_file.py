"""A day filed: dated, priced, queued; once per key, once per day."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import AlreadyDone, BusinessRuleError, TransitionNotAllowed
from core.models import AuditEntry
from crm.models import Contact
from debrief.choices import DebriefState
from debrief.models import Debrief, Visit
from debrief.services.filing import close_draft_of_leaver, declare_nothing, file_debrief, open_day, withdraw_debrief
from debrief.services.verdicts import accept_finding
from leads.models import Touchpoint
from tests.factories.debrief import (
    DAY,
    EVENING,
    MORNING,
    PersonEntry,
    VisitEntry,
    company,
    contact,
    filed,
    findings,
    payload,
    posted,
    signal,
    told,
    visit,
)

pytestmark = pytest.mark.django_db


def test_a_filed_day_waits_for_marketing_eight_working_hours(alice):
    day = filed(alice, visit(company(alice), signal()))
    assert (day.state, day.outcome, day.filed_at, day.timeliness) == ("filed", "worked", EVENING, "hot")
    assert day.review_due_at == EVENING.replace(day=11) + timedelta(minutes=0)
    assert AuditEntry.objects.filter(action="debrief.filed", object_id=day.pk).count() == 1


def test_an_empty_day_is_not_filed_as_worked(alice):
    with pytest.raises(BusinessRuleError) as refusal:
        filed(alice)
    assert refusal.value.code == "no_visit"


def test_every_planned_visit_is_told_before_filing(alice):
    draft = told(alice, VisitEntry(company=company(alice, "Fournil"), state="planned"))
    with pytest.raises(BusinessRuleError) as refusal:
        file_debrief(draft, by=alice, now=EVENING)
    assert "Fournil" in str(refusal.value)
    assert Debrief.objects.get().state == DebriefState.DRAFT


def test_the_same_key_files_once_and_another_is_told_which_day(alice):
    key = uuid4()
    day = posted(alice, payload(), key=key)
    for again, code in ((key, "day_already_filed"), (uuid4(), "day_already_filed")):
        with pytest.raises(BusinessRuleError) as refusal:
            posted(alice, payload(), key=again)
        assert (refusal.value.code, refusal.value.fields) == (code, {"id": day.pk})
    with pytest.raises(AlreadyDone):
        file_debrief(day, by=alice, now=EVENING, key=key)
    assert (Debrief.objects.count(), Visit.objects.count()) == (1, 1)


def test_an_own_draft_without_key_is_adopted(alice):
    draft = told(alice, VisitEntry(company=company(alice), state="planned"))
    day = posted(alice, payload())
    assert (day.pk, day.state, day.visits.get().company_name) == (draft.pk, "filed", "Fournil d'Anna")


def test_the_least_body_says_nothing_to_report(alice):
    day = posted(alice, {"work_date": DAY})
    assert (day.state, day.outcome, day.closed_at) == ("closed", "nothing_to_report", EVENING)


def test_nothing_to_report_is_refused_once_a_visit_is_told(alice):
    draft = told(alice, visit(company(alice)))
    with pytest.raises(BusinessRuleError) as refusal:
        declare_nothing(draft, by=alice, now=EVENING)
    assert refusal.value.code == "visits_told"


def test_a_number_out_of_reach_is_a_field_error_and_nothing_is_written(alice, david):
    with pytest.raises(ValidationError) as refusal:
        posted(alice, payload(company=company(david).pk))
    assert "company" in refusal.value.message_dict
    assert not Debrief.objects.exists()


def test_a_visit_with_somebody_known_is_a_touch_of_the_field(alice):
    where = company(alice)
    someone = contact(alice, where)
    day = filed(alice, visit(where, people=[PersonEntry(contact=someone)]))
    touch = Touchpoint.objects.get()
    assert (touch.external_key, touch.source, touch.contact) == (f"visit:{day.visits.get().pk}", "field", someone)
    withdraw_debrief(day, by=alice, now=MORNING)
    touch.refresh_from_db()
    assert touch.withdrawn_at == MORNING


def test_a_day_is_taken_back_before_the_first_verdict_only(alice, chloe):
    day = filed(alice, visit(company(alice), signal()))
    back = withdraw_debrief(day, by=alice, now=MORNING)
    assert (back.state, back.filed_at) == ("withdrawn", None)
    again = file_debrief(open_day(rep=alice, day=DAY, by=alice, now=MORNING), by=alice, now=MORNING, key=uuid4())
    accept_finding(findings(again)[0], by=chloe, now=MORNING)
    with pytest.raises(BusinessRuleError) as refusal:
        withdraw_debrief(again, by=alice, now=MORNING)
    assert refusal.value.code == "already_judged"


def test_a_day_filed_twice_on_screen_is_refused(alice):
    day = filed(alice, visit(company(alice)))
    with pytest.raises((BusinessRuleError, TransitionNotAllowed)):
        file_debrief(day, by=alice, now=EVENING)
    assert not Contact.objects.exists()


def test_the_draft_of_somebody_who_left_is_settled(alice, bob):
    draft = told(alice, visit(company(alice), signal()), VisitEntry(company=company(alice), state="planned"))
    with pytest.raises(BusinessRuleError):
        close_draft_of_leaver(draft, by=bob, now=MORNING)
    alice.is_active = False
    alice.save()
    settled = close_draft_of_leaver(draft, by=bob, now=MORNING)
    assert (settled.state, settled.visits.count()) == ("filed", 1)
