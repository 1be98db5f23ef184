"""A business card makes a person of the visit: from a file, the picture of its code, or pasted text."""

import io

import pytest
import segno

from core import clock
from crm.models import Contact
from debrief.models import VisitContact
from tests.e2e.conftest import PHONE
from tests.e2e.phone import promised, save, tell

pytestmark = pytest.mark.django_db(transaction=True)
VCF = (
    "BEGIN:VCARD\nVERSION:3.0\nN:Girard;Paul;;;\nFN:Paul Girard\nTITLE:Chef de production\nORG:Maison Dupont;Lyon\n"
    "TEL;TYPE=CELL:06 12 34 56 78\nEMAIL:paul@dupont.example\nEND:VCARD\n"
)
PASTE = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def page(roles, alice, open_as):
    promised(alice)
    page = open_as(alice, "/today/", device=PHONE)
    page.get_by_role("link", name="Boulangerie Martin").click()
    page.locator("form[data-ready]").wait_for()
    return page


def code(text=VCF):
    drawn = io.BytesIO()
    segno.make(text).save(drawn, kind="png", scale=6)
    return drawn.getvalue()


def give(page, label, name, kind, data):
    with page.expect_file_chooser() as chooser:
        page.get_by_text(label, exact=True).click()
    chooser.value.set_files({"name": name, "mimeType": kind, "buffer": data})


def read(page):
    """The line of the new person, as the card filled it."""
    page.locator(".toast", has_text="Paul Girard · Maison Dupont").wait_for()
    names = ("name", "role", "phone", "email")
    return [page.locator(f"#id_people-0-{name}").input_value() for name in names]


PAUL = ["Paul Girard", "Chef de production", "06 12 34 56 78", "paul@dupont.example"]


def test_a_card_file_fills_the_line_and_one_tap_says_she_was_told(page):
    give(page, "Fichier de carte", "carte.vcf", "text/vcard", VCF.encode())
    assert read(page) == PAUL
    assert page.locator('[name="people-0-how_acquired"][value=card]').is_checked()
    box = page.get_by_label("Sait pourquoi et où nous gardons ces données").first
    assert box.evaluate("(one) => one === document.activeElement")
    page.keyboard.press("Space")  # the one tap
    tell(page)
    save(page)
    page.wait_for_url("**/today/**")
    met = VisitContact.objects.get(visit__debrief__work_date=clock.local_day(), contact=None)
    assert (met.name, met.how_acquired, met.told_source) == ("Paul Girard", "card", True)
    assert list(Contact.objects.values_list("name", flat=True)) == ["Camille Roy"]  # nobody is created by a card


def test_a_picture_of_its_code_too(page):
    give(page, "Scanner une carte", "carte.png", "image/png", code())
    assert read(page) == PAUL


def test_a_card_is_pasted(page):
    page.locator("#id_note").focus()
    page.evaluate(PASTE, VCF)
    assert read(page) == PAUL
    assert page.locator("#id_note").input_value() == ""


def test_what_is_no_card_is_said_and_loses_nothing(page, open_as):
    page.locator("#id_note").fill("Déjà écrit.")
    give(page, "Fichier de carte", "carte.png", "image/png", code("https://example.com/"))
    page.locator(".toast", has_text="Ceci n’est pas une carte de visite").wait_for()
    assert page.locator("#id_note").input_value() == "Déjà écrit."
    assert not page.locator("#id_people-0-name").input_value()
    open_as.forgive("422")


def test_without_a_network_a_card_file_is_read_by_the_phone(page, open_as):
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")  # the reader's script is at hand
    page.context.set_offline(True)
    give(page, "Fichier de carte", "carte.vcf", "text/vcard", VCF.encode())
    assert read(page) == PAUL
    open_as.forgive("Failed to load resource", "ERR_INTERNET")


def test_two_cards_are_two_people(page):
    give(page, "Fichier de carte", "carte.vcf", "text/vcard", VCF.encode())
    read(page)
    other = VCF.replace("Paul", "Anne").replace("paul@", "anne@")
    give(page, "Fichier de carte", "carte.vcf", "text/vcard", other.encode())
    page.locator(".toast", has_text="Anne Girard").wait_for()
    tell(page)
    save(page)
    page.wait_for_url("**/today/**")
    told = VisitContact.objects.filter(visit__debrief__work_date=clock.local_day(), contact=None)
    assert list(told.order_by("pk").values_list("name", flat=True)) == ["Paul Girard", "Anne Girard"]
