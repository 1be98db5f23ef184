"""What a business rule says when it refuses, in a sentence for people."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

Message = Any  # a str or a lazy translation of one
Fields = Mapping[str, Any]
NOT_NOW = _("This is not possible in the present state.")
DONE_BEFORE = _("This has already been done.")


class BusinessRuleError(Exception):
    """A rule was broken: `message` is for people, `code` for programs, `fields` for the form."""

    default_code = "rule_broken"

    def __init__(self, message: Message, *, code: str | None = None, fields: Fields | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.fields: dict[str, Any] = dict(fields or {})

    def __str__(self) -> str:
        return str(self.message)


class TransitionNotAllowed(BusinessRuleError):  # noqa: N818
    """The present state does not lead there."""

    default_code = "transition_not_allowed"

    def __init__(
        self,
        message: Message = NOT_NOW,
        *,
        code: str | None = None,
        fields: Fields | None = None,
    ) -> None:
        super().__init__(message, code=code, fields=fields)


class AlreadyDone(BusinessRuleError):  # noqa: N818
    """Somebody, perhaps the same person, has done it before."""

    default_code = "already_done"

    def __init__(
        self,
        message: Message = DONE_BEFORE,
        *,
        code: str | None = None,
        fields: Fields | None = None,
    ) -> None:
        super().__init__(message, code=code, fields=fields)
