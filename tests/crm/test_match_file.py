"""A list of people is searched for the same person written twice."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

LIST = """id,given_name,surname,street_number,address_1,suburb,postcode
1,Jean,Dupré,12,rue des Lilas,Lyon,69003
2,jean,DUPRE,12,rue des Lylas,Lyon,69003
3,Dupré,Jean,12,rue des lilas,Lyon,69003
4,Hélène,Martin,30,rue des Lilas,Lyon,69003
5,Karim,Benali,4,quai Perrache,Lyon,69002
"""


def match(path):
    out = io.StringIO()
    call_command("match", str(path), json=True, stdout=out)
    return json.loads(out.getvalue())


def test_the_same_person_is_found_however_written(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(LIST, encoding="utf-8")
    found = match(path)
    assert found["read"] == 5
    assert {(pair["a"], pair["b"]) for pair in found["pairs"]} == {("1", "2"), ("1", "3"), ("2", "3")}


def test_the_same_address_proves_a_person_whatever_the_name(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("name;email\nJ. Dupré;jean@a.test\nDupré J;JEAN@a.test\nAutre Nom;autre@a.test\n", encoding="utf-8")
    assert [(pair["a"], pair["b"]) for pair in match(path)["pairs"]] == [("2", "3")]


def test_colleagues_are_not_the_same_person(tmp_path):
    path = tmp_path / "people.csv"
    rows = ("Jean,Dupré,Fonderie SA", "Jean,Martin,Fonderie SA", "J.,DUPRE,Fonderie SARL", "Jean,Dupre,Fonderie")
    lines = [f"{row},12,quai Perrache,Lyon,69002" for row in rows]
    head = "given_name,surname,company,street_number,address_1,suburb,postcode"
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    assert {(pair["a"], pair["b"]) for pair in match(path)["pairs"]} == {("2", "5")}


def test_a_file_that_cannot_be_read_says_so(tmp_path):
    with pytest.raises(CommandError):
        call_command("match", str(tmp_path / "nothing.csv"), json=True)
