"""Each line of a correction is answered by itself; all of them go back at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tongban.cases import queries
from tongban.cases.lifecycle import State
from tongban.doors.portal.tests.conftest import photo


@pytest.fixture
def page(returned):
    return f"/my/cases/{returned.number}/correction"


@pytest.fixture
def lines(returned, chen):
    return [line.pk for line in queries.correction(queries.one(returned.number, seen_by=chen)).lines.all()]


def test_the_page_says_what_by_when_and_that_it_is_the_only_one(client_of, chen, page, django_assert_max_num_queries):
    mine = client_of(chen)
    with django_assert_max_num_queries(12):
        html = mine.get(page).content.decode()
    for told in ("请补 2 份材料", "照片反光", "缺背面", "还差第 1、2 项", "唯一一次", "补正告知书"):
        assert told in html


def test_answers_are_kept_one_by_one_and_sent_together(client_of, chen, page, lines, returned):
    mine = client_of(chen)
    first, second = lines
    kept = mine.post(page, {f"lines.{first}": "uploaded", f"files.{first}": photo("重拍.jpg", seed=3), "do": "keep"})
    assert kept.url == page
    html = mine.get(page).content.decode()
    assert "重拍.jpg" in html
    assert "还差第 2 项" in html
    early = mine.post(page, {f"lines.{first}": "uploaded", f"lines.{second}": "not_needed", "do": "send"})
    assert early.status_code == 422
    assert "请写明为什么不用补" in early.content.decode()
    assert "重拍.jpg" in early.content.decode()
    answers = {f"lines.{first}": "uploaded", f"lines.{second}": "not_needed", f"text.{second}": "背面是空白的"}
    assert mine.post(page, answers | {"do": "send"}).url.startswith(f"/my/cases/{returned.number}")
    case = queries.one(returned.number, seen_by=chen)
    assert case.state == State.SIGNED_FOR
    assert [one.name for one in queries.materials(case)[0].attachments.all()] == ["身份证.jpg", "重拍.jpg"]
    assert mine.get(page).url == f"/my/cases/{returned.number}"


def test_a_file_that_cannot_be_kept_is_told_at_its_line(client_of, chen, page, lines):
    bad = SimpleUploadedFile("坏.pdf", b"not a pdf at all")
    told = client_of(chen).post(page, {f"lines.{lines[0]}": "uploaded", f"files.{lines[0]}": bad, "do": "send"})
    assert told.status_code == 422
    assert f'id="files-{lines[0]}-error"' in told.content.decode()


def test_a_file_is_taken_out_again(client_of, chen, page, lines, returned):
    mine = client_of(chen)
    mine.post(page, {f"lines.{lines[0]}": "uploaded", f"files.{lines[0]}": photo("错的.jpg", seed=5), "do": "keep"})
    kept = queries.kept_answers(queries.correction(queries.one(returned.number, seen_by=chen)))
    document = kept[lines[0]].files[0].document_id
    mine.post(page, {f"lines.{lines[0]}": "uploaded", "remove": f"{lines[0]}.{document}"})
    assert "错的.jpg" not in mine.get(page).content.decode()


def test_a_case_that_is_not_sent_back_has_no_such_page(client_of, chen, case):
    assert client_of(chen).get(f"/my/cases/{case.number}/correction").url == f"/my/cases/{case.number}"


def test_what_is_kept_is_there_on_another_device_and_a_reason_too_long_is_told(client_of, chen, page, lines):
    client_of(chen).post(page, {f"lines.{lines[1]}": "not_needed", f"text.{lines[1]}": "背面是空白的", "do": "keep"})
    elsewhere = client_of(chen)
    assert "背面是空白的" in elsewhere.get(page).content.decode()
    told = elsewhere.post(page, {f"lines.{lines[1]}": "not_needed", f"text.{lines[1]}": "长" * 501, "do": "send"})
    assert "最多 500 个" in told.content.decode()
