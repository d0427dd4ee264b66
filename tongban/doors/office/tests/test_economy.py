"""No page above twelve queries, however full; no act above twelve statements, in one transaction."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongban.cases import actions, queries
from tongban.cases.tests.making import received
from tongban.doors.office.tests.conftest import WRONG, at, corrected

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def statements(captured):
    return [query["sql"] for query in captured if not query["sql"].startswith(TRANSACTION)]


def test_the_inbox_asks_the_same_however_full_it_is(desk, case, clerk, django_assert_max_num_queries):
    desk.get("/office/")
    with django_assert_max_num_queries(6) as few:
        desk.get("/office/")
    for _ in range(3):
        received(clerk)
    desk.get("/office/")
    with django_assert_max_num_queries(6) as many:
        desk.get("/office/?pile=to-sign-for")
    assert len(many) == len(few)


@pytest.mark.parametrize("way", ["", "?act=send-back", "?act=decline"])
def test_the_review_page_stays_within_twelve(desk, case, reviewer, li, django_assert_max_num_queries, way):
    if not way:
        corrected(case, reviewer, li)
    desk.get("/office/")
    with django_assert_max_num_queries(12):
        desk.get(at(case) + way)


def acts(case, reviewer):
    key = queries.materials(case)[2].key
    problem = actions.examination.WrittenProblem(material_key=key, wrong=WRONG, mend="补拍", ground="收件标准第 1 条")
    return {
        "sign_for": lambda: actions.sign_for(case, by=reviewer),
        "send_back": lambda: actions.send_back(case, problems=[problem] * 3, by=reviewer),
        "accept": lambda: actions.accept(case, by=reviewer),
        "decline": lambda: actions.decline(case, reason="本中心没有办理权限", by=reviewer),
        "grant": lambda: actions.decide(case, granted=True, by=reviewer),
        "refuse": lambda: actions.decide(case, granted=False, reason="提取额超过账户余额", by=reviewer),
        "deliver": lambda: actions.deliver(case, by=reviewer),
    }


BEFORE = {"grant": ["accept"], "refuse": ["accept"], "deliver": ["accept", "grant"]}


@pytest.mark.parametrize("act", ["sign_for", "send_back", "accept", "decline", "grant", "refuse", "deliver"])
def test_an_act_is_at_most_twelve_statements(case, reviewer, act):
    case = queries.one(case.number, seen_by=reviewer)
    do = acts(case, reviewer)
    for earlier in BEFORE.get(act, []):
        do[earlier]()
    with CaptureQueriesContext(connection) as captured:
        do[act]()
    assert len(statements(captured)) <= 12
    begun = [query["sql"] for query in captured if query["sql"].startswith(("BEGIN", "SAVEPOINT"))]
    assert len(begun) == 1
