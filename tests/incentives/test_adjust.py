"""Adjustments: added with a reason, by somebody else, never an edit."""

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import BusinessRuleError
from core.models import AuditEntry
from incentives.models import LedgerLine
from incentives.services.adjusting import adjust_points
from tests.factories.incentives import NOON


def test_an_adjustment_is_a_line_with_its_reason_and_author(alice, odile):
    line = adjust_points(alice, by=odile, points=-12, reason="Doublon saisi à la main", now=NOON)
    line.refresh_from_db()
    assert (line.kind, line.points, line.created_by, line.source) == ("adjusted", -12, odile, f"manual:{line.pk}")
    assert AuditEntry.objects.filter(action="points.adjusted", object_id=line.pk, actor=odile).count() == 1


@pytest.mark.parametrize(("points", "reason"), [(5, "  "), (0, "Pour rien"), (10_001, "Trop")])
def test_without_a_reason_or_a_fair_amount_nothing_is_written(alice, odile, points, reason):
    with pytest.raises(ValidationError):
        adjust_points(alice, by=odile, points=points, reason=reason, now=NOON)
    assert not LedgerLine.objects.exists()


def test_nobody_adjusts_her_own_points(odile):
    with pytest.raises(BusinessRuleError, match="."):
        adjust_points(odile, by=odile, points=5, reason="Cadeau", now=NOON)
    assert not LedgerLine.objects.exists()


def test_a_reason_says_nothing_about_health(alice, odile):
    with pytest.raises(ValidationError):
        adjust_points(alice, by=odile, points=5, reason="Elle a un cancer", now=NOON)
    assert not LedgerLine.objects.exists()
