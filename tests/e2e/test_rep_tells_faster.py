"""The short ways of the visit page in a browser: a note that becomes proposals, a business card that fills a person."""

import pytest

from core import clock
from debrief.models import Visit
from tests.e2e.conftest import PHONE
from tests.e2e.test_phone_without_network import alice  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = "Vu Mme Lemoine, acheteuse, 06 12 34 56 78."
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Paul Girard\r\nTITLE:Chef d'atelier\r\nTEL:+33612345679\r\nEND:VCARD\r\n"


def told():
    return Visit.objects.filter(debrief__work_date=clock.local_day())


def test_a_note_becomes_proposals_that_she_confirms(roles, alice, open_as):  # noqa: F811
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_role("link", name="Boulangerie Martin").click()
    page.locator("#id_note").fill(NOTE)
    page.locator("#note-ask").click()
    page.locator("#proposals").get_by_text("Lemoine").first.wait_for()


def test_a_card_fills_the_person_met(roles, alice, open_as):  # noqa: F811
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_role("link", name="Boulangerie Martin").click()
    file = {"name": "carte.vcf", "mimeType": "text/vcard", "buffer": CARD}
    page.locator("input[data-card]").set_input_files(file)
    page.get_by_text("Paul Girard").first.wait_for()
    names = page.locator("input[name$='-name']").evaluate_all("fields => fields.map(field => field.value)")
    assert "Paul Girard" in names
    assert not told().filter(state="done").exists()
