"""What operations expect of a record."""

from django import forms

from debrief.models import ExpectedPart


class ExpectedForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = ExpectedPart
        fields = ("segment", "part", "weight", "fresh_days")

    def _post_clean(self) -> None:
        """The service checks the row, and writes over the one that speaks of the same field."""
