"""Exactly my papers; what was not read is marked, never left out."""

import re

import pytest
from pypdfium2 import PdfDocument

from tongban.catalogue import queries as catalogue

pytestmark = pytest.mark.usefixtures("real")


def test_the_guide_says_exactly_my_papers(client, version, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        html = client.get(f"/items/{version.id}", {"from": "330681", "situation.agent": "no"}).content.decode()
    assert "有效身份证件" in html
    assert "代办人有效身份证明" not in html
    by_agent = client.get(f"/items/{version.id}", {"from": "330681", "situation.agent": "yes"}).content.decode()
    assert "代办人有效身份证明" in by_agent


def test_what_was_not_read_shows_as_such(client, version):
    html = client.get(f"/items/{version.id}").content.decode()
    conditions = html[html.index('id="cond"') : html.index('id="law"')]
    assert "待核实" in conditions


def test_the_button_to_apply_is_there_only_where_it_may_be_done_online(client, version):
    assert 'action="/apply"' in client.get(f"/items/{version.id}", {"from": "330681"}).content.decode()
    fund = catalogue.published("gjj-purchase-withdraw", "511700")
    html = client.get(f"/items/{fund.id}", {"from": "330681"}).content.decode()
    assert 'action="/apply"' not in html
    assert "代收代办" in html


def test_an_answer_the_guide_does_not_offer_is_told(client, version):
    page = client.get(f"/items/{version.id}", {"situation.agent": "perhaps"})
    assert page.status_code == 422
    assert "请重新选择情形" in page.content.decode()


def test_a_guide_that_is_not_there(client):
    assert client.get("/items/999999").status_code == 404


def test_the_checklist_is_one_pdf_for_my_situation(client, version, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = client.get(f"/items/{version.id}/checklist", {"situation.agent": "no"})
    assert page["Content-Type"] == "application/pdf"
    assert page["X-Content-Type-Options"] == "nosniff"
    (sheet,) = PdfDocument(page.content)
    said = sheet.get_textpage().get_text_bounded()
    assert "有效身份证件" in said
    assert "代办人有效身份证明" not in said
    assert "盖章" not in said
    assert "预览" not in said


def test_the_sheet_leads_to_the_same_page_and_the_json_says_the_same(client, version):
    asked = {"situation.agent": "no", "from": "330681000000"}
    told = client.get(f"/items/{version.id}/guide.json", asked).json()
    assert told["page"].endswith(f"/items/{version.id}?situation.agent=no&from=330681000000")
    assert client.get(f"/{told['page'].split('/', 3)[3]}").status_code == 200
    needed = [material["name"] for material in told["materials"]]
    assert "有效身份证件" in needed
    assert "代办人有效身份证明" not in needed
    (sheet,) = PdfDocument(client.get(f"/items/{version.id}/checklist", asked).content)
    assert "扫码看网页" in sheet.get_textpage().get_text_bounded()


def test_a_list_that_was_not_read_is_never_printed_as_nothing_needed(client):
    unread = next(
        found for item in catalogue.items() for found in catalogue.versions_of(item.slug) if not found.guide.materials
    )
    sheet = PdfDocument(client.get(f"/items/{unread.id}/checklist").content)[0]
    assert "不等于不用交" in sheet.get_textpage().get_text_bounded()


PROMISE = "除此之外不用准备别的"


def printed(client, version, **answers):
    """A sheet's words without the breaks of its lines."""
    asked = {f"situation.{key}": option for key, option in answers.items()}
    sheet = PdfDocument(client.get(f"/items/{version.id}/checklist", asked).content)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in sheet))


def test_a_sheet_without_answers_names_the_open_questions_and_each_papers_case(client, version):
    said = printed(client, version)
    (question,) = [one for one in version.guide.situations if one.key == "agent"]
    assert PROMISE not in said
    assert "还没有回答" in said
    assert f"“{question.question}”" in said
    assert f"“{question.question}”选“{question.label('yes')}”时" in said


def test_nothing_else_is_needed_is_said_only_when_every_answer_is_given(client, version):
    said = printed(client, version, agent="no")
    assert PROMISE in said
    assert "还没有回答" not in said


def test_a_form_that_was_not_read_is_to_be_verified(client):
    unread = next(
        found
        for item in catalogue.items()
        for found in catalogue.versions_of(item.slug)
        if any(not one.form and not one.replaceable for one in found.guide.materials)
    )
    assert "待核实" in printed(client, unread)


def test_an_assumed_list_promises_nothing(client, version):
    from dataclasses import replace

    from tongban.cases import papers

    guide = version.guide.model_copy(update={"confidence": {"materials": "assumed"}})
    facts = papers.checklist(catalogue.checklist(replace(version, guide=guide), {"agent": "no"}))
    assert not facts.only_these
    assert facts.open_questions == []


def test_a_long_fee_is_read_as_a_sentence_not_as_a_figure(client, version):
    long = next(
        found for item in catalogue.items() for found in catalogue.versions_of(item.slug) if len(found.fee_words) > 30
    )
    assert '<li class="wordy">' in client.get(f"/items/{long.id}").content.decode()
    assert '<li class="wordy">' not in client.get(f"/items/{version.id}").content.decode()


def test_a_number_longer_than_any_key_is_not_found(client):
    assert client.get("/items/130561794254470167658496").status_code == 404
