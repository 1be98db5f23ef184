"""Files come in set-based: every row is in, or refused with its reason."""

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from accounts.models import Team, User
from core import clock
from core.exceptions import BusinessRuleError
from core.imports.once import run_import
from core.imports.queue import go_on
from core.imports.read import read_table
from core.imports.undo import ask_undo
from core.models import ImportRun
from crm.models import Company, Contact, FieldChange, Opportunity, Product
from crm.services.changes import write_field
from crm.services.importing.companies import CompanyImporter
from tests.factories.crm import CompanyFactory, OpportunityFactory

pytestmark = pytest.mark.django_db
DEALS = """opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
A1,Anna Snelling,GTXPro,Isdom,Won,2016-10-25,2017-03-11,4514
A2,Anna Snelling,GTX Pro,Isdom,Lost,2016-10-25,2017-03-01,0
A3,Anna Snelling,MG Special,,Engaging,2016-11-25,,
A4,Anna Snelling,MG Special,,Won,2016-11-25,2017-01-01,55
A5,Anna Snelling,Unknown,Isdom,Won,2016-11-25,2017-01-01,55
A6,Anna Snelling,MG Special,Nowhere,Won,2016-11-25,2017-01-01,55
A7,Anna Snelling,MG Special,Isdom,Signed,2016-11-25,2017-01-01,55
"""


def bring(tmp_path, kind, text, encoding="utf-8", **options):
    path, out = tmp_path / f"{kind}.csv", io.StringIO()
    path.write_text(text, encoding=encoding)
    call_command("import", kind, str(path), reject=tmp_path / "rejects.csv", json=True, stdout=out, **options)
    return json.loads(out.getvalue())


@pytest.fixture
def market(tmp_path):
    bring(tmp_path, "companies", "account,sector,revenue,employees\nIsdom,medical,3178.24,4540\n")
    bring(tmp_path, "products", "product,series,sales_price\nGTX Pro,GTX,4821\nMG Special,MG,55\n")


def test_people_come_with_managers_teams_and_offices(tmp_path, db):
    teams = "sales_agent,manager,regional_office\nAnna Snelling,Dustin Brinkmann,Central\n"
    teams += "Zoé Élan,Dustin Brinkmann,Central\n"
    assert bring(tmp_path, "people", teams) == {"read": 2, "created": 2, "updated": 0, "rejected": 0}
    anna = User.objects.get(email="anna-snelling@import.invalid")
    assert (anna.is_active, anna.role, anna.team.territory) == (False, "rep", "Central")
    assert Team.objects.get().manager == User.objects.get(name="Dustin Brinkmann")
    assert User.objects.get(name="Zoé Élan").email == "zoe-elan@import.invalid"
    assert bring(tmp_path, "people", teams) == {"read": 2, "created": 0, "updated": 0, "rejected": 0}


def test_a_refusal_names_the_field_in_the_words_of_the_page(tmp_path, db):
    bring(tmp_path, "companies", "name,phone\nIsdom,12\n")
    line = (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert line == "Isdom;12;2;Téléphone : Ce n’est pas un numéro de téléphone valable."


def test_deals_come_in_and_wrong_rows_come_back(tmp_path, market):
    assert bring(tmp_path, "opportunities", DEALS) == {"read": 7, "created": 3, "updated": 0, "rejected": 4}
    won = Opportunity.objects.get(external_ref="A1")
    assert (won.state, won.amount, won.closed_on, won.origin) == (
        "won",
        Decimal("4514.00"),
        date(2017, 3, 11),
        "import",
    )
    assert (won.product.name, won.company.name, won.owner.name) == ("GTX Pro", "Isdom", "Anna Snelling")
    assert Opportunity.objects.get(external_ref="A2").loss_reason == "not_recorded"
    assert Opportunity.objects.get(external_ref="A3").company is None
    lines = (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == ["A4", "A5", "A6", "A7"]
    assert [line.split(";")[8] for line in lines[1:]] == ["5", "6", "7", "8"]


def test_the_same_file_twice_changes_nothing(tmp_path, market):
    bring(tmp_path, "opportunities", DEALS)
    before = FieldChange.objects.count()
    assert bring(tmp_path, "opportunities", DEALS) == {"read": 7, "created": 0, "updated": 0, "rejected": 4}
    assert (Opportunity.objects.count(), FieldChange.objects.count()) == (3, before)


def test_a_rehearsal_says_the_same_and_writes_nothing(tmp_path, market):
    figures = bring(tmp_path, "opportunities", DEALS, dry_run=True)
    assert figures == {"read": 7, "created": 3, "updated": 0, "rejected": 4}
    assert not Opportunity.objects.exists()
    assert not User.objects.filter(name="Anna Snelling").exists()


def test_a_file_fills_what_is_empty_and_replaces_nothing(tmp_path, alice):
    known = CompanyFactory(name="Isdom SARL", city="Lyon", sector="", owner=alice)
    figures = bring(
        tmp_path, "companies", "Nom;Ville;Secteur;Effectif\nISDOM;Lyon;médical;1 200\nAutre;Vienne;métal;3\n"
    )
    assert figures == {"read": 2, "created": 1, "updated": 1, "rejected": 0}
    known.refresh_from_db()
    assert (known.name, known.city, known.sector, known.employees) == ("Isdom SARL", "Lyon", "médical", 1200)
    change = FieldChange.objects.of(known).filter(field="sector").get()
    assert (change.new, change.channel) == ("médical", "import")
    assert list(Company.objects.matching("autre vienne").values_list("name", flat=True)) == ["Autre"]


def test_a_latin_file_keeps_its_accents(tmp_path, db):
    bring(tmp_path, "companies", '"ID","NAME","BILLINGCITY"\n"001","Crédit Évian","Évian"\n', encoding="latin-1")
    assert Company.objects.get(external_ref="001").name == "Crédit Évian"


def test_contacts_are_matched_by_strong_keys(tmp_path, alice):
    CompanyFactory(name="Isdom", owner=alice)
    text = "societe;prenom;nom;email;mobile\nIsdom;Jean;Dupré;jean@isdom.test;0612345678\n"
    text += "Isdom;J.;Dupré;JEAN@isdom.test;\nIsdom;;;;\n"
    assert bring(tmp_path, "contacts", text) == {"read": 3, "created": 1, "updated": 0, "rejected": 1}
    contact = Contact.objects.get()
    assert (contact.name, contact.phone, contact.how_acquired) == ("Jean Dupré", "+33612345678", "import")


def test_the_browser_shows_columns_then_problems_then_the_result(odile, client_of):
    client = client_of(odile)
    file = SimpleUploadedFile("clients.csv", b"Nom;Ville;Tel\nIsdom;Lyon;0612345678\nAutre;Lyon;12\n")
    started = {"kind": "companies", "file": file, "policy": "fill"}
    response = client.post(reverse("core:import_start"), started, follow=True)
    assert [one.header for one in response.context["choices"] if one.header] == ["Nom", "Ville", "Tel"]
    run = ImportRun.objects.get()
    chosen = {"column_name": "Nom", "column_city": "Ville", "column_phone": "Tel", "check": "1"}
    client.post(reverse("core:import_columns", args=[run.pk]), chosen)
    assert go_on(run.pk) == "checked"
    response = client.get(reverse("core:import_detail", args=[run.pk]))
    assert [(one.line, one.cells) for one in response.context["problems"]] == [(3, ["Autre", "Lyon", "12"])]
    assert not Company.objects.exists()
    client.post(reverse("core:import_bring", args=[run.pk]))
    assert go_on(run.pk) == "done"
    assert client.get(reverse("core:import_detail", args=[run.pk])).context["run"].created == 1
    rejects = b"".join(client.get(reverse("core:import_rejects", args=[run.pk])).streaming_content)
    assert b"Autre;Lyon;12;3;" in rejects
    assert run.by == odile


def test_an_import_of_companies_is_taken_back_but_what_was_built_on_stays(tmp_path, odile):
    bring(tmp_path, "companies", "account,city\nIsdom,Lyon\nAutre,Lyon\n", by=odile.email)
    run = ImportRun.objects.get()
    OpportunityFactory(company=Company.objects.get(name="Isdom"))
    ask_undo(run, by=odile)
    assert go_on(run.pk) == "undone"
    run.refresh_from_db()
    assert (run.undone, sum(run.kept.values())) == (1, 1)
    assert list(Company.objects.values_list("name", flat=True)) == ["Isdom"]


def test_a_field_that_was_filled_is_empty_again_unless_somebody_changed_it(tmp_path, odile):
    bring(tmp_path, "companies", "account\nIsdom\nAutre\n", by=odile.email)
    bring(tmp_path, "companies", "account,city\nIsdom,Lyon\nAutre,Lyon\n", by=odile.email)
    write_field(Company.objects.get(name="Autre"), "city", "Vienne", by=odile, channel="page", expected="Lyon")
    run = ImportRun.objects.first()
    ask_undo(run, by=odile)
    go_on(run.pk)
    assert dict(Company.objects.values_list("name", "city")) == {"Isdom": "", "Autre": "Vienne"}
    with pytest.raises(BusinessRuleError) as refused:
        ask_undo(run, by=odile)
    assert refused.value.code == "not_in"


def test_known_records_may_be_left_as_they_are(tmp_path, odile):
    bring(tmp_path, "companies", "account\nIsdom\n")
    table = read_table(b"account,city\nIsdom,Lyon\n")
    importer = CompanyImporter(by=odile, now=clock.now(), options={"policy": "skip"})
    columns = {"name": "account", "city": "city"}
    outcome = run_import(table, columns, importer, file_name="a.csv", file_sha256="0" * 64)
    assert outcome.as_json() == {"read": 1, "created": 0, "updated": 0, "rejected": 0}
    assert Company.objects.get().city == ""


def test_an_open_deal_closes_by_the_file_and_a_closed_one_stays(tmp_path, market, odile):
    bring(tmp_path, "opportunities", DEALS.replace("Won,2016-10-25,2017-03-11,4514", "Engaging,2016-10-25,,"))
    assert bring(tmp_path, "opportunities", DEALS, by=odile.email)["updated"] == 1
    assert Opportunity.objects.get(external_ref="A1").state == "won"
    again = DEALS.replace("A1,Anna Snelling,GTXPro,Isdom,Won", "A1,Anna Snelling,GTXPro,Isdom,Lost")
    assert bring(tmp_path, "opportunities", again, by=odile.email)["rejected"] == 5
    assert Opportunity.objects.get(external_ref="A1").state == "won"
    assert Product.objects.count() == 2
    assert OpportunityFactory(company=None).external_ref == ""
