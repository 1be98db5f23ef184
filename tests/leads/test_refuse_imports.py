"""Files of leads that do not come in, and imports that are not taken back: why, and that nothing moved."""

from functools import partial

import pytest

from core import clock
from core.imports.queue import go_on
from core.imports.undo import ask_undo
from core.models import ImportRun
from leads.models import Lead
from leads.services.particulars import change_lead
from tests.leads.refusals import refused
from tests.leads.test_import_leads import HEAD, bring

TWO = HEAD + "P;N0;p0@x.test;;;Lyon;;;\nP;N1;p1@x.test;;;Lyon;;;\n"


class Nowhere:
    pk = 0


def test_a_file_without_a_campaign_is_not_brought_in(chloe, db):
    assert refused(partial(bring, chloe, Nowhere), "no_campaign") == "Choisissez la campagne de ces leads."
    assert not Lead.objects.exists()


def test_a_row_whose_only_address_is_no_number_says_so(chloe, campaign):
    outcome = bring(chloe, campaign, HEAD + "Eva;Roc;;demander Paul;;;;;\nAna;Sow;ana@sow.test;poste 12;;;;;\n")
    assert [one.line for one in outcome.rejects] == [2]
    assert "numéro de téléphone" in str(outcome.rejects[0].reason)
    assert Lead.objects.get().phone == "poste 12"


def test_an_import_that_brought_nothing_has_nothing_to_take_back(chloe, campaign):
    run = bring(chloe, campaign, HEAD + ";;;;;;;;\nEva;Roc;;;;;;;\n").run
    said = refused(partial(ask_undo, run, by=chloe), "nothing_to_undo")
    assert said == "Il n’y a plus rien à annuler."


def test_an_import_is_taken_back_once_and_says_so(chloe, campaign):
    run = bring(chloe, campaign, TWO).run
    ask_undo(run, by=chloe)
    go_on(run.pk)
    assert refused(partial(ask_undo, run, by=chloe), "not_in") == "Seul un import entré peut être annulé."


def test_a_rehearsal_is_not_taken_back(chloe, campaign):
    run = bring(chloe, campaign, TWO).run
    ImportRun.objects.filter(pk=run.pk).update(dry_run=True)
    refused(partial(ask_undo, run, by=chloe), "not_in")
    assert Lead.objects.count() == 2


def test_a_lead_that_somebody_changed_since_stays_with_the_reason(chloe, campaign):
    run = bring(chloe, campaign, TWO).run
    change_lead(Lead.objects.get(email="p0@x.test"), by=chloe, now=clock.now(), city="Metz")
    ask_undo(run, by=chloe)
    go_on(run.pk)
    run.refresh_from_db()
    assert (run.undone, sum(run.kept.values())) == (1, 1)
    assert all(run.kept)
    assert list(Lead.objects.values_list("email", "city")) == [("p0@x.test", "Metz")]


def test_a_rep_takes_no_import_back(chloe, alice, campaign, api_of):
    run = bring(chloe, campaign, TWO).run
    assert api_of(alice).post(f"/api/v1/imports/{run.pk}/undo/").status_code == 403
    assert ImportRun.objects.get().state == "done"


@pytest.mark.parametrize("policy", ["merge", "", None, 3])
def test_a_policy_that_is_none_is_refused(chloe, campaign, api_of, policy):
    run = bring(chloe, campaign, TWO).run
    answer = api_of(chloe).post(f"/api/v1/imports/{run.pk}/bring/", {"policy": policy})
    assert answer.status_code in {409, 422}
    assert Lead.objects.count() == 2
