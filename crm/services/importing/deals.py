"""How a file says the state and the stage of a deal."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crm.choices import LossReason, OpportunityState, Stage
from crm.rules import matching

OPEN, WON, LOST = OpportunityState.OPEN, OpportunityState.WON, OpportunityState.LOST
STATES: dict[str, tuple[OpportunityState, Stage]] = {
    "won": (WON, Stage.NEGOTIATION),
    "closed won": (WON, Stage.NEGOTIATION),
    "gagnee": (WON, Stage.NEGOTIATION),
    "gagne": (WON, Stage.NEGOTIATION),
    "lost": (LOST, Stage.NEGOTIATION),
    "closed lost": (LOST, Stage.NEGOTIATION),
    "perdue": (LOST, Stage.NEGOTIATION),
    "perdu": (LOST, Stage.NEGOTIATION),
    "open": (OPEN, Stage.PROSPECTING),
    "ouverte": (OPEN, Stage.PROSPECTING),
    "prospecting": (OPEN, Stage.PROSPECTING),
    "prospection": (OPEN, Stage.PROSPECTING),
    "qualification": (OPEN, Stage.PROSPECTING),
    "engaging": (OPEN, Stage.ENGAGING),
    "prise de contact": (OPEN, Stage.ENGAGING),
    "engagee": (OPEN, Stage.ENGAGING),
    "needs analysis": (OPEN, Stage.ENGAGING),
    "value proposition": (OPEN, Stage.ENGAGING),
    "id. decision makers": (OPEN, Stage.ENGAGING),
    "perception analysis": (OPEN, Stage.ENGAGING),
    "proposal": (OPEN, Stage.PROPOSAL),
    "proposition": (OPEN, Stage.PROPOSAL),
    "proposal/price quote": (OPEN, Stage.PROPOSAL),
    "devis": (OPEN, Stage.PROPOSAL),
    "negotiation": (OPEN, Stage.NEGOTIATION),
    "negociation": (OPEN, Stage.NEGOTIATION),
    "negotiation/review": (OPEN, Stage.NEGOTIATION),
}


def read_state(text: str) -> tuple[OpportunityState, Stage]:
    """State and stage by the words of the usual tools; an empty cell is a new deal."""
    if not text:
        return OPEN, Stage.PROSPECTING
    if found := STATES.get(matching.fold(text)):
        return found
    raise ValidationError(_("“%(stage)s” is not a stage or a state we know.") % {"stage": text})


def read_loss_reason(text: str) -> str:
    """The reason by its code or label; a file that gives none says that it was not recorded."""
    folded = matching.fold(text)
    for one in LossReason:
        if folded and folded in (one.value, matching.fold(str(one.label))):
            return one.value
    return LossReason.NOT_RECORDED
