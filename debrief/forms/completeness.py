"""What operations expect of a record."""

from django import forms

from debrief.models import ExpectedPart


class ExpectedForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = ExpectedPart
        fields = ("segment", "part", "weight", "fresh_days")

    def validate_unique(self) -> None:
        """The service writes over the row that says the same."""

    def validate_constraints(self) -> None:
        """As for uniqueness."""
