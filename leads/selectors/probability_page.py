"""The model of the last night in words, its calibration and its history; and why one lead has its probability."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import charts
from core.templatetags import fmt
from leads.choices import CampaignChannel
from leads.models import Lead, ProbabilityModel
from leads.models.features import features
from leads.rules.probability.columns import NUMBER
from leads.rules.probability.model import Model, Reason, Term
from leads.rules.scoring_sql import named
from leads.selectors import probability_words as words

NAMES: dict[str, Any] = {
    "entered": gettext_lazy("Entered through"),
    "channel": gettext_lazy("Channel of the campaign"),
    "sector": gettext_lazy("Sector"),
    "employees": gettext_lazy("Employees"),
    "job_title": gettext_lazy("Job title"),
    "region": gettext_lazy("Department"),
    "phone": gettext_lazy("Phone number known"),
    "known_company": gettext_lazy("Company known in the CRM"),
    "facts": gettext_lazy("Information from the field"),
    "facts_competitor": gettext_lazy("Field: competitors"),
    "facts_price": gettext_lazy("Field: prices"),
    "facts_project": gettext_lazy("Field: projects"),
    "facts_need": gettext_lazy("Field: needs"),
    "facts_equipment": gettext_lazy("Field: equipment"),
    "facts_objection": gettext_lazy("Field: objections"),
}
SAYS = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")} | dict(CampaignChannel.choices)
MOST_WEIGHTS = 30
MOST_NIGHTS = 60
FEW_NIGHTS = 2
HEAVY, SLIGHT = 0.7, 0.2


@dataclass(frozen=True)
class Weight:
    """One reading of one column: for whom, and how it moves the odds."""

    name: str
    when: str
    weight: float
    says: str


@dataclass(frozen=True)
class ModelPage:
    model: ProbabilityModel | None
    verdict: str
    drift: str
    drifts: bool
    leaks: list[str]
    suspects: list[str]
    weights: list[Weight]
    calibration: Any
    history: Any
    learnt: int = 0


@dataclass(frozen=True)
class Why:
    """The probability of one lead, and what counts most in it."""

    percent: int
    base: int
    reasons: list[tuple[str, str]]


def model_page() -> ModelPage:
    nights = list(ProbabilityModel.objects.order_by("-day")[:MOST_NIGHTS])
    last = nights[0] if nights else None
    if last is None:
        return ModelPage(None, "", "", False, [], [], [], None, None)
    report = last.report
    rings = (report.get("drift") or {}).get("rings", [])
    return ModelPage(
        model=last,
        verdict=verdict(last),
        drift=words.drift(rings) if report.get("drift") else "",
        drifts=bool(rings),
        leaks=_leaks(report.get("leaks", [])),
        suspects=_leaks(report.get("suspects", [])),
        weights=_weights(Model.from_json(last.numbers)) if last.numbers else [],
        calibration=_calibration(report.get("bins", [])),
        history=_history(nights[::-1]),
        learnt=last.won + last.lost,
    )


def _leaks(told: list[dict[str, Any]]) -> list[str]:
    return [words.leak(str(NAMES.get(one["name"], one["name"])), one["why"], one["strength"]) for one in told]


def verdict(model: ProbabilityModel) -> str:
    if model.signal == ProbabilityModel.MISSING:
        return _("The packages of training are not installed in the worker: nothing was learnt that night.")
    return str(words.signal(model.signal))


def why(lead: Lead) -> Why | None:
    """What makes the probability of this lead; nothing when none is shown."""
    found = ProbabilityModel.objects.shown() if lead.score.probability else None
    if found is None:
        return None
    model = Model.from_json(found.numbers or {})
    _ids, columns = features(named([lead.pk]))
    row = {column.name: column.values[0] for column in columns if column.values}
    reasons = [(_reason(one), effect(one.weight)) for one in model.reasons(row)]
    return Why(lead.score.probability, round(100 * model.base_rate), reasons)


def effect(weight: float) -> str:
    """How a weight in log-odds moves the chance, in words."""
    more = [_("a little more likely"), _("more likely"), _("much more likely")]
    less = [_("a little less likely"), _("less likely"), _("much less likely")]
    strength = (abs(weight) >= SLIGHT) + (abs(weight) >= HEAVY)
    return (more if weight > 0 else less)[strength]


def _reason(one: Reason) -> str:
    return _("%(what)s: %(value)s") % {"what": NAMES.get(one.name, one.name), "value": _said(one.value)}


def _said(value: Any) -> str:
    if value is None:
        return _("not known")
    if isinstance(value, float):
        return str(number_format(round(value)))
    return str(SAYS.get(value, value))


def _weights(model: Model) -> list[Weight]:
    found = [Weight(str(NAMES.get(term.name, term.name)), when, weight, effect(weight))
             for term in model.terms for when, weight in _readings(term)]  # fmt: skip
    heavy = [one for one in found if abs(one.weight) >= 0.02]
    return sorted(heavy, key=lambda one: (-abs(one.weight), one.name))[:MOST_WEIGHTS]


def _readings(term: Term) -> list[tuple[str, float]]:
    """A level as it stands; a number at its low and its high end; all against the average lead."""
    if term.kind == NUMBER:
        return [
            (_said(term.low), term.weigh(term.low) - term.center),
            (_said(term.high), term.weigh(term.high) - term.center),
        ]
    return [(_said(level), weight - term.center) for level, weight in term.levels.items()]


def _calibration(bins: list[dict[str, Any]]) -> Any:
    if not bins:
        return None
    labels = [fmt.percent(one["said"]) for one in bins]
    said = [round(100 * one["said"], 1) for one in bins]
    came = [round(100 * one["came"], 1) for one in bins]
    return charts.line(labels, [charts.Series("cold", _("Said, %"), said), charts.Series("accent", _("Came, %"), came)])


def _history(nights: list[ProbabilityModel]) -> Any:
    known = [night for night in nights if night.auc is not None]
    if len(known) < FEW_NIGHTS:
        return None
    labels = [f"{night.day:%d/%m}" for night in known]
    return charts.line(labels, [charts.Series("accent", _("AUC"), [round(night.auc or 0, 3) for night in known])])
