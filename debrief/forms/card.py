"""The card a phone sends, and the page it goes back to."""

from django import forms

from crm.forms import CardForm


class VisitCardForm(CardForm):
    to = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
