"""A marketer builds a public form; its consent changes by versions, and only safe addresses are taken."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from core.exceptions import BusinessRuleError
from leads.models import CaptureForm, ConsentText
from leads.rules.public_fields import arranged, site, usual
from leads.selectors.form_page import consent_in_force
from leads.services.campaigns import close_campaign
from leads.services.forms import build_form, change_form, close_form, open_form

TEXTS = {
    "name": "Catalogue", "title_fr": "Recevoir le catalogue", "title_en": "Get the catalogue",
    "thanks_fr": "Merci, à bientôt.", "thanks_en": "Thank you, see you soon.",
}  # fmt: skip
CONSENT = ("J’accepte de recevoir des offres.", "I agree to receive offers.")


def build(by, campaign, **changes):
    asked = {"texts": TEXTS, "fields": usual(), "consent": CONSENT, **changes}
    return build_form(by=by, campaign=campaign, **asked)


def test_a_form_is_a_draft_with_the_first_version_of_its_consent(chloe, campaign):
    form = build(chloe, campaign, domains=["www.Example.com/", "https://shop.example.com:8443"])
    assert (form.state, form.consents.get().version, len(form.key)) == ("draft", 1, 16)
    assert form.domains == ["https://www.example.com", "https://shop.example.com:8443"]
    assert [one["name"] for one in form.fields] == ["name", "email", "company_name", "message"]


def test_a_word_changed_in_the_consent_makes_a_version_and_the_same_words_make_none(chloe, campaign):
    form = build(chloe, campaign)
    change_form(form, by=chloe, texts=TEXTS, fields=usual(), consent=CONSENT)
    assert form.consents.count() == 1
    change_form(form, by=chloe, texts=TEXTS, fields=usual(), consent=("Oui.", "Yes."))
    assert list(form.consents.values_list("version", "text_fr")) == [(2, "Oui."), (1, CONSENT[0])]


def test_a_form_may_ask_for_no_consent_and_give_up_asking(chloe, campaign):
    assert not build(chloe, campaign, consent=("", "")).consents.exists()
    form = build(chloe, campaign, texts={**TEXTS, "name": "Autre"})
    change_form(form, by=chloe, texts={**TEXTS, "name": "Autre"}, fields=usual(), consent=("", ""))
    assert form.consents.first().version == 2
    assert consent_in_force(form) is None


def test_nobody_rewrites_a_consent_text(chloe, campaign):
    build(chloe, campaign)
    with pytest.raises(DatabaseError):
        ConsentText.objects.update(text_fr="Autre chose")


def test_a_form_by_which_nobody_can_be_reached_is_refused(chloe, campaign):
    with pytest.raises(BusinessRuleError) as refused:
        build(chloe, campaign, fields=[{"name": "name", "required": True}, {"name": "email", "required": False}])
    assert refused.value.code == "unreachable"
    assert not CaptureForm.objects.exists()


@pytest.mark.parametrize("text", ["http://example.com", "*", "https://a.example/page", "javascript:x", "ex ample.com"])
def test_only_the_address_of_a_web_site_may_show_the_form(chloe, campaign, text):
    assert site(text) == ""
    with pytest.raises(BusinessRuleError) as refused:
        build(chloe, campaign, domains=[text])
    assert refused.value.code == "bad_domain"


def test_a_closed_campaign_takes_no_form_and_opens_none(chloe, campaign):
    form = build(chloe, campaign)
    close_campaign(campaign, by=chloe)
    campaign.refresh_from_db()
    with pytest.raises(BusinessRuleError):
        build(chloe, campaign)
    with pytest.raises(BusinessRuleError):
        open_form(form, by=chloe)


def test_a_form_opens_and_closes(chloe, campaign):
    form = build(chloe, campaign)
    assert open_form(form, by=chloe).state == "live"
    assert close_form(form, by=chloe).state == "closed"


def test_fields_stand_in_the_order_given_and_the_name_always_comes():
    assert arranged([(2, "phone", True), (1, "email", False), (1, "points", True)]) == [
        {"name": "name", "required": True},
        {"name": "email", "required": False},
        {"name": "phone", "required": True},
    ]


def test_the_builder_saves_what_was_ticked_and_says_what_is_wrong(chloe, campaign, client_of):
    client = client_of(chloe)
    posted = {**TEXTS, "campaign": campaign.pk, "show_name": 1, "show_phone": 1, "need_phone": 1, "rank_phone": 1,
              "rank_name": 2, "consent_fr": CONSENT[0]}  # fmt: skip
    page = client.post(reverse("leads:form_create"), posted)
    assert (page.status_code, CaptureForm.objects.count()) == (422, 0)
    assert client.post(reverse("leads:form_create"), {**posted, "consent_en": CONSENT[1]}).status_code == 302
    form = CaptureForm.objects.get()
    assert form.fields == [{"name": "phone", "required": True}, {"name": "name", "required": True}]
    assert client.get(form.get_absolute_url()).status_code == 200
    edited = {**posted, "consent_en": CONSENT[1], "name": "Autre"}
    assert client.post(reverse("leads:form_edit", args=[form.pk]), edited).status_code == 302
    assert CaptureForm.objects.get().name == "Autre"


def test_a_rep_builds_no_form(alice, client_of):
    assert client_of(alice).get(reverse("leads:form_list")).status_code == 403
