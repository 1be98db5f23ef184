"""What the lead tests share: a Wednesday at noon in Paris, a campaign, reasons, a lead on its way."""

from datetime import UTC, datetime

import pytest

from leads.services.handoff import hand_off_lead
from leads.services.intake import capture_lead
from leads.services.qualification import qualify_lead
from tests.factories.leads import CampaignFactory, ReasonFactory


@pytest.fixture
def noon():
    """Wednesday 11 March 2026, 12:00 in Paris."""
    return datetime(2026, 3, 11, 11, 0, tzinfo=UTC)


@pytest.fixture
def campaign(chloe):
    return CampaignFactory(owner=chloe)


@pytest.fixture
def reason(db):
    return ReasonFactory(code="territory")


@pytest.fixture
def lead(campaign, chloe, noon):
    """New, reachable."""
    made, _created = capture_lead(
        by=chloe, campaign=campaign, name="Marc Aubry", email="marc@aubry.test", company_name="Aubry", now=noon
    )
    return made


@pytest.fixture
def qualified(lead, chloe, noon):
    return qualify_lead(lead, by=chloe, now=noon)


@pytest.fixture
def handoff(qualified, alice, chloe, noon):
    """Handed to Alice on Wednesday at noon: due Friday at noon."""
    return hand_off_lead(qualified, by=chloe, to=alice, promise="Cherche un four avant l’été", now=noon)
