"""An empty installation: the first administrator finds what people need to work."""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from core import clock
from incentives.models import PlanVersion
from leads.models import Reason, RoutingRule

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(settings, tmp_path):
    settings.APP_DATA_DIR = tmp_path
    return tmp_path


def test_the_first_administrator_finds_reasons_a_rule_and_two_plans(data):
    call_command("administrator", "--email", "You@Company.test", "--name", "You")
    user = User.objects.get()
    assert (user.email, user.role, user.has_perm("accounts.manage_users")) == ("you@company.test", "operations", True)
    assert set(Reason.objects.values_list("kind", flat=True)) == {"reject", "disqualify"}
    assert not Reason.objects.filter(label_fr="").exists()
    assert not Reason.objects.filter(label_en="").exists()
    assert list(RoutingRule.objects.values_list("method", flat=True)) == ["owner"]
    versions = PlanVersion.objects.published().order_by("plan__code")
    first = clock.local_day().replace(day=1)
    assert [(one.plan.role, one.starts_on) for one in versions] == [("marketer", first), ("rep", first)]
    kept = data / "credentials.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert json.loads(kept.read_text())["users"]["adm_1"]["email"] == user.email


def test_there_is_only_one_first_administrator(data):
    call_command("administrator")
    with pytest.raises(CommandError, match="There are people already"):
        call_command("administrator")
    assert User.objects.count() == 1
    assert Reason.objects.count() == 8
