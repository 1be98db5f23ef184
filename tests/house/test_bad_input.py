"""A sample of the siege (`make siege`): no bad text makes an error, and none comes back as markup or as a formula."""

import pytest

from tests.house import objects
from tests.siege import attack
from tests.siege.people import Answer, Person
from tests.siege.strings import BAD, REFUSED

pytestmark = pytest.mark.django_db
ATTACKERS = ("rep_a1", "man_a", "mkt_1", "adm_1", "dir_1")
EVERY = 19  # the full siege sends all of them


class Attacker(Person):
    """The same person through Django's test client; what each request wrote is taken back."""

    def __init__(self, name, world):
        owned = {noun: {owner: [row.pk] for owner, row in rows.items()} for noun, rows in world.objects.items()}
        super().__init__(name, "http://testserver", {"token": ""}, owned, pages_per_route=1)
        self.world = world

    def send(self, method, path, body=None, headers=None):
        kind = (headers or {}).get("Content-Type", "application/octet-stream")
        client = self.world.clients[self.name]
        with self.world.undone(client):
            response = client.generic(method, path, body or b"", content_type=kind)
            content = b"".join(response.streaming_content) if response.streaming else response.content
        return Answer(response.status_code, {k.lower(): v for k, v in response.items()}, content)


@pytest.mark.parametrize("name", ATTACKERS)
def test_no_bad_text_is_an_error_or_comes_back_alive(world, name):
    found, person = attack.Findings(), Attacker(name, world)
    for step in (attack.attack_forms, attack.attack_queries, attack.attack_api):
        attack.run(step(person, found, 1), found, EVERY)
    assert found.requests > 80
    assert found.wrong == []


@pytest.mark.parametrize("name", ["adm_1", "mkt_1"])
def test_no_export_holds_a_formula(world, name):
    found = attack.Findings()
    attack.read_exports(Attacker(name, world), found)
    assert found.wrong == []


@pytest.mark.parametrize("text", REFUSED)
def test_what_no_text_may_contain_is_400(world, text):
    person = Attacker("adm_1", world)
    assert person.get(f"/companies/?{attack.encode({'q': text})}").status == 400
    assert person.post("/companies/new/", attack.encode({"name": text})).status == 400
    assert person.api("post", "/api/v1/debriefs/", attack.dumps({"work_date": text})).status in {400, 403}


def test_there_are_more_than_a_hundred_bad_texts():
    assert len(set(BAD)) == len(BAD) > 100
    assert set(objects.NOUNS) >= {"company", "lead", "debrief"}
