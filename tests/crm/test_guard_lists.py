"""The company completes the guard's lists: each change is a version, in force at once, and can be taken back."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.exceptions import AlreadyDone
from core.models import AuditEntry
from crm.models import GuardList
from crm.services.guard_lists import add_words, allow_words, drop_words, restore_lists
from crm.services.guarding import hits_in, refuse_excess

pytestmark = pytest.mark.django_db


def test_words_added_are_refused_at_once_with_their_inflections(odile):
    refuse_excess("C’est un zouave", "note")
    add_words("zouave", category="insult", language="fr", by=odile, reason="Entendu au salon")
    for text in ("C’est un zouave", "Quels ZOUAVES !"):
        with pytest.raises(ValidationError):
            refuse_excess(text, "note")
    assert hits_in("Un zouave")[0].rewording == "échange difficile"


def test_words_allowed_are_innocent_wherever_they_stand(odile):
    text = "La cliente vend des prothèses dépressives"
    assert hits_in(text)
    allow_words("prothèse dépressive", by=odile, reason="Notre gamme")
    assert hits_in(text) == []


def test_each_change_is_a_version_with_author_and_reason(odile):
    add_words("zouave", category="insult", language="fr", by=odile, reason="Entendu au salon")
    drop_words("zouave", kind="add", by=odile, reason="Trop large")
    restored = restore_lists(1, by=odile, reason="Finalement si")
    assert (restored.number, restored.by, restored.change) == (3, odile, {"restore": 1})
    assert [one["text"] for one in restored.added] == ["zouave"]
    assert GuardList.objects.count() == 3
    assert AuditEntry.objects.filter(action="guard.lists_changed").count() == 3


@pytest.mark.parametrize(
    "given",
    [
        {"text": "ab", "category": "insult", "language": "fr", "reason": "x"},
        {"text": "zouave", "category": "bank", "language": "fr", "reason": "x"},
        {"text": "zouave", "category": "insult", "language": "de", "reason": "x"},
        {"text": "zouave", "category": "insult", "language": "fr", "reason": " "},
    ],
)
def test_a_change_without_sense_is_refused_and_leaves_no_version(odile, given):
    with pytest.raises(ValidationError):
        add_words(by=odile, **given)
    assert not GuardList.objects.exists()


def test_the_same_words_are_listed_once(odile):
    allow_words("Gay-Lussac", by=odile, reason="Rue")
    with pytest.raises(AlreadyDone):
        allow_words("gay lussac", by=odile, reason="Rue")
    with pytest.raises(AlreadyDone):
        drop_words("rien", kind="allow", by=odile, reason="x")


def test_operations_change_the_lists_on_their_page_and_try_a_sentence(odile, client_of):
    client, url = client_of(odile), reverse("crm:guard_lists")
    body = {"act": "save", "kind": "add", "text": "zouave", "category": "insult", "language": "fr", "reason": "Salon"}
    assert client.post(url, body).status_code == 302
    page = client.get(url, {"try": "Ce zouave boit trop"}).content.decode()
    assert "échange difficile rendez-vous à adapter" in page
    assert client.post(url, {**body, "reason": ""}).status_code == 422
    assert client.post(url, {"act": "drop", "kind": "add", "text": "zouave", "reason": "x"}).status_code == 302
    assert client.post(url, {"act": "restore", "text": "1", "reason": "x"}).status_code == 302
    assert GuardList.objects.count() == 3


def test_nobody_else_opens_the_lists(chloe, client_of):
    assert client_of(chloe).get(reverse("crm:guard_lists")).status_code == 403
