"""A citizen answers an item's form page by page, reads the application, signs it and hands it in."""

import pytest

from tongban.cases import actions, drafts, queries
from tongban.cases.content import Content, IdentityCheck
from tongban.catalogue import queries as catalogue
from tongban.doors.portal import steps
from tongban.eforms import actions as eforms
from tongban.eforms.tests.conftest import document
from tongban.people import queries as people

REASONS = [{"const": "job", "title": "换工作"}, {"const": "other", "title": "其他"}]
FORM = document(
    {
        "name": {"x-field": "person.name"},
        "why": {"type": "string", "title": "转移原因", "oneOf": REASONS},
        "day": {"x-field": "house.contract_on", "title": "离职日期"},
        "amount": {"type": "number", "title": "个人账户余额", "x-unit": "元", "x-decimals": 2},
        "told": {"type": "string", "title": "其他原因", "maxLength": 100},
    },
    when=[[{"field": "why", "in": ["other"]}]],
)  # fmt: skip
ANSWERS = {"q_why": {"why": "job"}, "q_day": {"day": "2026年9月28日"}, "q_amount": {"amount": "1,234.50"}}


@pytest.fixture
def version(real):
    first, second = people.actor_of_account("catalogue-1"), people.actor_of_account("catalogue-2")
    form = eforms.begin("medins-transfer", by=first)
    form = eforms.write(form.pk, FORM, revision=1, by=first)
    eforms.publish(form.pk, revision=form.revision, by=second)
    return catalogue.published("medins-transfer", "210500")


@pytest.fixture
def draft(chen, version):
    content = Content(
        applicant=steps.mine_of(people.particulars(chen.person_id)),
        situation={"agent": "no", "net": "yes"},
        identity_check=IdentityCheck(method="signed_in"),
    )
    draft = actions.open_draft(version_id=version.id, receipt_region="330681000000", by=chen, content=content)
    return draft


def said(page):
    return page.content.decode()


def answer(mine, draft, question, **fields):
    return mine.post(f"/apply/{draft.number}/form.{question}", {f"answers.{key}": text for key, text in fields.items()})


def test_page_by_page_to_the_signature_and_the_number(
    client_of, chen, filled, django_assert_max_num_queries
):  # ``filled`` is the draft with its paper
    mine, draft = client_of(chen), filled
    with django_assert_max_num_queries(12):
        assert "填申请表" in said(mine.get(f"/apply/{draft.number}"))
    with django_assert_max_num_queries(12):
        known = said(mine.get(f"/apply/{draft.number}/form.q_name"))
    assert "已从您的账号带出，不用证明" in known
    assert "陈*" in known
    assert "陈远山" not in known
    for question, fields in ANSWERS.items():
        assert "为什么问" in said(mine.get(f"/apply/{draft.number}/form.{question}"))
        assert answer(mine, draft, question, **fields).status_code == 302
    page = said(mine.get(f"/apply/{draft.number}/sign"))
    digest = page.split('name="shown" value="')[1][:64]
    assert mine.get(f"/apply/{draft.number}/application.pdf")["Content-Type"] == "application/pdf"
    assert mine.get(f"/apply/{draft.number}/application/1").status_code == 200
    unread = mine.post(f"/apply/{draft.number}/sign", {"shown": digest})
    assert "请先看完申请书" in said(unread)
    assert mine.post(f"/apply/{draft.number}/sign", {"shown": digest, "read": "yes"}).url.endswith("check?saved=sign")
    look = said(mine.get(f"/apply/{draft.number}/check"))
    assert "1,234.50 元" in look
    assert mine.post(f"/apply/{draft.number}/check", {"consented": "yes"}).url.endswith("/done")
    assert queries.my_cases(chen).total == 1


def test_a_page_signed_after_a_change_is_refused_and_nothing_is_handed_in(client_of, chen, filled):
    mine, draft = client_of(chen), filled
    for question, fields in ANSWERS.items():
        answer(mine, draft, question, **fields)
    digest = said(mine.get(f"/apply/{draft.number}/sign")).split('name="shown" value="')[1][:64]
    answer(mine, draft, "q_amount", amount="9.99")
    refused = mine.post(f"/apply/{draft.number}/sign", {"shown": digest, "read": "yes"})
    assert refused.status_code == 422
    assert "签的不是现在这份申请书" in said(refused)
    assert mine.post(f"/apply/{draft.number}/check", {"consented": "yes"}).status_code == 422


@pytest.mark.parametrize(
    ("question", "field", "text", "told"),
    [
        ("q_day", "day", "2026年2月30日", "没有这一天"),
        ("q_amount", "amount", "1e309", "只写数字"),
        ("q_amount", "amount", "1\x1b23", "看不见的符号"),
        ("q_why", "why", "", "请选“转移原因”"),
        ("q_why", "why", "stolen", "选的一项没有"),
    ],
)
def test_a_wrong_answer_is_told_by_name_and_kept(client_of, chen, draft, question, field, text, told):
    page = answer(client_of(chen), draft, question, **{field: text})
    assert page.status_code == 422
    assert told in said(page)
    assert f'href="#answers-{field}"' in said(page)
    assert drafts.content_of(drafts.one(draft.number, seen_by=chen)).answers[field] == text


def test_a_megabyte_is_told_and_what_was_there_stays(client_of, chen, draft):
    mine = client_of(chen)
    answer(mine, draft, "q_why", why="other")
    answer(mine, draft, "q_told", told="一句话")
    page = answer(mine, draft, "q_told", told="字" * 500_000)
    assert page.status_code == 422
    assert "“其他原因”写了 500,000 个字，最多 100 个" in said(page)
    assert "字" * 500_000 in said(page)
    assert drafts.content_of(drafts.one(draft.number, seen_by=chen)).answers["told"] == "一句话"


def test_typing_is_kept_by_itself_and_found_on_another_device(client_of, chen, draft):
    address = f"/apply/{draft.number}/form.q_amount"
    kept = client_of(chen).post(address, {"answers.amount": "12"}, headers={"HX-Request": "true"})
    assert "已自动保存" in said(kept)
    assert 'value="12"' in said(client_of(chen).get(address))


def test_a_question_that_is_not_asked_leads_to_the_list(client_of, chen, draft):
    assert client_of(chen).get(f"/apply/{draft.number}/form.q_told").url == f"/apply/{draft.number}"
    answer(client_of(chen), draft, "q_why", why="other")
    assert client_of(chen).get(f"/apply/{draft.number}/form.q_told").status_code == 200


def test_nobody_else_reads_the_application(client_of, draft, stranger):
    assert client_of(stranger).get(f"/apply/{draft.number}/application.pdf").status_code == 404
