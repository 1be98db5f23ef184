"""A visitor answers a public form: one lead per person, the same words for everybody, robots and floods kept out."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from crm.services.suppressions import suppress
from leads.models import FormSubmission, Lead
from leads.services.forms import close_form, open_form
from tests.leads.test_build_forms import CONSENT, build


@pytest.fixture
def form(chloe, campaign):
    return open_form(build(chloe, campaign, domains=["https://www.example.com"]), by=chloe)


def page_of(form, query=""):
    """The page as a visitor without cookies opens it, some seconds before she sends it."""
    with time_machine.travel("2026-03-11T11:00:00Z", tick=False):
        response = Client().get(reverse("leads:form_answer", args=[form.key]) + query)
    html = response.content.decode()
    response.number = html.split('name="page" value="')[1].split('"')[0]
    return response


def send(form, query="", at="2026-03-11T11:00:20Z", **values):
    answer = {"name": "Ana Sow", "email": "ana@sow.test", "page": page_of(form, query).number, **values}
    with time_machine.travel(at, tick=False):
        return Client().post(reverse("leads:form_answer", args=[form.key]) + query, answer)


def test_the_page_speaks_both_languages_and_sets_no_cookie(form):
    french, english = page_of(form), page_of(form, "?lang=en")
    assert "Recevoir le catalogue" in french.content.decode()
    assert "Get the catalogue" in english.content.decode()
    assert CONSENT[1] in english.content.decode()
    assert not french.cookies
    assert "<script" not in french.content.decode()


def test_only_the_sites_listed_may_put_it_in_a_frame(form, chloe, campaign):
    policy = page_of(form).headers["Content-Security-Policy"]
    assert "frame-ancestors https://www.example.com" in policy
    assert "X-Frame-Options" not in page_of(form).headers
    alone = open_form(build(chloe, campaign, texts={**build.__globals__["TEXTS"], "name": "Seul"}), by=chloe)
    response = page_of(alone)
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


def test_an_answer_is_a_lead_with_its_tags_and_the_proof_of_its_consent(form):
    response = send(form, "?utm_source=news&utm_campaign=mai&other=1", agreed="on")
    assert response.status_code == 302
    lead, answer = Lead.objects.get(), FormSubmission.objects.get()
    assert (lead.email, lead.channel, lead.captured_by) == ("ana@sow.test", "form", None)
    assert lead.utm == {"utm_source": "news", "utm_campaign": "mai"}
    assert lead.consent_text == CONSENT[0]
    assert (answer.lead, answer.agreed, answer.consent.version, answer.fate) == (lead, True, 1, "created")


def test_without_the_box_there_is_no_consent(form):
    send(form)
    assert Lead.objects.get().consent_text == ""
    assert FormSubmission.objects.get().consent is None


def test_known_new_and_opposed_people_read_the_same_words(form):
    suppress(email="non@sow.test", reason="asked")
    answers = [send(form), send(form), send(form, email="non@sow.test", name="Non")]
    pages = {Client().get(one.headers["Location"]).content for one in answers}
    assert len({one.status_code for one in answers}) == len(pages) == 1
    assert Lead.objects.count() == 1
    assert list(FormSubmission.objects.order_by("pk").values_list("fate", flat=True)) == [
        "created", "again", "objected",
    ]  # fmt: skip
    assert FormSubmission.objects.get(fate="objected").lead is None


def test_the_same_page_sent_twice_is_one_answer(form):
    number = page_of(form).number
    for _time in range(3):
        send(form, page=number)
    assert (FormSubmission.objects.count(), Lead.objects.get().touchpoints.count()) == (1, 1)


def test_a_robot_reads_thanks_and_leaves_nothing(form):
    response = send(form, website="http://spam.test")
    assert response.status_code == 302
    assert not Lead.objects.exists()
    assert FormSubmission.objects.get().fate == "robot"


@pytest.mark.parametrize("page", ["", "x", "1.abc.1:1:sig"])
def test_a_page_that_we_did_not_make_is_asked_again(form, page):
    response = send(form, page=page)
    assert response.status_code == 422
    assert "Ana Sow" in response.content.decode()
    assert not Lead.objects.exists()


def test_an_answer_that_comes_too_quickly_or_too_late_is_asked_again(form):
    assert send(form, at="2026-03-11T11:00:01Z").status_code == 422
    assert send(form, at="2026-03-12T11:00:01Z").status_code == 422
    assert not FormSubmission.objects.exists()


def test_bad_values_are_told_beside_their_field_and_nothing_is_lost(form):
    response = send(form, email="ana(at)sow", message="Bonjour")
    assert response.status_code == 422
    assert "Bonjour" in response.content.decode()
    assert not Lead.objects.exists()


def test_a_message_that_says_too_much_is_refused_with_better_words(form):
    assert send(form, message="Le directeur est en arrêt maladie pour cancer").status_code == 422
    assert not Lead.objects.exists()


def test_the_eleventh_answer_in_ten_minutes_is_refused(form):
    for number in range(10):
        assert send(form, email=f"p{number}@sow.test").status_code == 302
    assert send(form, email="late@sow.test").status_code == 429
    assert Lead.objects.count() == 10
    assert send(form, at="2026-03-11T11:11:00Z", email="late@sow.test").status_code == 302


def test_a_closed_form_says_so(form, chloe):
    number = page_of(form).number
    close_form(form, by=chloe)
    address = reverse("leads:form_answer", args=[form.key])
    assert Client().get(address).status_code == 404
    assert Client().post(address, {"name": "Ana", "email": "a@b.test", "page": number}).status_code == 404
    assert not Lead.objects.exists()


def test_a_page_shown_afterwards_is_the_one_the_marketer_wrote(form):
    form.redirect_url = "https://www.example.com/merci"
    form.save()
    response = send(form)
    assert (response.status_code, response.headers["Location"]) == (303, "https://www.example.com/merci")
    assert "form-action 'self' https://www.example.com" in response.headers["Content-Security-Policy"]
