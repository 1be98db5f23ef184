"""Lists of choices: Django's markup, without its cost."""

from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from django.test.html import parse_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter

from accounts.models import Team
from core.row_choices import RowChoiceFilter
from core.selects import QUICK, ListFilters, QuickSelect

CHOICES = [("", "Tous"), ("a&b", "A <b>"), (3, _("State")), ("Groupe", [("x", "X"), ("y", "Y")])]


def words(html):
    return "".join(line.strip() for line in str(html).splitlines())


@pytest.mark.parametrize("value", [None, "", "a&b", 3, "3", "y", "absent"])
def test_a_quick_list_is_written_as_django_writes_it(value):
    quick, plain = (kind(choices=CHOICES, attrs={"class": "wide"}) for kind in (QuickSelect, forms.Select))
    attrs = {"id": "id_kind", "disabled": True}
    assert words(quick.render("kind", value, attrs)) == words(plain.render("kind", value, attrs))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (forms.TextInput, '<"moulin">'),
        (forms.TextInput, None),
        (forms.NumberInput, 0),
        (forms.DateInput, date(2026, 11, 26)),
        (forms.DateInput, "bad"),
        (forms.SelectMultiple, ["a", "b&c"]),
    ],
)
def test_every_quick_control_is_written_as_django_writes_it(kind, value):
    plain = kind(attrs={"class": "wide", "placeholder": 'a "b"'})
    if kind is forms.SelectMultiple:
        plain.choices = [("a", "A"), ("b&c", mark_safe("<i>B</i>")), ("d", "<D>")]
    quick, attrs = QUICK[kind].instead_of(plain), {"id": "id_kind", "required": True, "disabled": False}
    assert parse_html(quick.render("kind", value, attrs)) == parse_html(plain.render("kind", value, attrs))


def test_two_requests_share_no_filter():
    first, second = (TeamsFilter(QueryDict(""), queryset=Team.objects.none()) for _turn in range(2))
    first.filters["team"].extra["empty_label"] = "changed"
    assert second.filters["team"].extra["empty_label"] == "Toutes"
    assert second.filters["team"].parent is second
    assert second.filters["named"].filter.f.parent is second


class TeamsFilter(ListFilters):
    team = RowChoiceFilter(queryset=Team.objects.order_by("name"), field_name="pk", empty_label="Toutes")
    named = CharFilter(method="with_name")

    def with_name(self, queryset, _name, value):
        return queryset.filter(name=value)


@pytest.mark.django_db
def test_a_list_of_rows_takes_one_query_and_its_choice_another(django_assert_num_queries):
    nord, sud = Team.objects.create(name="Nord"), Team.objects.create(name="<Sud>")
    form = TeamsFilter(QueryDict(f"team={nord.pk}"), queryset=Team.objects.all()).form
    with django_assert_num_queries(2):
        html = words(form["team"])
    expected = f'<option value="{sud.pk}">&lt;Sud&gt;</option><option value="{nord.pk}" selected>Nord</option>'
    assert expected in html
    assert '<option value="">Toutes</option>' in html


@pytest.mark.django_db
def test_a_row_out_of_the_list_is_refused():
    found = TeamsFilter(QueryDict("team=999999"), queryset=Team.objects.all())
    assert not found.is_valid()
    assert "team" in found.errors
