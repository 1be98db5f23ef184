"""Fields of the API that refuse at the door what would only be stumbled over later."""

from datetime import UTC, datetime
from typing import Any

from rest_framework import serializers


class RowField(serializers.PrimaryKeyRelatedField[Any]):
    """A row by its whole number: 1.5 is not row 1."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, float):
            self.fail("incorrect_type", data_type="float")
        return super().to_internal_value(data)


class MomentField(serializers.DateTimeField):
    """A moment that exists in UTC, so that it can be compared with any other."""

    def enforce_timezone(self, value: datetime) -> datetime:
        try:
            moment = super().enforce_timezone(value)
            moment.astimezone(UTC)
        except OverflowError:
            self.fail("overflow")
        return moment
