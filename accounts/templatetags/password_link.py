"""{% password_link user %}: the link by which this person chooses a password, for messages."""

from django import template

from accounts.models import User
from accounts.services import passwords

register = template.Library()


@register.simple_tag
def password_link(user: User) -> str:
    return passwords.password_link(user)
