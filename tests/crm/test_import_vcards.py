"""Contacts of an address book: each card is in, or refused with its reason."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from core.imports.queue import go_on
from core.models import ImportRun
from crm.models import Contact
from tests.factories.crm import CompanyFactory

pytestmark = pytest.mark.django_db
BOOK = """BEGIN:VCARD
VERSION:3.0
N:Lefèvre;Zoé;;;
ORG:Fonderie du Rhône
TEL;TYPE=CELL:06 12 34 56 78
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Anne Petit
EMAIL:anne@fonderie-rhone.test
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Luc Ailleurs
ORG:Inconnue SA
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:luc@gmail.com
EMAIL:luc@gmail.com
END:VCARD
"""


@pytest.fixture
def foundry():
    return CompanyFactory(name="Fonderie du Rhône SAS", website="www.fonderie-rhone.test")


def test_cards_enter_by_company_or_by_domain_and_the_others_say_why(tmp_path, foundry):
    path, rejects, out = tmp_path / "book.vcf", tmp_path / "rejects.csv", io.StringIO()
    path.write_text(BOOK, encoding="utf-8")
    call_command("import", "contacts", str(path), reject=rejects, json=True, stdout=out)
    assert json.loads(out.getvalue()) == {"read": 4, "created": 2, "updated": 0, "rejected": 2}
    assert set(Contact.objects.values_list("name", "company")) == {
        ("Zoé Lefèvre", foundry.pk),
        ("Anne Petit", foundry.pk),
    }
    told = rejects.read_text(encoding="utf-8-sig").splitlines()
    assert "Inconnue SA" in told[1]
    assert len(told) == 3


def test_the_browser_reads_the_same_book(foundry, odile, client_of):
    client = client_of(odile)
    file = SimpleUploadedFile("book.vcf", BOOK.encode(), content_type="text/vcard")
    started = {"kind": "contacts", "file": file, "policy": "fill"}
    page = client.post(reverse("core:import_start"), started, follow=True).content.decode()
    assert "Zoé" in page
    run = ImportRun.objects.get()
    fields = {"first_name": "First name", "last_name": "Last name", "name": "Name", "company": "Company"}
    columns = {f"column_{key}": header for key, header in {**fields, "email": "E-mail", "phone": "Phone"}.items()}
    client.post(reverse("core:import_columns", args=[run.pk]), columns)
    client.post(reverse("core:import_bring", args=[run.pk]))
    assert go_on(run.pk) == "done"
    assert Contact.objects.count() == 2
