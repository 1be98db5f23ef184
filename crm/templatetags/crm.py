"""How the CRM writes its own kinds of values."""

from django import template

from crm.rules.matching import show_phone

register = template.Library()


@register.filter
def phone(value: str) -> str:
    """+33612345678 → 06 12 34 56 78; abroad, with its country code."""
    return show_phone(value) if value else ""
