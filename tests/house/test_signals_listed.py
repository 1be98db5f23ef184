"""Four bells, and no other."""

from importlib import import_module

from django.dispatch import Signal

from tests.house.sources import FLOORS, python_files, source_of

BELLS = {
    "crm.signals.opportunity_state_changed",
    "leads.signals.handoff_decided",
    "leads.signals.outcome_changed",
    "debrief.signals.verdict_changed",
}


def test_the_signals_in_code_are_the_four_bells():
    found = set()
    for path in python_files(*FLOORS):
        if path.name == "signals.py":
            module = import_module(".".join(path.with_suffix("").parts))
            found |= {f"{module.__name__}.{name}" for name, thing in vars(module).items() if isinstance(thing, Signal)}
    assert found == BELLS


def test_no_signal_is_declared_elsewhere():
    elsewhere = [
        path for path in python_files(*FLOORS) if path.name != "signals.py" and " = Signal(" in source_of(path)
    ]
    assert elsewhere == []


def test_every_bell_rings_after_commit_and_survives_a_failing_hearer():
    rung = dict.fromkeys(BELLS, False)
    for path in python_files(*FLOORS):
        text = source_of(path)
        assert "post_save" not in text, path
        for bell in BELLS:
            name = bell.rsplit(".", 1)[1]
            if f"{name}.send" in text:
                assert f"{name}.send(" not in text, f"{path} rings {name} without send_robust"
                rung[bell] = rung[bell] or ("on_commit" in text and f"{name}.send_robust" in text)
    assert [bell for bell, heard in rung.items() if not heard] == []
