"""Why this person received the lead: what routing kept, said in the reader's language."""

from django.utils.translation import gettext as _


def sentence(kept: str) -> str:
    """A kept reason is `code` or `code:name`; a text written otherwise is shown as it is."""
    code, _colon, name = kept.partition(":")
    known = {
        "company_owner": _("This rep already follows the company."),
        "chosen": _("Chosen by %(name)s."),
        "rep": _("Rule “%(name)s”: a given rep."),
        "round_robin": _("Rule “%(name)s”: the one with the fewest open leads."),
        "nobody_free": _("Rule “%(name)s” matches, but nobody of its team can receive leads."),
        "no_rule": _("No routing rule matches this lead."),
    }
    return known[code] % {"name": name} if code in known else kept
