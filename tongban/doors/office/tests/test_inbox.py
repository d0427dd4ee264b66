"""The inbox: who may open it, its piles and filters, signing for several at once."""

import pytest

from tongban.cases import actions, queries
from tongban.cases.tests.making import received
from tongban.doors.office.tests.conftest import now, returned


def test_a_visitor_signs_in_and_comes_back(client, real):
    assert client.get("/office/?pile=late")["Location"] == "/sign-in?next=%2Foffice%2F%3Fpile%3Dlate"


@pytest.mark.parametrize("who", ["zhuji-12", "li"])
def test_others_are_told_whose_page_this_is(client_of, request, who):
    refused = client_of(request.getfixturevalue(who) if who == "li" else who).get("/office/")
    assert refused.status_code == 403
    assert "这里给办理单位的审批人员用" in refused.content.decode()


def test_the_first_time_there_is_nothing(client_of):
    assert "还没有办件" in client_of("dazhou-1").get("/office/").content.decode()


def test_a_case_lies_in_the_pile_of_what_it_asks_for(desk, case):
    page = desk.get("/office/").content.decode()
    assert case.number in page
    assert "达州市外" in page  # its situation, in words
    assert "浙江 · 诸暨市" in page
    assert "李*" in page
    assert "李静怡" not in page
    assert case.number in desk.get("/office/?pile=to-sign-for").content.decode()
    assert case.number not in desk.get("/office/?pile=to-decide").content.decode()


def test_another_authority_sees_none_of_it(client_of, case):
    assert case.number not in client_of("benxi-1").get("/office/").content.decode()


def test_corrections_that_came_back_are_marked(desk, case, reviewer, li):
    from tongban.doors.office.tests.conftest import corrected

    corrected(case, reviewer, li)
    assert "复看补正" in desk.get("/office/?pile=to-examine").content.decode()


def test_what_waits_for_the_applicant_has_its_own_page(desk, case, reviewer):
    returned(case, reviewer)
    page = desk.get("/office/?pile=awaiting").content.decode()
    assert "<h1>补正中</h1>" in page
    assert case.number in page
    assert "暂停" in page


def test_filters_narrow_and_each_can_be_dropped(desk, case, reviewer):
    actions.sign_for(case, by=reviewer)
    assert case.number in desk.get("/office/?region=330681000000&words=李&mine=yes").content.decode()
    assert case.number in desk.get(f"/office/?words={case.number.replace('-', '')}").content.decode()
    empty = desk.get("/office/?pile=late&region=330681000000").content.decode()
    assert "没有“超期、浙江 · 诸暨市”的件" in empty
    assert 'href="/office/?region=330681000000">去掉“超期”' in empty
    assert 'href="/office/?pile=late">去掉“浙江 · 诸暨市”' in empty


@pytest.mark.parametrize(
    "query", ["pile=nothing", "page=-1", "page=99999999", "region=' or 1=1", "words=%F0%9F", "mine=x"]
)
def test_an_address_typed_by_hand_is_no_trouble(desk, query):
    assert desk.get(f"/office/?{query}").status_code == 200


def test_signing_for_several_names_those_that_failed_and_why(desk, case, clerk, second_reviewer):
    other = received(clerk)
    actions.sign_for(queries.one(other.number, seen_by=second_reviewer), by=second_reviewer)
    chosen = {"number": [case.number, other.number, "330681-000000-00000-0"], "back": "pile=to-sign-for"}
    page = desk.post("/office/sign-for", chosen, follow=True)
    assert page.redirect_chain[-1][0] == "/office/?pile=to-sign-for"
    told = page.content.decode()
    assert "已签收 1 件" in told
    assert "2 件没有签收" in told
    assert f"{other.number}：达州市住房公积金管理中心 吴*已在" in told
    assert now(case).state == "signed_for"
    assert "已签收 1 件" not in desk.get("/office/").content.decode()  # said once


def test_signing_for_nothing_says_so(desk):
    assert "还没有勾选" in desk.post("/office/sign-for", follow=True).content.decode()


def test_pages_of_twenty(desk, case, clerk):
    from tongban.cases.models import Case

    for serial in range(1, 24):
        twin = Case.objects.get(pk=case.pk)
        twin.pk, twin.number = None, f"330681-261101-{serial:05d}-x"
        twin.save()
    page = desk.get("/office/").content.decode()
    assert page.count("<tr data-row>") == 20
    assert "第 1–20 件，共 24 件" in page
    assert desk.get("/office/?page=2").content.decode().count("<tr data-row>") == 4
