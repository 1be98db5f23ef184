"""The components that every page is made of."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from core import charts
from core.forms.layout import Section
from core.forms.widgets import Chips


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def render(source, /, **context):
    return Template(source).render(Context(context))


def test_an_icon_is_hidden_from_readers_of_screens():
    html = render('{% icon "flame" size=16 %}')
    assert 'aria-hidden="true"' in html
    assert 'width="16"' in html
    assert "style=" not in html


def test_a_badge_says_its_text_and_escapes_it():
    html = render('{% badge text tone="good" %}', text="<b>")
    assert '<span class="badge tone-good">&lt;b&gt;</span>' in html


def test_initials_never_carry_markup():
    assert ">LM<" in render("{% avatar name %}", name="Léa Moreau")
    assert ">JR<" in render("{% avatar name %}", name="Jean-Paul Roy")
    assert ">?<" in render("{% avatar name %}", name="<&> '")


def test_a_figure_shows_its_change_as_a_percentage():
    html = render(
        "{% stat label value delta=delta hint=hint %}", label="Leads", value=12, delta=Decimal("-0.09"), hint="h"
    )
    assert "\N{MINUS SIGN}9%" in html
    assert "delta bad" in html


def test_a_change_that_rounds_to_nothing_points_nowhere():
    html = render("{% stat label value delta=delta %}", label="Leads", value=12, delta=Decimal("-0.002"))
    assert '<span class="delta">0%</span>' in html


def test_no_select_shows_the_dashes_of_its_empty_choice():
    field = forms.ChoiceField(choices=[("", "---------"), ("a", "A")])
    assert '<option value="" selected>—</option>' in field.widget.render("kind", "")


def test_an_empty_state_has_a_button_only_when_it_leads_somewhere():
    assert "<a " not in render("{% empty_state title %}", title="Nothing")
    assert 'href="/new/"' in render('{% empty_state title url="/new/" action="Add" %}', title="Nothing")


def test_a_chart_carries_its_table_and_no_inline_style():
    data = charts.stacked(["W1", "W2"], [charts.Series("hot", "Hot", [1, 2]), charts.Series("cold", "Cold", [3, 4])])
    html = render('{% chart "stacked" data title="By week" label="Week" %}', data=data)
    assert "View as table" in html
    assert '<td class="num">6</td>' in html
    assert "style=" not in html
    assert "<script" not in html


@pytest.mark.parametrize("kind", ["line", "funnel", "bar"])
def test_every_kind_of_chart_draws(kind):
    data = {
        "line": charts.line(["a", "b", "c"], [charts.Series("hot", "Hot", [1, None, 3])]),
        "funnel": charts.funnel(["a", "b"], [4, 0]),
        "bar": [("a", 3), ("b", None, "warm"), ("c", 1, "cold", "one")],
    }[kind]
    assert "<svg" in render("{% chart kind data title=title %}", kind=kind, data=data, title="T")


def test_an_interval_says_itself_in_words():
    html = render("{% interval 0.5 1.5 3 minimum=0 maximum=5 %}")
    assert 'aria-label="1.50, between 0.50 and 3.00"' in html
    assert 'x="10.00%"' in html


def test_the_theme_is_the_accounts_then_the_browsers():
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = "dark"
    assert render("{% theme %}", request=request) == "dark"
    assert render("{% theme %}", request=request, user=SimpleNamespace(theme="light")) == "light"
    assert render("{% theme %}", request=request, user=SimpleNamespace(theme="auto")) == ""


class Told(forms.Form):
    kind = forms.ChoiceField(
        choices=[("a", "Visit"), ("b", "Call")], widget=Chips(layout="thirds", icons={"a": "phone"})
    )
    amount = forms.DecimalField(help_text="An estimate is fine.")


def test_a_wrong_field_is_described_by_its_error_and_its_help():
    form = Told({"amount": "x"})
    form.helper = FormHelper()
    form.helper.form_tag = False
    form.helper.layout = Layout(Section(1, "How did it go?", "kind", "amount"))
    html = render("{% load crispy_forms_tags %}{% crispy form %}", form=form)
    assert 'id="id_amount_error"' in html
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in html
    assert '<fieldset class="field invalid" aria-describedby="id_kind_error"' in html
    assert 'class="chips thirds"' in html
    assert 'aria-labelledby="section-1"' in html
