"""Alice is paid by the reps' plan, Chloé by the marketers'."""

import pytest

from tests.factories.incentives import planned, published_plan


@pytest.fixture
def rep_plan(odile):
    return published_plan(odile).plan


@pytest.fixture
def paid_alice(alice, odile, rep_plan):
    planned(alice, odile, plan=rep_plan)
    return alice


@pytest.fixture
def paid_david(david, odile, rep_plan):
    planned(david, odile, plan=rep_plan)
    return david


@pytest.fixture
def paid_amine(amine, odile, rep_plan):
    planned(amine, odile, plan=rep_plan)
    return amine


@pytest.fixture
def paid_chloe(chloe, odile):
    planned(chloe, odile)
    return chloe
