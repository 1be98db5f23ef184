"""The filters of a list are kept under a name: for oneself, for one's team, shown first, forgotten."""

import pytest
from django.urls import reverse

from core import saved_views
from core.exceptions import BusinessRuleError
from core.models import SavedView
from tests.factories.accounts import MarketerFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "crm:company_list"
HERE = "/companies/"


@pytest.fixture
def alice(db):
    return UserFactory(team=TeamFactory())


def kept(user, name="Lyon", query="city=Lyon", **options):
    return saved_views.save_view(by=user, page=PAGE, name=name, query=query, **options)


def test_a_view_keeps_the_filters_without_the_place_in_the_list(alice):
    view = kept(alice, query="?sort=name&after=abc&city=Lyon&q=&view=3")
    assert view.query == "city=Lyon&sort=name"
    assert view.get_absolute_url() == f"{HERE}?view={view.pk}&city=Lyon&sort=name"


def test_the_same_name_holds_the_new_filters(alice):
    first, second = kept(alice), kept(alice, query="city=Nantes")
    assert first.pk == second.pk
    assert SavedView.objects.get().query == "city=Nantes"


def test_a_colleague_sees_only_what_is_shared(alice):
    near, far = UserFactory(team=alice.team), UserFactory(team=TeamFactory())
    shared = kept(alice, name="Nos clients", is_shared=True)
    kept(alice, name="Les miens")
    assert list(saved_views.views_of(near, PAGE)) == [shared]
    assert list(saved_views.views_of(far, PAGE)) == []
    assert saved_views.views_of(alice, PAGE).count() == 2


def test_whoever_has_no_team_shares_with_the_same_role():
    one, other, rep = MarketerFactory(), MarketerFactory(), UserFactory(team=None)
    view = kept(one, is_shared=True)
    assert list(saved_views.views_of(other, PAGE)) == [view]
    assert list(saved_views.views_of(rep, PAGE)) == []


def test_only_the_author_changes_a_view(alice):
    view, near = kept(alice, is_shared=True), UserFactory(team=alice.team)
    with pytest.raises(BusinessRuleError) as refusal:
        saved_views.update_view(view, by=near, query="city=Nice")
    assert refusal.value.code == "not_your_view"
    view.refresh_from_db()
    assert view.query == "city=Lyon"


def test_a_page_that_is_no_list_keeps_no_view(alice):
    with pytest.raises(BusinessRuleError) as refusal:
        saved_views.save_view(by=alice, page="accounts:profile", name="x", query="")
    assert refusal.value.code == "no_views_here"
    assert not SavedView.objects.exists()


def test_the_list_opens_on_the_view_shown_first(alice, client_of):
    view = kept(alice, is_default=True)
    other = kept(alice, name="Nantes", query="city=Nantes", is_default=True)
    view.refresh_from_db()
    assert not view.is_default
    client = client_of(alice)
    assert client.get(HERE).headers["Location"] == other.get_absolute_url()
    assert client.get(f"{HERE}?view=all").status_code == 200
    saved_views.show_first(other, by=alice, first=False)
    assert client.get(HERE).status_code == 200


def test_the_page_says_that_a_view_was_modified_and_saves_it(alice, client_of):
    view, client = kept(alice), client_of(alice)
    assert b"modifi" not in client.get(view.get_absolute_url()).content
    changed = client.get(f"{HERE}?view={view.pk}&city=Nantes")
    assert "modifiée" in changed.content.decode()
    answer = client.post(reverse("core:view_update", args=[view.pk]), {"query": "city=Nantes"})
    view.refresh_from_db()
    assert view.query == "city=Nantes"
    assert answer.headers["Location"] == view.get_absolute_url()


def test_a_view_without_a_name_is_asked_again_with_what_was_chosen(alice, client_of):
    answer = client_of(alice).post(reverse("core:view_save"), {"page": PAGE, "query": "city=Lyon", "is_shared": "on"})
    assert answer.status_code == 422
    assert 'value="city=Lyon"' in answer.content.decode()
    assert not SavedView.objects.exists()


def test_a_removed_view_is_forgotten(alice, client_of):
    view = kept(alice)
    answer = client_of(alice).post(reverse("core:view_remove", args=[view.pk]))
    assert answer.headers["Location"] == f"{HERE}?view=all"
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("query", ["city=Lyon&" * 101, "city=" + "Lyon" * 200])
def test_a_list_asked_with_many_words_opens_all_the_same(alice, client_of, query):
    assert client_of(alice).get(f"{HERE}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["city=Lyon&" * 101, "city=" + "L" * 1000, "&" * 20_001, "a&" * 50_000])
def test_filters_too_long_to_be_kept_are_refused_and_the_view_stays(alice, client_of, query):
    view = kept(alice)
    for save in (
        lambda: kept(alice, query=query),
        lambda: kept(alice, name="Nantes", query=query),
        lambda: saved_views.update_view(view, by=alice, query=query),
    ):
        with pytest.raises(BusinessRuleError) as refusal:
            save()
        assert refusal.value.code == "view_too_long"
    answer = client_of(alice).post(reverse("core:view_save"), {"page": PAGE, "name": "Nantes", "query": query})
    assert answer.status_code in (302, 422)
    assert SavedView.objects.values_list("name", "query").get() == ("Lyon", "city=Lyon")
