"""Nouns of the debrief floor."""

from debrief.models.debrief import Debrief
from debrief.models.finding import Finding
from debrief.models.integration import Integration
from debrief.models.verdict import Verdict
from debrief.models.visit import Visit, VisitContact

__all__ = ["Debrief", "Finding", "Integration", "Verdict", "Visit", "VisitContact"]
