"""Address books as programs and accidents leave them: no card is lost, each is in or refused with its own reason."""

import io
import json
from base64 import encodebytes

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from core.imports.queue import go_on
from core.models import ImportedRow, ImportRun
from crm.models import Contact
from tests.factories.crm import CompanyFactory

pytestmark = pytest.mark.django_db
PHOTO = "\r\n ".join(encodebytes(b"\xff\xd8" + bytes(range(256)) * 8).decode().split())
GOOD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anne Petit\r\nORG:Fonderie du Rhône\r\nEMAIL:anne@fonderie.test\r\nEND:VCARD\r\n"
)


@pytest.fixture
def foundry():
    return CompanyFactory(name="Fonderie du Rhône SAS", website="www.fonderie.test")


@pytest.fixture
def imported(tmp_path, foundry):
    """Imports the bytes by the command; tells the figures, and the reason of each refused card by its number."""

    def run(content: bytes) -> tuple[dict[str, int], dict[int, str]]:
        path, out = tmp_path / "book.vcf", io.StringIO()
        path.write_bytes(content)
        with translation.override("en"):
            call_command("import", "contacts", str(path), reject=tmp_path / "rejects.csv", json=True, stdout=out)
        told = dict(ImportedRow.objects.filter(fate="rejected").values_list("line", "reason"))
        return json.loads(out.getvalue()), told

    return run


def figures(read: int, created: int) -> dict[str, int]:
    return {"read": read, "created": created, "updated": 0, "rejected": read - created}


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def only() -> Contact:
    return Contact.objects.get()


def test_version_2_1_with_quoted_printable_over_two_lines(imported):
    told = card(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lef=C3=A8vre;Zo=",
        "=C3=A9;;;",
        "ORG;ENCODING=QUOTED-PRINTABLE:Fonderie du Rh=C3=B4ne;Achats",
        "TEL;CELL;VOICE:06 12 34 56 78",
        "TITLE;CHARSET=WINDOWS-1252;ENCODING=QUOTED-PRINTABLE:Directrice qualit=E9",
        version="2.1",
    )
    assert imported(told.encode()) == (figures(1, 1), {})
    assert (only().name, only().phone, only().role) == ("Zoé Lefèvre", "+33612345678", "Directrice qualité")


def test_version_4_0_with_groups_addresses_and_a_preferred_mail(imported):
    told = card(
        "FN:Zoé Lefèvre",
        "item1.ORG:Fonderie du Rhône",
        "EMAIL;TYPE=home:zoe@maison.test",
        "item2.EMAIL;TYPE=work;PREF=1:mailto:zoe@fonderie.test",
        'TEL;VALUE=uri;TYPE="voice,cell":tel:+33-6-12-34-56-78;ext=2',
        version="4.0",
    )
    assert imported(told.encode()) == (figures(1, 1), {})
    assert (only().email, only().phone) == ("zoe@fonderie.test", "+33612345678")


def test_a_line_folded_in_the_middle_of_a_letter(imported):
    at = GOOD.encode().index("ô".encode()) + 1
    folded = GOOD.encode()[:at] + b"\r\n " + GOOD.encode()[at:]
    assert imported(folded) == (figures(1, 1), {})


def test_cards_in_two_encodings_joined_in_one_book(imported):
    old = card("FN:Benoît Hervé", "ORG:Fonderie du Rhône").encode("cp1252")
    new = card("FN:Zoé Lefèvre", "ORG:Fonderie du Rhône").encode()
    assert imported(old + new) == (figures(2, 2), {})
    assert set(Contact.objects.values_list("name", flat=True)) == {"Benoît Hervé", "Zoé Lefèvre"}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_a_book_in_each_usual_encoding(imported, encoding):
    told = GOOD + card("FN:Jérôme Deçà", "ORG:Fonderie du Rhône", "TITLE:Gérant")
    assert imported(told.encode(encoding)) == (figures(2, 2), {})
    assert Contact.objects.filter(name="Jérôme Deçà", role="Gérant").exists()


def test_a_card_that_never_ends_hides_no_card_after_it(imported):
    cut = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Carte Coupée\r\nEMAIL:carte@inconnue.te"
    next_one = card("FN:Luc Petit", "ORG:Fonderie du Rhône")
    reasons = {2: "No company is named, and none is known at inconnue.te."}
    assert imported((GOOD + cut + "\r\n" + next_one).encode()) == (figures(3, 2), reasons)


def test_two_cards_whose_marks_share_a_line_are_two(imported):
    told = GOOD.rstrip() + "\ufeff" + card("FN:Luc Petit", "ORG:Fonderie du Rhône") + "\r\n\r\n"
    assert imported(told.encode()) == (figures(2, 2), {})


def test_a_mark_at_the_head_of_a_book_joined_to_another_hides_no_card(imported):
    joined = "\ufeff" + GOOD + "\ufeff" + card("FN:Luc Petit", "ORG:Fonderie du Rhône")
    assert imported(joined.encode()) == (figures(2, 2), {})


def test_a_picture_folded_or_not_is_no_text_of_the_card(imported):
    folded = card("FN:Anne Petit", f"PHOTO;ENCODING=b;TYPE=JPEG:{PHOTO}", "ORG:Fonderie du Rhône")
    outlook = card("FN:Luc Petit", "PHOTO;TYPE=JPEG;ENCODING=BASE64:", f" {PHOTO}", "", "ORG:Fonderie du Rhône",
                   version="2.1")  # fmt: skip
    assert imported((folded + outlook).encode()) == (figures(2, 2), {})


def test_the_card_of_an_agent_is_no_card_of_the_book(imported):
    told = card("FN:Anne Petit", "AGENT:", card("FN:Son Assistant").strip(), "ORG:Fonderie du Rhône", version="2.1")
    assert imported(told.encode()) == (figures(1, 1), {})
    assert only().name == "Anne Petit"


REFUSED = (
    (("ORG:Fonderie du Rhône", "TEL:04 78 00 00 01"), "name is missing."),
    ((), "name is missing."),
    (("FN:", "N:;;;;", "ORG:Fonderie du Rhône"), "name is missing."),
    (("FN:luc@gmail.com", "EMAIL:luc@gmail.com"), "name is missing."),
    (("FN:Luc Petit", "EMAIL:luc@gmail.com"), "company is missing."),
    (("FN:Luc Petit", "ORG:Inconnue SA"), "The company “Inconnue SA” is not known: import companies first."),
    (("FN:Luc Petit", "ORG:Fonderie du Rhône", "TEL:12"), "Phone: This is not a valid phone number."),
    (("FN:Luc Petit", "ORG:Fonderie du Rhône", "EMAIL:luc at home"), "E-mail: Enter a valid email address."),
)


def test_each_refused_card_says_why_and_the_good_ones_around_are_in(imported):
    others = "".join(card(*lines) for lines, _reason in REFUSED)
    last = card("FN:Zoé Lefèvre", "ORG:Fonderie du Rhône")
    assert imported((GOOD + others + last).encode()) == (
        figures(len(REFUSED) + 2, 2),
        {number: reason for number, (_lines, reason) in enumerate(REFUSED, start=2)},
    )


@pytest.mark.parametrize(
    "rest", ["\r\nNote sans deux-points\r\n:\r\n;;;:x", '\nTEL;"TYPE=oops:1\nX:\\', "\r\rADR:;;;;;;"]
)
def test_broken_lines_spoil_no_other_line_of_their_card(imported, rest):
    told = GOOD.replace("\r\nEND", f"{rest}\r\nEND")
    assert imported(told.encode()) == (figures(1, 1), {})


def test_phones_of_a_country_named_in_full_are_read_as_there(imported):
    told = card("FN:John Doe", "ORG:Fonderie du Rhône", "TEL;TYPE=work:(212) 736-5000",
                "ADR;TYPE=work:;;7 Avenue;New York;NY;10001;United States of America")  # fmt: skip
    assert imported(told.encode()) == (figures(1, 1), {})
    assert only().phone == "+12127365000"


def test_the_browser_reads_the_same_cards_and_lists_the_reasons(foundry, odile, client_of):
    book = GOOD + "".join(card(*lines) for lines, _reason in REFUSED)
    odile.language = "en"
    odile.save()
    client = client_of(odile)
    file = SimpleUploadedFile("book.vcf", book.encode(), content_type="text/vcard")
    client.post(reverse("core:import_start"), {"kind": "contacts", "file": file, "policy": "fill"})
    run = ImportRun.objects.get()
    columns = {"name": "Name", "first_name": "First name", "last_name": "Last name", "company": "Company",
               "email": "E-mail", "phone": "Phone"}  # fmt: skip
    client.post(reverse("core:import_columns", args=[run.pk]), {f"column_{key}": name for key, name in columns.items()})
    client.post(reverse("core:import_bring", args=[run.pk]))
    assert go_on(run.pk) == "done"
    told = dict(ImportedRow.objects.filter(run=run, fate="rejected").values_list("line", "reason"))
    assert list(told.values()) == [reason for _lines, reason in REFUSED]
