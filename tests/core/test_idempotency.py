"""The same request twice gives the first answer; another request under the same key is refused."""

import pytest

from core import clock
from core.idempotency import canonical_fingerprint, forget, run_once, valid_key
from core.models import IdempotencyKey, Tombstone

pytestmark = pytest.mark.django_db
KEY = "6a0c3d0e-5b39-4d0f-9d1e-111111111111"


class Work:
    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return f"debrief:{self.times}", {"id": self.times, "at": clock.now()}


def test_the_first_answer_is_given_again(alice):
    work = Work()
    first = run_once(user=alice, key=KEY, fingerprint="a", work=work)
    again = run_once(user=alice, key=KEY, fingerprint="a", work=work)
    assert (first.status, again.status, work.times) == (201, 200, 1)
    assert first.body == again.body
    assert again.headers == {"Idempotent-Replayed": "true"}


def test_another_body_under_the_same_key_is_refused(alice):
    run_once(user=alice, key=KEY, fingerprint="a", work=Work())
    refused = run_once(user=alice, key=KEY, fingerprint="b", work=Work())
    assert (refused.status, refused.body["code"]) == (422, "idempotency_key_reused")


def test_two_people_may_use_the_same_key(alice, david):
    assert run_once(user=alice, key=KEY, fingerprint="a", work=Work()).status == 201
    assert run_once(user=david, key=KEY, fingerprint="b", work=Work()).status == 201


def test_work_that_fails_leaves_the_key_free(alice):
    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        run_once(user=alice, key=KEY, fingerprint="a", work=fail)
    assert not IdempotencyKey.objects.exists()
    assert run_once(user=alice, key=KEY, fingerprint="a", work=Work()).status == 201


def test_what_was_erased_is_never_made_again(alice):
    run_once(user=alice, key=KEY, fingerprint="a", work=Work())
    assert forget("debrief:1", now=clock.now()) == 1
    work = Work()
    assert run_once(user=alice, key=KEY, fingerprint="a", work=work).status == 410
    assert (work.times, Tombstone.objects.count(), IdempotencyKey.objects.count()) == (0, 1, 0)


def test_the_fingerprint_ignores_order_and_the_clock_of_the_phone():
    one = canonical_fingerprint({"a": 1, "b": {"y": 1, "x": 2}, "seconds": 5}, {"seconds"})
    assert one == canonical_fingerprint({"seconds": 9, "b": {"x": 2, "y": 1}, "a": 1}, {"seconds"})
    assert one != canonical_fingerprint({"a": 2, "b": {"x": 2, "y": 1}}, {"seconds"})


@pytest.mark.parametrize("key", [None, "", "abc", "x" * 36, KEY + "1"])
def test_a_key_is_a_uuid(key):
    assert valid_key(key) is None
    assert valid_key(KEY.upper()) == KEY
