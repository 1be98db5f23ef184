"""A state becomes only what its table says."""

import pytest

from core.exceptions import AlreadyDone, BusinessRuleError, TransitionNotAllowed
from core.workflow import Workflow

TABLE = Workflow({"draft": {"filed"}, "filed": {"closed", "draft"}})


def test_a_listed_transition_passes():
    assert TABLE.check("draft", "filed") is None
    assert TABLE.allows("filed", "draft")
    assert TABLE.after("filed") == {"closed", "draft"}
    assert TABLE.states == {"draft", "filed", "closed"}


@pytest.mark.parametrize(("old", "new"), [("draft", "closed"), ("closed", "draft"), ("unknown", "draft")])
def test_any_other_is_refused(old, new):
    with pytest.raises(TransitionNotAllowed) as refusal:
        TABLE.check(old, new)
    assert refusal.value.code == "transition_not_allowed"


def test_a_refusal_has_a_sentence_a_code_and_fields():
    refusal = BusinessRuleError("No.", code="late", fields={"day": ["too late"]})
    assert (str(refusal), refusal.code, refusal.fields) == ("No.", "late", {"day": ["too late"]})
    assert AlreadyDone().code == "already_done"
    assert BusinessRuleError("No.").code == "rule_broken"
