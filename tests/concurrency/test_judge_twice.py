"""Two reviewers, one finding, the same moment: one verdict."""

import threading

import pytest
from django.db import connections

from core.exceptions import AlreadyDone
from crm.models import Fact
from debrief.models import Verdict
from debrief.services.verdicts import accept_finding, reject_finding
from tests.factories.accounts import MarketerFactory, TeamFactory, UserFactory
from tests.factories.debrief import company, finding, signal

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts):
    """Each act in its own thread, at the same moment; what each returned or raised."""
    gate, results = threading.Barrier(len(acts)), []

    def run(act):
        gate.wait()
        try:
            results.append(act())
        except AlreadyDone as refusal:
            results.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_reviewers_at_once_give_one_verdict():
    rep, chloe, celine = UserFactory(team=TeamFactory()), MarketerFactory(), MarketerFactory()
    found = finding(rep, signal(), company(rep))
    results = together(
        lambda: accept_finding(found, by=chloe), lambda: reject_finding(found, by=celine, reason="too_vague")
    )
    verdicts = [result for result in results if isinstance(result, Verdict)]
    refusals = [result for result in results if isinstance(result, AlreadyDone)]
    assert (len(verdicts), len(refusals), Verdict.objects.count()) == (1, 1, 1)
    assert refusals[0].fields["decision"] == verdicts[0].decision
    assert Fact.objects.count() == (1 if verdicts[0].decision == "accepted" else 0)


def test_the_same_reviewer_clicking_twice_integrates_once():
    rep, chloe = UserFactory(team=TeamFactory()), MarketerFactory()
    found = finding(rep, signal(), company(rep))
    together(*[lambda: accept_finding(found, by=chloe)] * 4)
    assert (Verdict.objects.count(), Fact.objects.count()) == (1, 1)
