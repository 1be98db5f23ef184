"""What the API answers fits its schema also where nothing is known: no role, no address, no reason."""

import pytest
from drf_spectacular.generators import SchemaGenerator

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def components():
    return SchemaGenerator().get_schema(public=True)["components"]["schemas"]


@pytest.mark.parametrize(
    ("shape", "field"), [("ContactOut", "buying_role"), ("OpportunityOut", "loss_reason"), ("DebriefOut", "outcome")]
)
def test_a_choice_says_whether_it_may_be_empty(components, shape, field):
    empty = {"$ref": "#/components/schemas/BlankEnum"} in components[shape]["properties"][field].get("oneOf", [])
    assert empty == (field != "outcome")
    assert components["BlankEnum"] == {"enum": [""]}


@pytest.mark.parametrize(("shape", "field"), [("ContactOut", "email"), ("Lead", "email"), ("Form", "redirect_url")])
def test_an_address_may_be_empty_whether_formats_are_checked_or_not(components, shape, field):
    kinds = components[shape]["properties"][field]["anyOf"]
    assert [("format" in kind, kind.get("maxLength") == 0) for kind in kinds] == [(True, False), (False, True)]


def test_the_description_keeps_to_the_language_asked_for(client_of, alice):
    said = {"fr": "Numéro de société", "en": "Company number"}
    for lang in ("fr", "en", "fr"):
        answer = client_of(alice).get(f"/api/schema/?lang={lang}").content.decode()
        assert [text in answer for text in said.values()] == [lang == one for one in said]


def test_the_description_is_json_for_whoever_asks_for_json(client_of, alice):
    for asked in ("application/json", "application/vnd.oai.openapi+json", "*/*"):
        answer = client_of(alice).get("/api/schema/", headers={"accept": asked})
        assert answer.status_code == 200
        assert answer.json()["openapi"].startswith("3.")
    assert client_of(alice).get("/api/schema/", headers={"accept": "image/png"}).status_code == 406
