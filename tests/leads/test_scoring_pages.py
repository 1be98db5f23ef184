"""Marketing changes the scoring rules, sees the effect first, and reads what the night learnt."""

import pytest
from django.urls import reverse

from leads.models import ScoringVersion
from leads.rules.scoring import DEFAULT
from leads.scoring_form import ScoringForm
from leads.services.scoring import apply_new_rules, score_leads
from tests.factories.leads import LeadFactory

pytestmark = pytest.mark.django_db
URL = reverse("leads:scoring_edit")


def filled(**changes):
    """The form as the page shows it, with some fields changed."""
    form = ScoringForm(DEFAULT)
    data = {field.html_name: "" if field.value() is None else field.value() for row in form.rows for field in row}
    data |= {field.html_name: "" if field.value() is None else field.value() for field in form.frame}
    data |= {field.html_name: field.value() for field in form.rows.management_form}
    return {name: value for name, value in (data | changes).items() if value is not False}


def test_the_preview_tells_who_moves_and_saves_nothing(client, chloe, noon):
    LeadFactory(name="Nadia Ferrand", phone="+331", employees=300)
    score_leads(now=noon)
    client.force_login(chloe)
    answer = client.post(URL, filled(**{"rule-1-points": "60", "frame-cap_reach": "70", "preview": "1"}))
    assert answer.status_code == 200
    assert (answer.context["preview"].moved, answer.context["preview"].compared) == (1, 1)
    assert "Nadia Ferrand" in answer.content.decode()
    assert ScoringVersion.objects.count() == 1


def test_saving_makes_a_version_and_the_sweep_applies_it(client, chloe, noon):
    lead = LeadFactory(phone="+331")
    score_leads(now=noon)
    client.force_login(chloe)
    answer = client.post(URL, filled(**{"rule-1-points": "25", "frame-cap_reach": "60", "save": "1"}))
    assert answer.status_code == 302
    made = ScoringVersion.objects.get(number=2)
    assert (made.author, made.applied_at) == (chloe, None)
    assert apply_new_rules(noon) == 1
    lead.refresh_from_db()
    assert lead.score.fit == 35
    assert apply_new_rules(noon) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"rule-0-points": "abc"},
        {"rule-7-value": "many"},
        {"rule-12-value": "unknown kind"},
        {"rule-0-way": "each"},
        {"frame-half_life": "0"},
        {"frame-fit_b": "90"},
        {"rule-TOTAL_FORMS": "x"},
    ],
)
def test_bad_input_is_said_and_nothing_is_saved(client, chloe, changes):
    client.force_login(chloe)
    answer = client.post(URL, filled(save="1", **changes))
    assert answer.status_code == 422
    assert ScoringVersion.objects.count() == 0


def test_a_rep_cannot_see_nor_change_the_rules(client, alice):
    client.force_login(alice)
    assert client.get(reverse("leads:scoring")).status_code == 403
    assert client.post(URL, filled(save="1")).status_code == 403
    assert ScoringVersion.objects.count() == 0


def test_the_pages_open_before_the_first_night_too(client, chloe):
    client.force_login(chloe)
    for name in ("scoring", "scoring_edit", "probability"):
        assert client.get(reverse(f"leads:{name}")).status_code == 200


def test_the_list_filters_and_sorts_by_cell_and_probability(client, chloe):
    LeadFactory(name="Chaud", score__cell="A1", score__probability=80)
    LeadFactory(name="Froid", score__cell="D4", score__probability=10)
    client.force_login(chloe)
    asked = ({"cell": "A1"}, {"min_probability": "50"}, {"sort": "probability"})
    rows = [client.get(reverse("leads:lead_list"), one).context["listing"].rows for one in asked]
    assert [[lead["name"] for lead in found] for found in rows] == [["Chaud"], ["Chaud"], ["Chaud", "Froid"]]
