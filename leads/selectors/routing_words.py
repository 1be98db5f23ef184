"""Why this person received the lead: what routing kept, said in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.models import RoutingRule

MISSED = {
    "other_campaign": gettext_lazy("another campaign"),
    "other_territory": gettext_lazy("outside its postcodes"),
    "no_postcode": gettext_lazy("no postcode known"),
    "other_sector": gettext_lazy("another sector"),
    "no_sector": gettext_lazy("no sector known"),
    "other_size": gettext_lazy("outside its sizes"),
    "no_size": gettext_lazy("number of employees not known"),
}


def conditions(rule: RoutingRule) -> list[str]:
    """What a lead must be for this rule to take it; nothing when it takes any."""
    sizes = {"low": rule.min_employees or 0, "high": rule.max_employees or "∞"}
    return [
        *([rule.campaign.name] if rule.campaign else []),
        *([_("postcodes %(list)s") % {"list": rule.territory}] if rule.territory else []),
        *([rule.sector] if rule.sector else []),
        *([_("%(low)s to %(high)s employees") % sizes] if rule.min_employees or rule.max_employees else []),
    ]


def rule_missed(name: str, why: str) -> str:
    """The rule, and the condition of it that a lead does not meet."""
    return _("%(name)s: %(why)s") % {"name": name, "why": MISSED[why]}


def sentence(kept: str) -> str:
    """A kept reason is `code` or `code:name`; a text written otherwise is shown as it is."""
    code, _colon, name = kept.partition(":")
    known = {
        "company_owner": _("This rep already follows the company."),
        "chosen": _("Chosen by %(name)s."),
        "rep": _("Rule “%(name)s”: a given rep."),
        "round_robin": _("Rule “%(name)s”: the one who has waited longest for a lead."),
        "weighted": _("Rule “%(name)s”: the one with the most room for one more."),
        "fewest": _("Rule “%(name)s”: the one with the fewest open leads."),
        "nobody_free": _("Rule “%(name)s” matches, but nobody of its team can receive leads."),
        "nobody_away": _("Rule “%(name)s” matches, but everybody it names is away."),
        "nobody_full": _("Rule “%(name)s” matches, but everybody it names carries as many leads as they can."),
        "nobody_quota": _("Rule “%(name)s” matches, but everybody it names has received the leads of the day."),
        "no_rule": _("No routing rule matches this lead."),
    }
    return known[code] % {"name": name} if code in known else kept
