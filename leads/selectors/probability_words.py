"""What a measure of the probability says, in sentences."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SIGNALS: dict[str, Any] = {
    "clear": gettext_lazy("The data tell won from lost: a probability is shown."),
    "too_weak": gettext_lazy("The data hardly tell won from lost: no probability is shown, it would be of no use."),
    "no_signal": gettext_lazy("The data carry no signal: no probability is shown, it would be chance."),
    "too_few": gettext_lazy(
        "Too few outcomes: no probability is shown before 50 won and 50 lost among 200 decided at least."
    ),
}
LEAKS: dict[str, Any] = {
    "alone": gettext_lazy("“%(name)s” gives the outcome away by itself (AUC %(strength).2f): left out."),
    "named": gettext_lazy("“%(name)s” is known only afterwards and says much (AUC %(strength).2f): left out."),
    "with_others": gettext_lazy(
        "“%(name)s” explains most of what all the others leave unexplained (AUC %(strength).2f alone): left out."
    ),
    "pure": gettext_lazy("In “%(name)s” a large group always ends alike, it is known only afterwards: left out."),
    "filled_after": gettext_lazy("“%(name)s” is filled in only once the outcome is known: left out."),
    "strong": gettext_lazy(
        "“%(name)s” is strong alone (AUC %(strength).2f): check that it is known before the outcome."
    ),
}
LEFT_OUT: dict[str, Any] = {
    "empty": gettext_lazy("“%(name)s” is empty."),
    "constant": gettext_lazy("“%(name)s” never varies."),
    "identifier": gettext_lazy("“%(name)s” only names the row."),
    "free_text": gettext_lazy("“%(name)s” is free text."),
    "seller": gettext_lazy("“%(name)s” names the seller: never a feature."),
}
RINGS: dict[str, Any] = {
    "population": gettext_lazy("the later leads are of another kind than the earlier ones"),
    "rate": gettext_lazy("the share of won leads has changed"),
    "ranking": gettext_lazy("the model ranks the later leads less well"),
    "calibration": gettext_lazy("the later leads do not end as often as was said"),
}


def signal(code: str) -> str | Promise:
    found: str | Promise = SIGNALS[code]
    return found


def leak(name: str, why: str, strength: float) -> str:
    return str(LEAKS[why] % {"name": name, "strength": strength})


def left_out(name: str, why: str) -> str:
    return str(LEFT_OUT[why] % {"name": name})


def drift(rings: list[str]) -> str:
    """One sentence; that nothing changed when no alarm rings."""
    if not rings:
        return _("No drift: the later leads look like the earlier ones.")
    return _("Drift: %(what)s.") % {"what": ", ".join(str(RINGS[ring]) for ring in rings)}
