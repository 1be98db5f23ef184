"""What other rules would change on the newest open leads: computed twice at one moment, and nothing is written."""

from accounts.models import User
from core import clock
from leads.rules.scoring import Scoring
from leads.selectors import scoring_page as selectors
from leads.services.scoring import computed


def effect(user: User, after: Scoring) -> selectors.Preview:
    now, ids = clock.now(), selectors.newest_open(user)
    old, new = (computed(rules, ids, now=now) for rules in (selectors.scoring_of(), after))
    return selectors.preview(user, old, new)
