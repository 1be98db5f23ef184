"""Forms of the handoff contract: the promise, the answer to it, the questions between both sides."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.availability import people_away
from accounts.models import User
from core import clock
from core.forms.widgets import Chips
from leads.choices import ReasonKind
from leads.forms import Plain, ReasonChoice, day_input

NEAR = 3  # days: as long as a decision usually takes
WORDS = {
    "promise": (_("Promise: why now"), _("What the rep may expect of this lead.")),
    "proof": (_("Proof"), _("What the person said or did.")),
    "opener": (_("Opener"), _("A sentence to begin with.")),
}


def area(label: Any, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=500, required=required, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReceiverChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody who sells; who is away one of the next days is said to be."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.none(), label=_("To"), **kwargs)
        self.away: frozenset[int] = frozenset()

    def offer(self, people: Any) -> None:
        today = clock.local_day()
        self.queryset = people
        self.away = people_away(today, today + timedelta(days=NEAR))

    def label_from_instance(self, obj: User) -> str:
        return _("%(name)s (away)") % {"name": obj.name} if obj.pk in self.away else obj.name


class PromiseForm(Plain, forms.Form):
    """The three parts of a promise; what is left empty is said by the campaign's usual promise."""

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(people)  # type: ignore[attr-defined]
        for name, (label, help_text) in WORDS.items():
            self.fields[name] = area(label, help_text)


class HandoffForm(PromiseForm):
    to = ReceiverChoice()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (_label, help_text) in WORDS.items():
            self.fields[name].help_text = format_lazy("{} {}", help_text, _("Left empty: the campaign’s usual words."))


class BulkForm(PromiseForm):
    """What is done to several leads: a rep to give them to, or a promise to hand them over with."""

    verb = forms.ChoiceField(
        label=_("What to do"),
        choices=[("reassign", _("Give them to another rep")), ("hand_off", _("Hand them off"))],
        initial="reassign",
        widget=Chips,
    )
    to = ReceiverChoice(
        required=False,
        empty_label=_("The rep each was routed to"),
        help_text=_("To give them, choose somebody; handed off, each may go to the rep it was routed to."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in WORDS:
            self.fields[name].help_text = _("When handed off; left empty, the usual words of each lead’s campaign.")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("verb") == "reassign" and not data.get("to"):
            self.add_error("to", _("Choose somebody."))
        return data


class AssignForm(Plain, forms.Form):
    to = ReceiverChoice()

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(people)  # type: ignore[attr-defined]


class RejectForm(Plain, forms.Form):
    reason = ReasonChoice(ReasonKind.REJECT)
    evidence = area(_("Evidence"), _("What proves it; some reasons ask for it."))
    comment = area(_("Comment"))
    until = forms.DateField(
        label=_("Comes back on"),
        widget=day_input(),
        required=False,
        help_text=_("Empty: after the rest agreed in the contract."),
    )


class AskForm(Plain, forms.Form):
    question = area(_("Your question to marketing"), _("Your clock stops until the answer."), required=True)


class AnswerForm(Plain, forms.Form):
    answer = area(_("Your answer"), _("The rep’s clock runs again as soon as it is sent."), required=True)
