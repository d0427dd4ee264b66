"""The review page: what it shows, who may see it, and the row every look leaves."""

import pytest

from tongban.cases import actions, queries
from tongban.doors.office.tests.conftest import at, corrected, returned
from tongban.doors.terminal import demo
from tongban.people import queries as people


def first_file(case):
    return next(file for material in queries.materials(case) for file in material.attachments.all())


def test_the_page_has_all_a_decision_needs(desk, case):
    page = desk.get(at(case)).content.decode()
    assert case.item_name in page
    assert "代收代办" in page
    assert "B 级：窗口核过原件" in page
    assert "窗口核过：" in page
    assert "0575" in page or "诸暨" in page
    assert "李*" in page
    assert demo.LI.identity_number not in page
    assert demo.LI.phone not in page
    assert "收件凭证" in page


def test_looking_leaves_one_row_that_the_person_sees(desk, case, li):
    for _ in range(3):
        desk.get(at(case))
    seen = people.disclosures(li.person_id)
    assert [(row.who, row.case_number, row.purpose) for row in seen] == [
        ("达州市住房公积金管理中心 王*", case.number, "审查办件")
    ]


def test_the_whole_number_is_shown_once_and_leaves_its_own_row(desk, case, li):
    shown = desk.post(at(case, "reveal")).content.decode()
    assert demo.LI.identity_number in shown
    assert demo.LI.phone in shown
    assert demo.LI.identity_number not in desk.get(at(case)).content.decode()
    assert "完整" in people.disclosures(li.person_id)[-1].fields


@pytest.mark.parametrize("way", [(), ("reveal",), ("accept",), ("send-back",), ("send-back", "preview")])
def test_another_authority_finds_nothing(client_of, case, li, way):
    browser = client_of("benxi-1")
    answer = browser.post(at(case, *way), {"version": 1}) if way else browser.get(at(case))
    assert answer.status_code == 404
    assert people.disclosures(li.person_id) == []


def test_files_come_as_pictures_or_to_be_kept_never_inline(desk, case):
    file = first_file(case)
    picture = desk.get(at(case, "files", file.pk, "1.webp"))
    assert picture["Content-Type"] == "image/webp"
    kept = desk.get(at(case, "files", file.pk))
    assert kept["Content-Disposition"].startswith("attachment")
    assert kept["X-Content-Type-Options"] == "nosniff"
    assert desk.get(at(case, "files", file.pk, "7.webp")).status_code == 404


def test_a_file_is_reached_through_its_own_case_only(desk, case, clerk, client_of):
    from tongban.cases.tests.making import received

    other = first_file(received(clerk))
    assert desk.get(at(case, "files", other.pk)).status_code == 404
    assert client_of("benxi-1").get(at(case, "files", first_file(case).pk)).status_code == 404


def test_official_papers_open_as_pdf(desk, case):
    from tongban.documents import queries as documents

    receipt = documents.of_subject(case.number)[0]
    opened = desk.get(at(case, "papers", receipt.pk))
    assert opened["Content-Type"] == "application/pdf"
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    assert desk.get(at(case, "papers", 0)).status_code == 404


def test_pages_are_turned_by_links(desk, case):
    file = first_file(case)
    page = desk.get(at(case) + f"?file={file.pk}&page=9&zoom=wide").content.decode()
    assert f"files/{file.pk}/1.webp?zoom=wide" in page  # there is one page only
    assert "缩小" in page


@pytest.mark.parametrize("query", ["file=x", "file=0", "page=-3", "act=fly", "lines=999999", "done=accept"])
def test_an_address_typed_by_hand_is_no_trouble(desk, case, query):
    page = desk.get(at(case) + f"?{query}")
    assert page.status_code == 200
    assert "已受理。" not in page.content.decode()


def test_neighbours_lead_on_and_end_in_the_inbox(desk, case, clerk):
    from tongban.cases.tests.making import received

    later = received(clerk)
    assert desk.get(at(case, "after"))["Location"] == at(later)
    assert desk.get(at(later, "before"))["Location"] == at(case)
    assert desk.get(at(later, "after"))["Location"] == "/office/"


def test_corrections_are_shown_line_by_line_with_what_is_new(desk, case, reviewer, li):
    returned(case, reviewer)
    assert "等申请人补正" in desk.get(at(case)).content.decode()


def test_what_came_back_is_marked_and_opened_first(desk, case, reviewer, li):
    corrected(case, reviewer, li)
    page = desk.get(at(case)).content.decode()
    assert "补正新交" in page
    assert "补拍了" in page
    assert "已经告知过一次补正" in page
    assert "act=send-back" not in page
    new = [file for material in queries.materials(case) for file in material.attachments.all() if file.in_correction]
    assert f"files/{new[0].pk}/1.webp" in page


def test_a_concluded_case_offers_nothing(desk, case, reviewer):
    actions.decline(case, reason="本中心没有办理权限", by=reviewer)
    page = desk.get(at(case)).content.decode()
    assert "已经办结" in page
    assert 'data-key="F9"' not in page
