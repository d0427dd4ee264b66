"""A case as its owner sees it: who has it, by when, what to do; and nobody else sees it."""

import pytest

from tongban.cases import actions, queries
from tongban.documents import queries as documents


def page_of(client, case):
    return client.get(f"/my/cases/{case.number}").content.decode()


def test_who_has_it_by_when_and_that_there_is_nothing_to_do(client_of, chen, case, django_assert_max_num_queries):
    mine = client_of(chen)
    with django_assert_max_num_queries(12):
        html = page_of(mine, case)
    assert "已转到本溪市医疗保障事务服务中心，等对方签收" in html
    assert "您现在什么都不用做" in html
    assert "最晚" in html
    assert "撤回申请" in html


def test_every_state_says_its_own(client_of, chen, case, elsewhere, django_assert_max_num_queries):
    mine, seen = client_of(chen), queries.one(case.number, seen_by=elsewhere)
    actions.sign_for(seen, by=elsewhere)
    assert "正在看材料齐不齐" in page_of(mine, case)
    actions.accept(seen, by=elsewhere)
    assert "正在审查" in page_of(mine, case)
    actions.decide(seen, granted=True, by=elsewhere, reason="准予转移基本医疗保险关系", result="转移接续信息表")
    html = page_of(mine, case)
    assert "办好了" in html
    assert "转移接续信息表" in html
    assert "撤回申请</a>" not in html
    actions.deliver(seen, by=elsewhere, received_how="实名登录下载")
    with django_assert_max_num_queries(12):
        html = page_of(mine, case)
    assert "结果已送到您手上" in html
    assert "评价办理单位" in html
    assert html.index("结果已送到") < html.index("您在网上提交")


def test_a_refusal_gives_its_reason_and_a_declination_what_instead(client_of, chen, case, elsewhere):
    seen = queries.one(case.number, seen_by=elsewhere)
    actions.decline(seen, by=elsewhere, reason="参保关系不在本溪", instead="到沈阳市医疗保障局办")
    html = page_of(client_of(chen), case)
    assert "没有受理：参保关系不在本溪" in html
    assert "到沈阳市医疗保障局办" in html


def test_a_returned_case_sends_the_person_to_the_correction(client_of, chen, returned, django_assert_max_num_queries):
    mine = client_of(chen)
    with django_assert_max_num_queries(12):
        html = page_of(mine, returned)
    assert "请您补 2 份材料" in html
    assert f"/my/cases/{returned.number}/correction" in html


def test_the_list_puts_first_what_needs_the_person(client_of, chen, returned, django_assert_max_num_queries):
    mine = client_of(chen)
    with django_assert_max_num_queries(12):
        html = mine.get("/my/cases").content.decode()
    assert "请您补材料" in html


def test_others_learn_nothing_of_it(client_of, stranger, case, client):
    for address in ("", "/correction", "/retract", "/papers/1", "/files/1"):
        page = client_of(stranger).get(f"/my/cases/{case.number}{address}")
        assert page.status_code == 404
        assert "没有找到" in page.content.decode()
    assert client.get(f"/my/cases/{case.number}").url.startswith("/sign-in?next=")


def test_papers_open_and_files_download(client_of, chen, case):
    mine = client_of(chen)
    (receipt,) = documents.of_subject(case.number)
    opened = mine.get(f"/my/cases/{case.number}/papers/{receipt.pk}")
    assert opened["Content-Type"] == "application/pdf"
    assert opened.content.startswith(b"%PDF")
    attachment = queries.materials(case)[0].attachments.all()[0]
    sent = mine.get(f"/my/cases/{case.number}/files/{attachment.pk}")
    assert sent["Content-Disposition"].startswith("attachment")
    assert sent.getvalue()
    assert mine.get(f"/my/cases/{case.number}/papers/999999").status_code == 404


def test_retracting_is_asked_once_more_and_then_done(client_of, chen, case):
    mine = client_of(chen)
    assert "确认撤回" in mine.get(f"/my/cases/{case.number}/retract").content.decode()
    mine.post(f"/my/cases/{case.number}/retract")
    assert "您已撤回这份申请" in page_of(mine, case)
    assert mine.post(f"/my/cases/{case.number}/retract").status_code == 409


def test_what_is_decided_cannot_be_retracted_and_the_page_says_so(client_of, chen, delivered):
    html = client_of(chen).get(f"/my/cases/{delivered.number}/retract").content.decode()
    assert "不能再撤回" in html
    assert "确认撤回" not in html


@pytest.mark.usefixtures("delivered")
def test_notices_and_who_looked(client_of, chen, case, elsewhere, django_assert_max_num_queries):
    actions.read(case.number, by=elsewhere, purpose="审查")
    mine = client_of(chen)
    with django_assert_max_num_queries(12):
        html = mine.get("/my/data").content.decode()
    assert case.number in html
    assert "1 个岗位查过您 1 次" in html
    with django_assert_max_num_queries(12):
        assert mine.get("/my/notices").status_code == 200
    assert mine.post("/my/notices").status_code == 302
