"""The page people are sent on to is named in two headers: nothing in its address may say more there."""

import pytest
from django.test import Client
from django.urls import reverse

from core.exceptions import BusinessRuleError
from leads.models import CaptureForm
from leads.rules.public_fields import landing
from leads.services.forms import open_form
from tests.leads.test_answer_forms import page_of, send
from tests.leads.test_build_forms import TEXTS, build

HOSTILE = ("https://a;script-src@evil.test/", "https://me:pw@www.example.com/", "https://日本.test/", "http://a.test/")


@pytest.mark.parametrize("address", HOSTILE)
def test_an_address_that_would_change_the_headers_is_refused(chloe, campaign, address):
    with pytest.raises(BusinessRuleError) as refusal:
        build(chloe, campaign, texts={**TEXTS, "redirect_url": address})
    assert refusal.value.code == "bad_redirect"
    assert not CaptureForm.objects.exists()


def test_the_builder_says_so_beside_the_field(client_of, chloe, campaign):
    asked = {**TEXTS, "campaign": campaign.pk, "show_name": "1", "show_email": "1", "need_email": "1"}
    answer = client_of(chloe).post(reverse("leads:form_create"), {**asked, "redirect_url": HOSTILE[0]})
    assert answer.status_code == 422
    assert answer.context["form"].errors["redirect_url"]
    assert not CaptureForm.objects.exists()


@pytest.mark.parametrize("address", HOSTILE)
def test_one_kept_from_before_sends_nobody_anywhere(chloe, campaign, address):
    form = open_form(build(chloe, campaign), by=chloe)
    CaptureForm.objects.filter(pk=form.pk).update(redirect_url=address)
    policy = page_of(form).headers["Content-Security-Policy"]
    assert "form-action 'self';" in f"{policy};"
    assert "frame-ancestors 'none'" in policy
    assert send(form).headers["Location"].startswith(reverse("leads:form_thanks", args=[form.key]))


def test_letters_of_a_path_are_written_as_a_header_takes_them(chloe, campaign):
    form = open_form(build(chloe, campaign, texts={**TEXTS, "redirect_url": "https://www.example.com/été"}), by=chloe)
    assert send(form).headers["Location"] == "https://www.example.com/%C3%A9t%C3%A9"
    assert landing(form.redirect_url) == "https://www.example.com"


def test_nothing_of_the_page_is_open_to_scripts_of_others(chloe, campaign):
    form = open_form(build(chloe, campaign), by=chloe)
    policy = Client().get(reverse("leads:form_answer", args=[form.key])).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
