"""Signing out: the browser forgets everything of ours, unless its page says that another person's work waits there."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sent", "told"),
    [({}, '"cache", "storage"'), ({"others": "wait"}, '"cache"'), ({"others": "x"}, '"cache", "storage"')],
)
def test_the_browser_is_told_what_to_forget(alice, client_of, sent, told):
    client = client_of(alice)
    answer = client.post("/accounts/logout/", sent)
    assert (answer.status_code, answer["Clear-Site-Data"]) == (302, told)
    assert client.get("/today/").status_code == 302


def test_asking_is_not_signing_out(alice, client_of):
    client = client_of(alice)
    assert "Clear-Site-Data" not in client.get("/accounts/logout/")
    assert client.get("/today/").status_code == 200
