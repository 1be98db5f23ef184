"""The form over a list is drawn once for all who may choose the same, and never shows what is no longer so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import saved_views
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def form_of(client, address):
    html = client.get(address).content.decode()
    return html[html.index('class="filters"') : html.index("</form>", html.index('class="filters"'))]


def test_a_new_seller_is_among_the_choices_at_once(client_of, chloe, alice):
    browser = client_of(chloe)
    before, again = form_of(browser, "/companies/"), form_of(browser, "/companies/")
    newcomer = UserFactory(name="Zoé <Zola>", team=alice.team)
    after = form_of(browser, "/companies/")
    assert before == again
    assert "Zola" not in before
    assert f'<option value="{newcomer.pk}">Zoé &lt;Zola&gt;</option>' in after


def test_a_renamed_seller_bears_the_new_name_at_once(client_of, chloe, alice):
    browser = client_of(chloe)
    assert "Alice Aubert" in form_of(browser, "/companies/")
    alice.name = "Alice Arnaud"
    alice.save(update_fields=["name"])
    form = form_of(browser, "/companies/")
    assert "Alice Arnaud" in form
    assert "Alice Aubert" not in form


def test_a_filter_in_force_says_the_name_of_today(client_of, chloe, alice):
    browser = client_of(chloe)
    assert "<b>Alice Aubert</b>" in browser.get(f"/companies/?owner={alice.pk}").content.decode()
    alice.name = ""
    alice.save(update_fields=["name"])
    assert f"<b>{alice.email}</b>" in browser.get(f"/companies/?owner={alice.pk}").content.decode()


def test_who_is_no_longer_among_the_choices_is_refused_at_once(client_of, chloe, alice):
    browser = client_of(chloe)
    assert "<b>Alice Aubert</b>" in browser.get(f"/leads/?owner={alice.pk}").content.decode()
    alice.is_active = False
    alice.save(update_fields=["is_active"])
    form = form_of(browser, f"/leads/?owner={alice.pk}")
    assert form.count('class="error"') == 1
    assert "Alice Aubert" not in form


@pytest.mark.parametrize("word", ["0", "-1", "1.5", "alice", "9" * 30, "1e3", "1 OR 1=1"])
def test_a_choice_that_is_no_row_of_the_list_is_told_beside_its_field(client_of, chloe, word):
    answer = client_of(chloe).get("/companies/", {"owner": word})
    assert answer.status_code == 200
    assert answer.context["listing"].chips == []
    assert list(answer.context["listing"].filterset.errors) == ["owner"]


@pytest.mark.parametrize("spelt", [" {}", "+{}", "0_{}", "{}\u0660"])
def test_a_choice_is_spelt_as_its_list_spells_it(client_of, chloe, alice, spelt):
    """Read otherwise it would be in force, and the list would show nothing chosen."""
    answer = client_of(chloe).get("/companies/", {"owner": spelt.format(alice.pk)})
    assert list(answer.context["listing"].filterset.errors) == ["owner"]


def test_the_words_searched_for_and_the_order_stand_in_the_form(client_of, chloe):
    form = form_of(client_of(chloe), "/companies/?q=%22moulin%22&sort=-name")
    assert 'name="q" value="&quot;moulin&quot;"' in form
    assert '<input type="hidden" name="sort" value="-name">' in form
    assert "moulin" not in form_of(client_of(chloe), "/companies/")


def test_a_filter_in_force_is_chosen_in_the_form(client_of, chloe, alice):
    form = form_of(client_of(chloe), f"/companies/?owner={alice.pk}")
    assert f'<option value="{alice.pk}" selected>Alice Aubert</option>' in form


def test_who_sees_one_team_chooses_among_those_who_own_something_there(client_of, bob, alice, david):
    form = form_of(client_of(bob), "/companies/")
    assert "David" not in form


def test_a_list_nobody_saved_a_view_of_asks_for_none(client_of, chloe, celine):
    def asked():
        browser = client_of(chloe)
        browser.get("/companies/")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/companies/").status_code == 200
        return [one["sql"] for one in queries.captured_queries if 'FROM "core_savedview"' in one["sql"]]

    assert asked() == []
    saved_views.save_view(by=celine, page="crm:company_list", name="Lyon", query="city=Lyon", is_shared=True)
    assert len(asked()) == 1


def test_an_address_that_names_one_filter_leaves_the_others_as_they_are_without_any(client_of, chloe, alice):
    blank, asked = form_of(client_of(chloe), "/companies/"), form_of(client_of(chloe), f"/companies/?owner={alice.pk}")
    chosen = f'<option value="{alice.pk}" selected>'
    assert asked.replace(chosen, f'<option value="{alice.pk}">').replace(
        '<option value="">', '<option value="" selected>'
    ) == (blank.replace('<option value="">', '<option value="" selected>'))


def test_a_filter_that_does_not_hold_is_told_beside_its_field_and_keeps_what_was_typed(client_of, chloe):
    form = form_of(client_of(chloe), "/companies/?min_employees=douze")
    assert 'value="douze"' in form
    assert form.count('class="error"') == 1
    assert '<details class="more-filters" open>' in form or "more-filters" not in form


def test_a_manager_moved_to_another_team_chooses_among_its_people_at_once(client_of, bob, alice, david):
    assert "David" not in form_of(client_of(bob), "/leads/")
    team = david.team
    team.manager = bob
    team.save(update_fields=["manager"])
    assert "David" in form_of(client_of(bob), "/leads/")


def test_a_filter_that_cannot_be_read_hides_none_of_the_others(client_of, chloe, alice):
    html = client_of(chloe).get(f"/companies/?owner={alice.pk}&min_employees=douze").content.decode()
    assert "<b>Alice Aubert</b>" in html
    assert "douze</b>" not in html


def test_what_is_wrong_with_a_filter_stands_in_the_same_box_as_its_field(client_of, chloe):
    form = form_of(client_of(chloe), "/companies/?min_employees=douze")
    box = form[form.index('<span class="wrong">') : form.index("</span></span>")]
    assert 'name="min_employees"' in box
    assert box.count('class="error"') == 1
    assert '<span class="wrong">' not in form_of(client_of(chloe), "/companies/")
