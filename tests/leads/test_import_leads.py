"""A file of leads comes in: one lead per person and campaign, every refusal with its reason."""

import pytest

from core import clock
from core.exceptions import BusinessRuleError
from core.imports.map import guess
from core.imports.once import run_import
from core.imports.read import read_table
from core.models import ImportedRow, ImportRun
from crm.services.suppressions import suppress
from leads.models import Lead, LeadTransition, Touchpoint
from leads.services.campaigns import close_campaign
from leads.services.importing import LeadImporter
from leads.services.scoring import score_new_leads
from tests.factories.crm import CompanyFactory, ContactFactory

HEAD = "Prénom;Nom;Courriel;Mobile;Société;Ville;Intérêt;Origine;Accord\n"
FILE = HEAD + (
    "Ana;Sow;ana@sow.test;06 12 34 56 78;Sow;Lyon;Fort;Salon;Oui\n"
    "Ana;Sow;ANA@sow.test;;Sow;Lyon;;;\n"
    "Léo;Roy;;06 99 99 99 99;Roy;Nîmes;chaud;;\n"
    "LEO;ROY;;+33 6 99 99 99 99;;;;;\n"
    ";;nobody@x.test;;;;;;\n"
    "Zoé;Mo;zoe(at)mo;;;;;;\n"
    "Eva;Roc;;;;;;;\n"
)


def bring(by, campaign, text=FILE, **options):
    table = read_table(text.encode())
    importer = LeadImporter(by=by, now=clock.now(), options={"campaign": campaign.pk, **options})
    columns = guess(table.headers, importer.fields)
    return run_import(table, columns, importer, file_name="salon.csv", file_sha256="0" * 64)


def test_each_person_is_one_lead_whatever_the_case_and_the_spaces(chloe, campaign):
    outcome = bring(chloe, campaign)
    assert outcome.as_json() == {"read": 7, "created": 2, "updated": 2, "rejected": 3}
    ana, leo = Lead.objects.order_by("name")
    assert (ana.name, ana.phone, ana.interest, ana.channel) == ("Ana Sow", "+33612345678", "strong", "import")
    assert (leo.phone, leo.interest, leo.captured_by) == ("+33699999999", "strong", chloe)
    assert Touchpoint.objects.get(lead=ana).kind == "attendance"
    assert str(outcome.run.pk) in ana.consent_text
    assert leo.consent_text == ""
    assert [one.line for one in outcome.rejects] == [6, 7, 8]


def test_a_lead_is_scored_and_tied_to_the_company_that_is_known_and_nobody_is_created(chloe, campaign, alice):
    company = CompanyFactory(name="Roy", owner=alice, city="Nîmes")
    person = ContactFactory(company=CompanyFactory(owner=alice), email="ana@sow.test")
    bring(chloe, campaign)
    assert score_new_leads(clock.now()) == 2
    ana, leo = Lead.objects.order_by("name")
    assert (ana.contact, ana.company, leo.company) == (person, person.company, company)
    assert (ana.score.fit > 0, ana.score.engagement > 0) == (True, True)
    assert type(person).objects.count() == 1


def test_somebody_who_comes_back_is_completed_and_touched_never_doubled(chloe, campaign, lead):
    text = HEAD + "Marc;Aubry;marc@aubry.test;0611111111;;Dijon;;;\n"
    assert bring(chloe, campaign, text).as_json()["updated"] == 1
    lead.refresh_from_db()
    assert (lead.city, lead.phone, lead.company_name) == ("Dijon", "+33611111111", "Aubry")
    assert lead.touchpoints.count() == 2
    assert bring(chloe, campaign, text, policy="skip").as_json()["updated"] == 0
    assert bring(chloe, campaign, text, policy="fill").as_json()["updated"] == 0
    assert lead.touchpoints.count() == 2


def test_whoever_objected_is_refused(chloe, campaign):
    suppress(email="ana@sow.test", reason="asked")
    outcome = bring(chloe, campaign, HEAD + "Ana;Sow;ana@sow.test;;;;;;\n")
    assert outcome.as_json()["rejected"] == 1
    assert not Lead.objects.exists()


def test_all_or_none_writes_nothing_when_one_row_is_refused(chloe, campaign, client_of):
    outcome = bring(chloe, campaign, whole=True)
    assert (outcome.run.state, outcome.run.created) == ("refused", 2)
    assert not Lead.objects.exists()
    assert ImportedRow.objects.filter(run=outcome.run).count() == 3
    good = HEAD + "Ana;Sow;ana@sow.test;;;;;;\n"
    assert bring(chloe, campaign, good, whole=True).run.state == "done"
    assert Lead.objects.count() == 1
    page = client_of(chloe).get(f"/imports/{outcome.run.pk}/").content.decode()
    assert "À créer" in page
    assert "Créées" not in page


def test_an_import_that_was_interrupted_goes_on_without_doubling(chloe, campaign):
    rows = "".join(f"P;N{n};p{n}@x.test;;;;;;\n" for n in range(1500))
    outcome = bring(chloe, campaign, HEAD + rows)
    run = outcome.run
    assert (run.created, Lead.objects.count()) == (1500, 1500)
    assert ImportedRow.objects.filter(run=run, fate="created").count() == 1500
    assert not LeadTransition.objects.exists()


def test_a_closed_campaign_takes_no_file(chloe, campaign):
    close_campaign(campaign, by=chloe)
    with pytest.raises(BusinessRuleError) as refused:
        bring(chloe, campaign)
    assert refused.value.code == "campaign_closed"
    assert not Lead.objects.exists()
    assert ImportRun.objects.filter(state="done").count() == 0
