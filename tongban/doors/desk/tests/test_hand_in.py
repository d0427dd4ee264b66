"""收件: one screen, everything kept, the server decides when it is complete."""

import pytest
from django.db import connection
from django.urls import reverse

from tongban.cases import drafts, mandates, queries
from tongban.cases.actions import open_draft, save
from tongban.cases.content import Content, WrittenPerson
from tongban.catalogue import queries as catalogue
from tongban.doors.desk.tests.conftest import scan
from tongban.doors.terminal.demo import LI, ZHAO
from tongban.people import queries as people
from tongban.people.queries import disclosures

WRONG = "511702195803120024"


def test_what_can_be_received_is_said_with_its_mode(desk):
    told = desk.get("/desk/", {"q": "购房提取", "to": "511700000000"}).content.decode()
    assert "能收" in told
    assert "代收代办" in told
    assert "国办发〔2020〕35号" in told


@pytest.mark.parametrize("words", ["购房提取住房公积金", "gftq", "买房提公积金"])
@pytest.mark.parametrize("place", [{"to": "511700000000"}, {"to_name": "达州"}, {"to_name": "dz 达州市"}])
def test_place_and_item_are_found_as_people_say_them(desk, words, place):
    told = desk.get("/desk/", {"q": words, **place}).content.decode()
    assert "达州市住房公积金管理中心" in told


def test_what_cannot_be_received_is_said_with_what_to_do_instead(desk):
    told = desk.get("/desk/", {"q": "丧葬补助金", "to": "341321000000"}).content.decode()
    assert "没有列入跨省通办清单，这里不能收" in told
    assert "可以到" in told


def test_a_place_without_a_guide_and_words_without_an_item(desk):
    assert "没有读到" in desk.get("/desk/", {"q": "购房提取", "to": "540000000000"}).content.decode()
    assert "没有找到“量子纠缠”" in desk.get("/desk/", {"q": "量子纠缠", "to": "511700000000"}).content.decode()
    assert "没有叫“不存在的地方”的地方" in desk.get("/desk/", {"to_name": "不存在的地方"}).content.decode()


def test_items_are_suggested_by_initials(desk):
    labels = [one["label"] for one in desk.get("/desk/items", {"q": "gftq"}).json()]
    assert "购房提取住房公积金" in labels


def test_a_whole_hand_in_becomes_one_case(desk, clerk, page, filled, scanned):
    answer = desk.post(page, filled(do="receive") | scanned())
    assert answer.status_code == 302
    [row] = queries.handed_over(clerk).rows
    assert answer.url == reverse("desk-received", args=[row.number])
    told = desk.get(answer.url).content.decode()
    assert row.number in told
    assert "打印收件凭证" in told
    assert "<svg" in told


def test_pressed_twice_it_is_still_one_case(desk, clerk, page, filled, scanned):
    first = desk.post(page, filled(do="receive") | scanned())
    again = desk.post(page, filled(do="receive") | scanned())
    assert queries.handed_over(clerk).total == 1
    assert desk.get(again.url, follow=True).request["PATH_INFO"] == first.url


def test_the_button_waits_until_the_server_says_it_is_complete(desk, page, filled, scanned):
    told = desk.get(page).content.decode()
    assert 'aria-disabled="true" aria-describedby="receive-why"' in told
    assert "还差" in told
    desk.post(page, filled() | scanned())
    told = desk.get(page).content.decode()
    assert "还差" not in told
    assert 'data-leaves="收件并转交给达州市住房公积金管理中心' in told


def test_a_missing_material_is_named_and_leads_to_its_row(desk, number, page, filled, scanned):
    files = scanned()
    del files["files.m03"]
    answer = desk.post(page, filled(do="receive") | files)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert '<a href="#materials-m03">还差材料：商品房买卖合同</a>' in told
    assert 'id="materials-m03"' in told


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("applicant.identity_number", WRONG, "身份证号"),
        ("applicant.identity_number", "511702209903120025", "出生"),
        ("applicant.identity_number", "51170219580312", "少了"),
        ("applicant.phone", "1380000", "手机"),
    ],
)
def test_wrong_data_is_said_at_its_field_and_nothing_else_is_lost(
    desk, clerk, number, page, filled, field, value, sentence
):
    answer = desk.post(page, filled(do="receive", **{field: value}))
    assert answer.status_code == 422
    at = f'id="{field.replace(".", "-")}-error"'
    assert sentence in answer.content.decode().split(at)[1].split("</span>")[0]
    kept = drafts.content_of(drafts.one(number, seen_by=clerk))
    assert kept.applicant.name == "李静怡"
    assert kept.situation == {"where": "remote"}
    assert value in answer.content.decode()


def test_the_situation_decides_the_materials(desk, page):
    remote = desk.post(page, {"situation.where": "remote"}, headers={"HX-Request": "true", "HX-Target": "materials"})
    local = desk.post(page, {"situation.where": "local"}, headers={"HX-Request": "true", "HX-Target": "materials"})
    assert "户口簿" in remote.content.decode()
    assert "户口簿" not in local.content.decode()
    assert 'id="acts"' in local.content.decode()


def test_a_change_is_kept_at_once_and_the_bar_says_what_is_left(desk, clerk, number, page, filled):
    answer = desk.post(page, filled(), headers={"HX-Request": "true", "HX-Target": "acts"})
    told = answer.content.decode()
    assert told.lstrip().startswith('<div class="acts" id="acts"')
    assert "已自动存好" in told
    assert drafts.content_of(drafts.one(number, seen_by=clerk)).applicant.name == "李静怡"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("合同.pdf", b"<!doctype html><script>alert(1)</script>" * 40, "合同.pdf"),
        ("合同.jpg", b"", "是空的"),
        ("合同.jpg", b"x" * (25 * 1024 * 1024), "25 MB"),
        ("合同.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>" * 9, "合同.svg"),
    ],
)
def test_a_file_that_is_not_kept_is_told_at_its_material(desk, clerk, number, page, filled, name, content, sentence):
    upload = scan(name)
    upload.file.truncate(0)
    upload.file.seek(0)
    upload.file.write(content)
    upload.file.seek(0)
    upload.size = len(content)
    answer = desk.post(page, filled() | {"files.m03": upload, "files.m04": scan("备案表.jpg")})
    assert answer.status_code == 422
    row = answer.content.decode().split('id="materials-m03"')[1].split("</tr>")[0]
    assert sentence in row
    draft = drafts.one(number, seen_by=clerk)
    assert list(drafts.files_of(draft)) == ["m04"]
    assert drafts.content_of(draft).applicant.name == "李静怡"


def test_a_scan_can_be_looked_at_and_taken_out_again(desk, clerk, number, page, filled):
    desk.post(page, filled() | {"files.m03": scan()})
    [file] = drafts.files_of(drafts.one(number, seen_by=clerk))["m03"]
    sent = desk.get(reverse("desk-file", args=[number, file.id]))
    assert sent["Content-Disposition"].startswith("attachment")
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert desk.get(reverse("desk-file-page", args=[number, file.id, 1]))["Content-Type"] == "image/webp"
    assert desk.get(reverse("desk-file-page", args=[number, file.id, 9])).status_code == 404
    desk.post(page, filled(do=f"remove-{file.id}"))
    assert drafts.files_of(drafts.one(number, seen_by=clerk)) == {}
    assert desk.get(reverse("desk-file", args=[number, file.id])).status_code == 404


def test_an_agent_needs_a_mandate(desk, page, filled, scanned):
    said = {"name": ZHAO.name, "identity_number": ZHAO.identity_number, "phone": ZHAO.phone}
    agent = {"who": "agent"} | {f"agent.{field}": value for field, value in said.items()}
    answer = desk.post(page, filled(do="receive", **agent) | scanned())
    assert answer.status_code == 422
    assert "代办要看授权书" in answer.content.decode()
    assert "还差材料：授权委托书" in answer.content.decode()
    shown = {
        "identity_check.mandate_seen": "yes",
        "mandate_until": "2099-12-31",
        "mandate_scope": "item",
        "points.mandate": list(mandates.POINTS),
        "conclusion.mandate": "fits",
    }
    form = filled(do="receive", **agent, **shown)
    form["shown"] = [*form["shown"], "mandate"]
    answer = desk.post(page, form | {"files.mandate": scan("授权书.jpg")})
    assert answer.status_code == 302, answer.content.decode()
    (mandate,) = people.given_by(people.person_by_identity(LI.identity_number).id)
    assert (mandate.agent, mandate.scope) == ("赵*", "item")


def test_a_name_that_differs_from_the_register_is_told_and_the_page_stays(desk, li, page, filled, scanned):
    answer = desk.post(page, filled(do="receive", **{"applicant.name": "李静"}) | scanned())
    assert answer.status_code == 409
    assert "另一个姓名" in answer.content.decode()
    assert 'value="李静"' in answer.content.decode()


def test_more_than_a_field_can_hold_is_refused_in_words(desk, page, filled):
    answer = desk.post(page, filled(**{"applicant.name": "李" * 500}))
    assert answer.status_code == 422
    assert "写得太长" in answer.content.decode()


def test_a_citizens_draft_goes_on_at_the_counter_and_its_owner_sees_it(desk, li, version):
    draft = open_draft(version_id=version.id, receipt_region="330681000000", by=li)
    save(draft.number, Content(applicant=WrittenPerson(name="李静怡")), by=li)
    assert desk.get(reverse("desk-draft", args=[draft.number])).status_code == 404
    answer = desk.post("/desk/drafts", {"number": draft.number.replace("-", "")})
    assert answer.url == reverse("desk-draft", args=[draft.number])
    assert "李静怡" in desk.get(answer.url).content.decode()
    assert "草稿里填的全部内容" in [one.fields for one in disclosures(li.person_id)]


def test_a_draft_number_that_is_none_is_told_at_its_field(desk):
    answer = desk.post("/desk/drafts", {"number": "1234"})
    assert answer.status_code == 422
    assert "没有找到这份草稿" in answer.content.decode()
    assert 'value="1234"' in answer.content.decode()


def test_the_checklist_is_printed_for_the_situation(desk, number, page, filled):
    desk.post(page, filled())
    printed = desk.get(reverse("desk-checklist", args=[number]))
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")


def test_the_screen_asks_at_most_twelve_questions(desk, page, filled, scanned, django_assert_max_num_queries):
    desk.post(page, filled() | scanned())
    with django_assert_max_num_queries(12, connection=connection):
        assert desk.get(page).status_code == 200


def test_a_unit_applies_with_its_code_checked(desk, clerk, real):
    version = next(
        found
        for one in catalogue.items()
        for found in catalogue.versions_of(one.slug)
        if "用人单位" in one.subjects and not found.is_nationwide
    )
    number = open_draft(version_id=version.id, receipt_region=clerk.region_code, by=clerk).number
    form = {
        "subject": "organisation",
        "organisation.name": "诸暨演示有限公司",
        "organisation.uscc": "91330681MA00000000",
    }
    told = desk.post(reverse("desk-draft", args=[number]), form, follow=True).content.decode()
    assert "统一社会信用代码" in told.split('id="organisation-uscc-error"')[1].split("</span>")[0]
    assert drafts.content_of(drafts.one(number, seen_by=clerk)).organisation.name == "诸暨演示有限公司"


def test_a_scan_of_a_draft_is_seen_large_by_its_own_outlet(desk, clerk, number, page, filled, scanned, client_of):
    desk.post(page, filled() | scanned())
    file = next(iter(drafts.files_of(drafts.one(number, seen_by=clerk)).values()))[0]
    address = reverse("desk-look", args=[number, file.id])
    assert address in desk.get(page).content.decode()
    assert "第 1 页，共 1 页" in desk.get(address).content.decode()
    assert client_of("dazhou-1").get(address).status_code == 403
