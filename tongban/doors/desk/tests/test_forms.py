"""The same form on one dense page at a window, and the signature on the pad."""

import pytest
from django.urls import reverse

from tongban.cases import drafts, queries
from tongban.cases.tests.test_forms import stroke
from tongban.doors.terminal.form_answers import ANSWERS
from tongban.eforms.tests.conftest import designs

__all__ = ["designs"]
FORM = ANSWERS["gjj-purchase-withdraw"]


@pytest.fixture
def answered(designs, filled):
    """The desk's form with the item's form in it."""

    def fill(**changes):
        answers = FORM | changes
        return filled() | {"asked": list(answers)} | {f"answers.{field}": text for field, text in answers.items()}

    return fill


def said(page):
    return page.content.decode()


def test_one_screen_asks_all_of_it_and_shows_what_is_known(desk, page, answered, django_assert_max_num_queries):
    desk.post(page, answered() | {"do": "save"})
    with django_assert_max_num_queries(12):
        html = said(desk.get(page))
    assert "购房提取住房公积金申请表" in html
    assert "提取金额（元）" in html
    assert "李*" in html
    assert "申请书还没签名" in html


def test_signed_on_the_pad_it_is_handed_over(desk, page, number, answered, scanned, clerk):
    desk.post(page, answered() | scanned() | {"do": "save"})
    address = reverse("desk-sign", args=[number])
    digest = said(desk.get(address)).split('name="shown" value="')[1][:64]
    assert desk.get(reverse("desk-application", args=[number]))["Content-Type"] == "application/pdf"
    assert desk.get(reverse("desk-application-page", args=[number, 1])).status_code == 200
    empty = desk.post(address, {"shown": digest, "how": "pad", "ink": ""})
    assert "手写板上还没有签名" in said(empty)
    other = desk.post(address, {"shown": "0" * 64, "how": "pad", "ink": stroke()})
    assert "签的不是现在这份申请书" in said(other)
    assert desk.post(address, {"shown": digest, "how": "pad", "ink": stroke()}).url == page
    done = desk.post(page, answered() | {"do": "receive"})
    case = queries.one(done.url.split("/")[-2], seen_by=clerk)
    assert case.application.signed


def test_a_wrong_answer_stands_at_its_field_and_the_rest_is_kept(desk, page, number, answered, clerk):
    told = said(desk.post(page, answered(amount="1e309", contract_on="2026年2月30日") | {"do": "receive"}))
    assert "只写数字" in told
    assert "2026年2月30日，没有这一天" in told
    assert 'value="1e309"' in told
    kept = drafts.content_of(drafts.one(number, seen_by=clerk)).answers
    assert (kept["amount"], kept["price"]) == ("1e309", FORM["price"])


def test_a_megabyte_in_one_field_costs_nothing_of_the_others(desk, page, number, answered, clerk):
    told = desk.post(page, answered(detail="路" * 400_000) | {"do": "save"})
    assert told.status_code == 422
    assert "“房屋坐落”写了 400,000 个字" in said(told)
    assert "路" * 400_000 in said(told)
    assert drafts.content_of(drafts.one(number, seen_by=clerk)).answers["amount"] == FORM["amount"]


def test_an_answer_that_decides_brings_its_question_at_once(desk, page, answered):
    headers = {"HX-Request": "true", "HX-Target": "eform"}
    html = said(desk.post(page, answered(way="new_loan"), headers=headers))
    assert "贷款金额" in html
    assert "不动产单元号" not in html
    assert 'id="acts"' in html
