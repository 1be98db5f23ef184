"""The history of scores is only added to, whoever writes; an import taken back is the one way out."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from core.imports.queue import go_on
from core.imports.undo import ask_undo
from leads.models import Lead, LeadScore
from leads.services.scoring import rescore, score_new_leads
from leads.services.standing import compute_standings
from tests.factories.leads import LeadFactory
from tests.leads.test_import_leads import HEAD, bring

pytestmark = pytest.mark.django_db
FORBIDDEN = ["UPDATE leads_leadscore SET fit = 1", "DELETE FROM leads_leadscore", "TRUNCATE leads_leadscore"]


@pytest.fixture
def score(noon):
    rescore(LeadFactory(phone="+331"), now=noon)
    return LeadScore.objects.get()


def run(sql, params=None):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql, params)


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_the_application_may_not_rewrite_a_score(score, sql):
    with pytest.raises(ProgrammingError, match="permission denied"):
        run(sql)
    assert LeadScore.objects.get().fit == 20


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_nor_may_the_owner(score, as_owner, sql):
    with pytest.raises(DatabaseError, match="append_only"):
        run(sql)
    assert LeadScore.objects.get().fit == 20


def test_scores_of_a_lead_that_no_import_takes_back_stay(score):
    with pytest.raises(DatabaseError, match="append_only"):
        run("SELECT leads_take_scores_back(%s)", [[score.lead_id]])
    assert LeadScore.objects.count() == 1


def test_scores_go_with_the_leads_of_an_import_taken_back_even_after_a_night(score, chloe, campaign, noon):
    made = bring(chloe, campaign, HEAD + "P;N1;p1@x.test;;;Lyon;;;\n").run
    score_new_leads(noon)
    compute_standings(noon.date() + timedelta(days=400))
    assert LeadScore.objects.count() == 2
    ask_undo(made, by=chloe)
    go_on(made.pk)
    made.refresh_from_db()
    assert (made.undone, made.kept) == (1, {})
    assert list(LeadScore.objects.all()) == [score]
    assert not Lead.objects.filter(email="p1@x.test").exists()
