"""How a refusal is looked at: its code, its French sentence, and rows that are as they were."""

import pytest
from django.utils.translation import override

from core.exceptions import BusinessRuleError
from core.models import AuditEntry
from leads.models import Handoff, HandoffQuestion, Lead, LeadOwnership, LeadStep, LeadTransition

WATCHED = (Lead, LeadTransition, LeadOwnership, LeadStep, Handoff, HandoffQuestion)


def _rows():
    return [list(model.objects.order_by("pk").values()) for model in WATCHED], AuditEntry.objects.count()


def refused(act, code="transition_not_allowed"):
    """The sentence of the refusal; nothing about leads was written meanwhile."""
    before = _rows()
    with override("fr"), pytest.raises(BusinessRuleError) as error:
        act()
    assert error.value.code == code
    assert _rows() == before
    with override("fr"):
        return str(error.value)


def told(answer, status, code, *fields):
    """The sentence of a refusal through the API, in the one shape."""
    body = answer.json()
    assert set(body) == {"code", "detail", "fields", "request_id"}
    assert (answer.status_code, body["code"], sorted(body["fields"])) == (status, code, sorted(fields))
    return body["detail"]
