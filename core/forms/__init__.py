"""Widgets and layout objects that every floor's forms share; their looks are in templates/ui/."""
