"""Status without signing in: one answer for every mistake, five tries, and nothing that is private."""

from datetime import date

import pytest

from tongban.doors.terminal.demo import CHEN
from tongban.kit.numbers import compose_case_number
from tongban.people.policies import TRIES

LAST = CHEN.identity_number[-4:]


def ask(client, number, last_four, **more):
    return client.post("/track", {"number": number, "last_four": last_four}, **more)


def test_it_says_where_it_is_and_nothing_private(client, case, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        html = ask(client, case.number.replace("-", " "), LAST.lower()).content.decode()
    assert "本溪市医疗保障事务服务中心" in html
    assert "等对方签收" in html
    for private in (CHEN.name, "陈", "身份证.jpg", "提交回执", "医疗保险关系转移"):
        assert private not in html


def test_a_returned_case_says_that_papers_are_needed(client, returned):
    assert "请您补材料" in ask(client, returned.number, LAST).content.decode()


def test_a_wrong_number_and_wrong_characters_get_the_same_reply(client, case):

    none = compose_case_number("330681", date(2020, 1, 2), 7)
    wrong = ask(client, case.number, "0000", REMOTE_ADDR="10.0.0.1").content.decode()
    absent = ask(client, none, LAST, REMOTE_ADDR="10.0.0.2").content.decode()
    sentence = "受理号和证件后 4 位对不上，或者这件事还没登记。请对照收件凭证再填一次，还可以试 4 次。"
    assert sentence in wrong
    assert sentence in absent


@pytest.mark.parametrize("by", ["number", "address"])
def test_after_five_tries_one_waits_even_with_the_right_characters(client, case, by):

    for serial in range(1, TRIES + 1):
        number = case.number if by == "number" else compose_case_number("330681", date(2020, 1, 2), serial)
        address = f"10.0.1.{serial}" if by == "number" else "10.0.2.1"
        last = ask(client, number, "0000", REMOTE_ADDR=address)
    assert "再试" in last.content.decode()
    blocked = ask(client, case.number, LAST, REMOTE_ADDR="10.0.2.1" if by == "address" else "10.0.9.9")
    assert blocked.status_code == 422
    assert "试的次数太多了" in blocked.content.decode()


def test_a_slip_of_the_finger_is_told_and_costs_no_try(client, case):
    html = ask(client, case.number[:-1], "12").content.decode()
    assert "受理号少了 1 位" in html
    assert "您填了 2 位" in html
    assert "还可以试 4 次" in ask(client, case.number, "0000").content.decode()
