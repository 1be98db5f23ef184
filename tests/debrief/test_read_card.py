"""A business card is read from a file or from the picture of its QR code; a hostile file gets a sentence."""

import io

import pytest
import segno
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from crm.models import Contact
from crm.rules.vcard import Card, CardError, read_card
from crm.services.cards import card_of_file
from debrief.models import VisitContact
from tests.factories.debrief import VisitEntry, company, told

VCF = (
    "BEGIN:VCARD\nVERSION:3.0\nN:Girard;Paul;;;\nFN:Paul Girard\nTITLE:Chef de production\nORG:Maison Dupont;Lyon\n"
    "TEL;TYPE=WORK:04 72 00 00 01\nTEL;TYPE=CELL:06 12 34 56 78\nEMAIL:Paul@Dupont.example\nEND:VCARD\n"
)
PAUL = Card("Paul Girard", "Chef de production", "Maison Dupont", "06 12 34 56 78", "paul@dupont.example")


def picture(text=VCF, turn=12, kind="PNG"):
    """The photograph of a code, a little turned."""
    drawn = io.BytesIO()
    segno.make(text).save(drawn, kind="png", scale=6)
    image = Image.open(drawn).convert("L").rotate(turn, expand=True, fillcolor=255)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def test_a_card_file_is_read():
    assert card_of_file(VCF.encode()) == PAUL
    assert card_of_file(b"\xef\xbb\xbf" + VCF.encode()) == PAUL
    assert card_of_file(VCF.replace("Girard", "Lefèvre").encode("cp1252")).name == "Paul Lefèvre"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_the_code_of_a_photograph_is_read(kind):
    assert card_of_file(picture(kind=kind)) == PAUL


def test_a_short_card_of_a_code_is_read():
    text = "MECARD:N:Girard,Paul;TEL:0612345678;EMAIL:paul@dupont.example;;"
    assert card_of_file(picture(text)) == Card("Paul Girard", phone="0612345678", email="paul@dupont.example")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"%PDF-1.7", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, b"\xff\xd8\xff\xe0garbage",
        picture("https://example.com/phish"), VCF.encode() * 2, b"BEGIN:VCARD\nFN:\nEND:VCARD", b"BEGIN:VCARD",
        b"BEGIN:VCARD\n" + b"NOTE:" + b"x" * 70_000 + b"\nEND:VCARD", b"a" * (8 * 1024 * 1024 + 1),
    ],
)  # fmt: skip
def test_a_hostile_or_useless_file_is_refused_with_a_sentence(data):
    with pytest.raises(ValidationError) as refusal:
        card_of_file(data)
    assert len(refusal.value.messages[0]) > 20


def test_a_picture_too_large_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(ValidationError):
        card_of_file(out.getvalue())


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    try:
        card = read_card("BEGIN:VCARD\n" + text + "\nEND:VCARD")
    except CardError:
        return
    assert card.name
    assert card.name.isprintable()


@pytest.mark.django_db
def test_the_phone_gets_a_person_and_nothing_is_created(alice, client_of):
    upload = SimpleUploadedFile("carte.vcf", VCF.encode(), "text/vcard")
    answer = client_of(alice).post("/visits/business-card/", {"card": upload}, HTTP_ACCEPT="application/json")
    assert answer.json() == {
        "name": "Paul Girard", "role": "Chef de production", "company": "Maison Dupont",
        "phone": "06 12 34 56 78", "email": "paul@dupont.example", "how_acquired": "card",
    }  # fmt: skip
    answer = client_of(alice).post("/visits/business-card/", {"text": "bonjour"}, HTTP_ACCEPT="application/json")
    assert (answer.status_code, answer.json()["fields"]["card"]) == (422, ["Ceci n’est pas une carte de visite."])
    assert not Contact.objects.exists()


@pytest.mark.django_db
def test_without_javascript_the_card_fills_a_line_of_the_visit(alice, client_of, settings):
    settings.APP_CLOCK = "2026-03-10T17:00:00+00:00"
    planned = told(alice, VisitEntry(company=company(alice), state="planned")).visits.get()
    client, to = client_of(alice), f"/visits/{planned.pk}/"
    upload = SimpleUploadedFile("carte.png", picture(), "image/png")
    page = client.post("/visits/business-card/", {"card": upload, "to": to}).content.decode()
    assert f'action="{to}"' in page
    handed = {"propose": "card", "card-name": "Paul Girard", "card-how_acquired": "card"}
    page = client.post(to, handed).content.decode()
    assert 'value="Paul Girard"' in page
    assert not VisitContact.objects.exists()


@pytest.mark.django_db
def test_a_card_never_sends_anybody_to_another_site(alice, client_of):
    page = client_of(alice).get("/visits/business-card/?to=//evil.example/visits/").content.decode()
    assert 'href="//evil.example' not in page
    assert 'action="//evil.example' not in page
