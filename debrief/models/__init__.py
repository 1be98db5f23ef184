"""Nouns of the debrief floor."""

from debrief.models.addendum import Addendum
from debrief.models.appeal import Appeal
from debrief.models.attendee import VisitAttendee
from debrief.models.completeness import ExpectedPart, RecordHealth, RecordHealthDay, RecordWork
from debrief.models.debrief import Debrief
from debrief.models.finding import Finding
from debrief.models.guard_override import GuardOverride
from debrief.models.guard_request import GuardRequest
from debrief.models.integration import Integration
from debrief.models.plan import Absence, VisitPlan
from debrief.models.question import Question
from debrief.models.second_review import ReviewRules, SecondReview
from debrief.models.settlement import Settlement
from debrief.models.substitution import Substitution
from debrief.models.verdict import Verdict
from debrief.models.visit import Visit, VisitContact

__all__ = [
    "Addendum",
    "Absence",
    "Appeal",
    "Debrief",
    "ExpectedPart",
    "Finding",
    "GuardOverride",
    "GuardRequest",
    "Integration",
    "Question",
    "RecordHealth",
    "RecordHealthDay",
    "RecordWork",
    "ReviewRules",
    "SecondReview",
    "Settlement",
    "Substitution",
    "Verdict",
    "Visit",
    "VisitAttendee",
    "VisitContact",
    "VisitPlan",
]
