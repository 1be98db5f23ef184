"""A rep asks that words the guard stops be kept, and says why; marketing answers, operations read both."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from debrief.models import Finding, GuardOverride, GuardRequest
from debrief.services.guarding import release_finding
from tests.factories.debrief import MORNING, company, filed, findings, opinion, told, visit

pytestmark = pytest.mark.django_db
HARSH = "Le gérant est un escroc selon deux fournisseurs"
WHY = "Le jugement du tribunal est public et cité dans la presse"


def test_words_the_guard_stops_are_refused_without_a_reason(alice):
    with pytest.raises(ValidationError):
        told(alice, visit(company(alice), opinion(HARSH)))
    assert not Finding.objects.exists()


def test_with_a_reason_the_finding_waits_set_aside(alice):
    (one,) = findings(filed(alice, visit(company(alice), opinion(HARSH, keep_reason=WHY))))
    assert one.state == "quarantined"
    asked = GuardRequest.objects.get()
    assert (asked.finding, asked.reason, asked.by, asked.category) == (one, WHY, alice, one.guard_category)


def test_what_is_never_kept_cannot_be_asked_for(alice):
    with pytest.raises(ValidationError):
        told(alice, visit(company(alice), opinion("Le gérant est alcoolique", keep_reason=WHY)))
    assert not GuardRequest.objects.exists()


def test_the_reason_passes_the_guard_too(alice):
    with pytest.raises(ValidationError) as refusal:
        told(alice, visit(company(alice), opinion(HARSH, keep_reason="Il est malade du cancer")))
    assert list(refusal.value.message_dict) == ["keep_reason"]


def test_marketing_lets_it_through_and_operations_read_both_reasons(alice, chloe, odile, client_of):
    (one,) = findings(filed(alice, visit(company(alice), opinion(HARSH, keep_reason=WHY))))
    page = client_of(odile).get("/guard/log/").content.decode()
    assert WHY in page
    release_finding(one, by=chloe, reason="Jugement public", now=MORNING)
    one.refresh_from_db()
    assert one.state == "pending"
    assert "Jugement public" in client_of(odile).get("/guard/log/").content.decode()


def test_the_page_says_it_beside_the_words_and_lets_the_rep_ask(alice, client_of):
    where = company(alice)
    day = told(alice, visit(where))
    url = f"/visits/{day.visits.get().pk}/"
    lines = {"findings-TOTAL_FORMS": "1", "findings-INITIAL_FORMS": "0", "findings-0-what": "opinion"}
    lines |= {"findings-0-value": HARSH, "findings-0-how": "heard", "people-TOTAL_FORMS": "0"}
    form = {"company": where.pk, "kind": "visit", "result": "follow_up", "nobody_met": "on", "next_step": "nothing"}
    form |= lines | {"people-INITIAL_FORMS": "0", "day": day.work_date.isoformat()}
    refused = client_of(alice).post(url, form)
    assert refused.status_code == 422
    assert "findings-0-keep_reason" in refused.content.decode()


def test_an_override_can_neither_be_changed_nor_removed(alice, chloe, as_owner):
    (one,) = findings(filed(alice, visit(company(alice), opinion(HARSH, keep_reason=WHY))))
    release_finding(one, by=chloe, reason="Jugement public", now=MORNING)
    for change in ("UPDATE debrief_guardoverride SET reason = 'x'", "DELETE FROM debrief_guardoverride"):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            as_owner.execute(change)
    assert GuardOverride.objects.get().reason == "Jugement public"


def test_the_application_may_not_even_try(alice, chloe):
    (one,) = findings(filed(alice, visit(company(alice), opinion(HARSH, keep_reason=WHY))))
    release_finding(one, by=chloe, reason="Jugement public", now=MORNING)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        GuardOverride.objects.update(reason="x")
