"""One's own name, language, theme, sessions and tokens."""

import pytest
from django.core.exceptions import ValidationError
from knox.models import get_token_model

from accounts.services.preferences import change_preferences
from accounts.services.tokens import MAX_TOKENS, create_token
from core.clock import now
from core.exceptions import BusinessRuleError
from core.models import AuditEntry


def test_a_choice_of_language_is_kept_by_the_account(client_of, alice):
    client = client_of(alice)
    assert "Mon profil" in client.get("/profile/").content.decode()
    client.post("/profile/language/", {"language": "en", "next": "/profile/"})
    alice.refresh_from_db()
    assert alice.language == "en"
    assert "My profile" in client.get("/profile/").content.decode()


def test_before_signing_in_the_browser_keeps_the_choice(client, db):
    response = client.post("/profile/language/", {"language": "en", "next": "/accounts/login/"})
    assert response.headers["Location"] == "/accounts/login/"
    assert 'lang="en"' in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("wanted", ["https://evil.test/", "//evil.test", "javascript:alert(1)", ""])
def test_no_choice_leads_to_another_site(client, db, wanted):
    assert client.post("/profile/theme/", {"theme": "dark", "next": wanted}).headers["Location"] == "/"


def test_an_unknown_theme_changes_nothing(client_of, alice):
    client_of(alice).post("/profile/theme/", {"theme": "neon"})
    alice.refresh_from_db()
    assert alice.theme == "auto"


def test_a_theme_is_kept_and_written_to_the_audit_trail(client_of, alice):
    client_of(alice).post("/profile/theme/", {"theme": "dark"})
    entry = AuditEntry.objects.get(action="user.preferences_changed")
    assert (entry.actor, entry.after) == (alice, {"fields": ["theme"]})


def test_an_unknown_time_zone_is_refused(alice):
    with pytest.raises(ValidationError):
        change_preferences(alice, by=alice, time_zone="Mars/Olympus")
    assert AuditEntry.objects.count() == 0


def test_the_form_of_the_profile_saves_and_names_its_errors(client_of, alice):
    client, good = (
        client_of(alice),
        {"name": "Alice B.", "language": "fr", "theme": "auto", "time_zone": "America/Cayenne"},
    )
    assert client.post("/profile/", good).status_code == 302
    bad = client.post("/profile/", {**good, "name": ""})
    assert (bad.status_code, list(bad.context["form"].errors)) == (422, ["name"])
    alice.refresh_from_db()
    assert (alice.name, alice.zone) == ("Alice B.", "America/Cayenne")


def test_a_token_is_shown_once_and_revoked_by_its_owner(client_of, alice, david):
    client = client_of(alice)
    shown = client.post("/profile/tokens/").context["new_token"]
    assert shown not in client.get("/profile/").content.decode()
    token = get_token_model().objects.get(user=alice)
    assert client_of(david).post(f"/profile/tokens/{token.digest[:32]}/revoke/").status_code == 404
    assert client.post(f"/profile/tokens/{token.digest[:32]}/revoke/").status_code == 302
    assert get_token_model().objects.count() == 0


def test_nobody_holds_more_tokens_than_the_limit(alice, odile):
    for _token in range(MAX_TOKENS):
        create_token(alice, by=alice, now=now())
    with pytest.raises(BusinessRuleError):
        create_token(alice, by=alice, now=now())
    with pytest.raises(BusinessRuleError):
        create_token(alice, by=odile, now=now())


def test_the_other_sessions_end_and_this_one_stays(client_of, alice):
    here, elsewhere = client_of(alice), client_of(alice)
    assert here.post("/profile/sessions/end/").status_code == 302
    assert (here.get("/profile/").status_code, elsewhere.get("/profile/").status_code) == (200, 302)
