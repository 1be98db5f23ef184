"""The first story, end to end without a browser: a day told, judged, written in the CRM, credited, and taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from crm.models import Company, Contact, Fact, FieldChange
from debrief.models import Finding
from debrief.services.filing import file_payload
from debrief.services.reviewing import answer_return, close_debrief, return_debrief
from debrief.services.verdicts import accept_finding, amend_finding, mark_duplicate, reject_finding, reverse_verdict
from incentives.models import LedgerLine
from incentives.services.settling import settle_all_points
from leads.models import Touchpoint
from tests.factories.debrief import DAY, EVENING, MORNING, company
from tests.factories.incentives import planned

pytestmark = pytest.mark.django_db
MET = {"name": "Camille Roy", "email": "camille@martin.fr", "phone": "06 12 34 56 78", "role": "Gérante"}


def day_of(first, second):
    """Three visits, two new people, one opinion, one competitor told twice, one correction, one remark."""
    signal = {"kind": "market_signal", "topic": "competitor", "how_known": "heard"}
    return {
        "work_date": DAY,
        "seconds": 95,
        "visits": [
            {
                "company": first.pk,
                "contacts": [MET | {"how_acquired": "met"}],
                "result": "quote",
                "amount": "12400.00",
                "next_step": "call",
                "findings": [
                    signal | {"value": "Miwe, devis en main"},
                    {"kind": "company_fact", "field": "city", "value": "Villeurbanne", "how_known": "seen"},
                ],
            },
            {
                "company": first.pk,
                "contacts": [{"name": "Paul Girard", "how_acquired": "card"}],
                "next_step": "nothing",
                "findings": [signal | {"value": "miwe devis en main"}, {"kind": "opinion", "value": "four bruyan"}],
            },
            {
                "company": second.pk,
                "nobody_met": True,
                "findings": [{"kind": "remark", "value": "Rien de spécial", "how_known": "guess"}],
            },
        ],
    }


def points_of(rep):
    return list(LedgerLine.objects.filter(person=rep).order_by("verdict_id", "pk").values_list("kind", "points"))


def test_a_day_becomes_crm_knowledge_and_credit(alice, chloe, odile):
    planned(alice, odile)
    martin, parc = company(alice, "Boulangerie Martin", city="Lyon"), company(alice, "Hôtel du Parc")
    day = file_payload(rep=alice, payload=day_of(martin, parc), key=uuid4(), now=EVENING)
    assert (day.state, day.timeliness) == ("filed", "hot")
    told = {f.value: f for f in Finding.objects.filter(visit__debrief=day)}
    assert len(told) == 7

    return_debrief(day, by=chloe, question="Quel modèle de four ?", now=MORNING)
    answer_return(day, by=alice, answer="Un Bongard de 2012.", now=MORNING + timedelta(hours=1))

    later = MORNING + timedelta(hours=2)
    competitor = accept_finding(told["Miwe, devis en main"], by=chloe, now=later)
    mark_duplicate(told["miwe devis en main"], by=chloe, of=told["Miwe, devis en main"], now=later)
    accept_finding(told["Villeurbanne"], by=chloe, seen="Lyon", now=later)
    amend_finding(told["four bruyan"], by=chloe, value="Trouve le four bruyant", now=later)
    reject_finding(told["Rien de spécial"], by=chloe, reason="too_vague", now=later)
    people = [f for f in told.values() if f.kind == "contact"]
    for finding in people:
        accept_finding(finding, by=chloe, now=later)
    assert close_debrief(day, by=chloe, now=later).state == "closed"

    assert Company.objects.get(pk=martin.pk).city == "Villeurbanne"
    change = FieldChange.objects.get(object_id=martin.pk, field="city", old="Lyon")
    assert (change.new, change.heard_from, change.written_by) == ("Villeurbanne", alice, chloe)
    assert set(Contact.objects.values_list("name", flat=True)) == {"Camille Roy", "Paul Girard"}
    assert Fact.objects.get().value == "Miwe, devis en main"
    assert Touchpoint.objects.filter(source="field", withdrawn_at=None).count() == 2

    settle_all_points(later)
    earned = dict(LedgerLine.objects.filter(person=alice).values_list("verdict__finding__value", "points"))
    assert earned["Miwe, devis en main"] == 15
    assert earned["Villeurbanne"] == 6
    assert earned["four bruyan"] == 8
    assert [earned[finding.value] for finding in people] == [12, 12]
    assert [earned["miwe devis en main"], earned["Rien de spécial"]] == [0, 0]
    assert settle_all_points(later)["finding"] == 0

    reverse_verdict(competitor, by=odile, reason="Le devis était de Bongard", now=later)
    settle_all_points(later)
    assert Fact.objects.get().withdrawn_at == later
    assert sum(points for _kind, points in points_of(alice)) == 6 + 8 + 12 + 12
    assert ("reversed", -15) in points_of(alice)
