"""The bar of filters is drawn once: a filter in force stands in it as Django would have drawn it."""

import re

import pytest
from django.test import RequestFactory
from django.utils import translation

from core.templatetags.lists import _control, _draw, _filled, _words
from leads.lead_filter import LeadFilter
from leads.models import Lead

pytestmark = pytest.mark.django_db
QUERIES = (
    'q=mou "x', "q=<b>", "channel=event", "interest=strong", "interest=strong&interest=weak", "state=won",
    "state=won&state=lost", "cell=A1", "cell=A1&cell=B2", "min_fit=80", "min_fit=8.5", "min_engagement=0",
    "accepted=true", "accepted=false", "left=on", "captured_from=2026-01-01", "owner={alice}", "campaign={campaign}",
    "channel=event&channel=", "interest=&interest=weak", "state=won&state=", "min_fit=80&min_fit=",
    "min_fit=much", "min_fit=900", "captured_from=yesterday", "channel=none", "owner=0", "campaign=x", "cell=Z9",
)  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("query", QUERIES)
def test_a_filter_in_force_is_drawn_as_django_draws_it(query, language, chloe, alice, campaign):
    asked = query.format(alice=alice.pk, campaign=campaign.pk)
    request = RequestFactory().get(f"/leads/?{asked}")
    request.user = chloe
    name = asked.partition("=")[0]
    with translation.override(language):
        filters = LeadFilter(request.GET, Lead.objects.visible_to(chloe), request=request)
        filters.asked_only = True
        blank = _draw(filters, "/leads/").controls[name]
        wanted = _words(filters.form) if name == "q" else _control(filters.form, name)
        assert _filled(filters.form, name, blank) == str(wanted)


def test_a_hostile_value_stays_a_value(client_of, chloe):
    page = client_of(chloe).get("/leads/", {"q": '"><script>x</script>', "min_fit": '"><i>'}).content.decode()
    assert "<script>x" not in page
    assert '"><i>' not in page
    assert re.search(r'name="q" value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"', page)
