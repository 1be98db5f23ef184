"""Django's admin: a back door for operations, to read."""

from django.urls import reverse


def test_operations_read_people_and_change_nothing(client_of, odile, alice):
    client = client_of(odile)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/accounts/user/").status_code == 200
    assert client.get(f"/admin/accounts/user/{alice.pk}/change/").status_code == 200
    assert client.post(f"/admin/accounts/user/{alice.pk}/change/", {"role": "director"}).status_code == 403
    assert client.get("/admin/accounts/user/add/").status_code == 403


def test_everybody_else_is_refused(client_of, alice, bob, chloe, diane):
    assert [client_of(person).get("/admin/").status_code for person in (alice, bob, chloe, diane)] == [403] * 4


def test_the_only_way_in_is_the_sign_in_that_counts_failures(client, db):
    door = client.get("/admin/").headers["Location"]
    assert door == "/admin/login/?next=/admin/"
    assert client.get(door).headers["Location"] == f"{reverse('account_login')}?next=/admin/"
