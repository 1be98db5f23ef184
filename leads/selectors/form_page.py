"""What the pages of public forms show: the list with its figures, one form with its answers and its addresses."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse

from accounts.models import User
from leads.choices import SubmissionFate
from leads.models import CaptureForm, ConsentText, FormSubmission

SHOWN = 50


@dataclass(frozen=True, slots=True)
class FormPage:
    """One form: its address, the text that puts it in a page, its figures and its last answers."""

    form: CaptureForm
    address: str
    snippet: str
    fates: list[tuple[str, int]]
    answers: list[FormSubmission]
    consents: list[ConsentText]
    tags: list[tuple[str, int]]


def form_list(user: User) -> QuerySet[CaptureForm]:
    found: QuerySet[CaptureForm] = CaptureForm.objects.visible_to(user).select_related("campaign").with_figures()
    return found


def form_page(form: CaptureForm) -> FormPage:
    address = settings.BASE_URL.rstrip("/") + reverse("leads:form_answer", args=[form.key])
    counts = dict(form.submissions.order_by().values_list("fate").annotate(n=Count("pk")))
    answers = form.submissions.exclude(fate=SubmissionFate.ROBOT).select_related("lead", "consent")
    tags = form.submissions.exclude(utm__utm_source=None).order_by().values_list("utm__utm_source")
    return FormPage(
        form=form,
        address=address,
        snippet=_snippet(form, address),
        fates=[(str(label), counts[value]) for value, label in SubmissionFate.choices if counts.get(value)],
        answers=list(answers[:SHOWN]),
        consents=list(form.consents.select_related("by")),
        tags=list(tags.annotate(n=Count("pk")).order_by("-n")[:8]),
    )


def _snippet(form: CaptureForm, address: str) -> str:
    title = form.title_fr.replace('"', "")
    return f'<iframe src="{address}?embed=1" title="{title}" width="100%" height="640" loading="lazy"></iframe>'


def consent_in_force(form: CaptureForm) -> ConsentText | None:
    """The words shown today; none when the form asks for no consent."""
    last: ConsentText | None = form.consents.first()
    return last if last is not None and last.text_fr else None


def consent_version(form: CaptureForm, version: Any) -> ConsentText | None:
    """The words that a page showed."""
    found: ConsentText | None = form.consents.filter(version=version).first()
    return found


def public_form(key: str) -> CaptureForm | None:
    """The form at this address, when it takes answers; who asks does not matter."""
    found: CaptureForm | None = CaptureForm.objects.open_now().select_related("campaign").filter(key=key).first()
    return found
