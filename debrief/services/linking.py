"""Which question a finding answers, when it still may."""

from core import clock
from debrief.models import Finding, Question


def still_answers(finding: Finding, question: Question | None) -> Question | None:
    """The question the finding was told for; None, and the finding stays, when that no longer holds."""
    if question is None:
        return None
    rep = finding.visit.debrief.rep
    fits = (
        question.is_open_on(clock.local_day(tz=rep.zone))
        and (finding.kind, finding.topic, finding.field) == (question.kind, question.topic, question.field)
        and question.fits(finding.visit.company)
        and Question.objects.addressed_to(rep).filter(pk=question.pk).exists()
    )
    return question if fits else None
