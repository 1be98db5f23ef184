"""Who shares a bounty: the first accepted answer two parts, those that confirm it one each, never above the bounty."""

import pytest

from debrief.rules.bounties import Answer, shares


def answer(verdict, author, form="miwe", place="7", decision="accepted", **fields):
    return Answer(verdict, 100 + verdict, author, place, form, decision, **fields)


@pytest.mark.parametrize(
    ("authors", "parts"),
    [
        ([1], [30]),
        ([1, 2], [20, 10]),
        ([1, 2, 3], [15, 8, 7]),
        ([1, 2, 3, 4], [12, 6, 6, 6]),
        ([1, 2, 3, 4, 5], [12, 6, 6, 6]),
        ([1, 1, 2], [20, 10]),
    ],
)
def test_a_confirmation_by_somebody_else_shares(authors, parts):
    given = shares([answer(n, author) for n, author in enumerate(authors)], quota=1, points=30)
    assert sorted(given.values(), reverse=True) == parts
    assert sum(given.values()) == 30


def test_another_answer_finds_no_bounty_left():
    assert shares([answer(1, 1), answer(2, 2, form="bongard")], quota=1, points=30) == {1: 30}


def test_each_bounty_of_the_quota_goes_to_another_company_or_another_rep():
    answers = [answer(1, 1), answer(2, 1, form="bongard"), answer(3, 1, place="8"), answer(4, 2, place="9")]
    assert shares(answers, quota=2, points=30) == {1: 30, 3: 30}
    assert shares(answers, quota=3, points=30) == {1: 30, 3: 30, 4: 30}


def test_a_duplicate_of_the_answer_confirms_it_whatever_its_words():
    copy = answer(1, 2, form="four miwe", decision="duplicate", of_id=102)
    assert shares([copy, answer(2, 1)], quota=1, points=30) == {2: 20, 1: 10}
    stray = answer(3, 3, decision="duplicate", of_id=999)
    assert shares([stray], quota=1, points=30) == {}


def test_a_late_or_known_answer_neither_earns_nor_confirms():
    assert shares([answer(1, 1, earns=False), answer(2, 2)], quota=1, points=30) == {2: 30}
