"""The promise: lists, agreements, coverage and milestones are kept on pages; bad input gets a sentence and loses nothing."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tongban.cases import actions as cases
from tongban.cases.tests.making import draft_at_counter
from tongban.catalogue import agreements, list_sheets, published_lists
from tongban.catalogue import queries as catalogue

TODAY = timezone.localdate()


@pytest.fixture
def officer(real, client_of):
    return client_of("catalogue-1")


def sheet(*rows, header=list_sheets.COLUMNS, merge=""):
    book = openpyxl.Workbook()
    page = book.active
    for row in (header, *rows):
        page.append(list(row))
    if merge:
        page.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def line(name, **cells):
    return [cells.get(column, name if column == "事项名称" else None) for column in list_sheets.COLUMNS]


PARTICULARS = {
    "number": "试〔2026〕9号",
    "title": "试用清单",
    "scope": "3",
    "area": "浙江省",
    "issued_on": "2026-11-01",
}


def upload(officer, content, **more):
    file = SimpleUploadedFile("清单.xlsx", content)
    return officer.post("/console/lists/import", PARTICULARS | more | {"file": file})


def document():
    return next((one for one in published_lists.documents() if one.number == PARTICULARS["number"]), None)


# --- lists -----------------------------------------------------------------------------------------------------------
def test_a_list_comes_in_is_counted_and_goes_out_the_same(officer):
    content = sheet(
        line(
            "食品经营许可",
            序号=1,
            分类="其他事项",
            高频="是",
            办理模式="代收代办",
            收件地=330681,
            自="2026/1/1".replace("/1", "-01"),
        ),
        line("没有收进目录的事", 分类="厅本级事项"),
        line("只在杭州办的事", 分类="不纳入（地方特有）"),
    )
    answer = upload(officer, content)
    assert answer.status_code == 302
    found = document()
    assert (found.place, found.entered, found.excluded) == ("浙江省", 2, 1)
    page = officer.get(answer.url).content.decode()
    assert "新增 3 行" in page
    assert "有 1 行的事项目录里还没有" in page
    entries, _ = published_lists.entries(words=PARTICULARS["number"], limit=5)
    assert [(one.receiving, one.handling) for one in entries] == [("浙江省绍兴市诸暨市", "浙江省")]
    out = officer.get(f"/console/lists/{found.id}/export")
    assert "attachment" in out["Content-Disposition"]
    rows = list_sheets.read_rows(out.content)
    assert [(row.name, row.list_class, row.high_frequency) for row in rows] == [
        ("食品经营许可", "other", True),
        ("没有收进目录的事", "province", False),
        ("只在杭州办的事", "excluded", False),
    ]


WRONG = [
    (sheet(line("食品经营许可"), line("乙"), merge="B2:B3"), "合并的单元格（B2:B3）"),
    (sheet(["食品经营许可"], header=["名称"]), "列名和模板对不上：缺“序号"),
    (sheet(), "一行事项也没有"),
    (b"not a workbook", "打不开"),
    (sheet(line("甲", 分类="第五类")), "第 2 行的分类“第五类”不认得"),
    (sheet(line("甲", 办理模式="邮寄")), "“邮寄”不认得"),
    (sheet(line("甲", 自="明年")), "应是日期"),
    (sheet(line("甲", 高频="常常")), "“是”或“否”"),
    (sheet(line("甲", 序号="一")), "应是整数"),
    (sheet(line("甲", 收件地=999999)), "999999"),
    (sheet(line("甲", 办理地="没有这个县")), "没有这个县"),
    (sheet(line(""), line("", 序号=3)), "第 3 行没有写事项名称"),
]


@pytest.mark.parametrize(("content", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_wrong_file_is_told_by_row_and_writes_nothing(officer, content, said):
    answer = upload(officer, content)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert PARTICULARS["title"] in page, "what was typed is still there"
    assert document() is None


def test_the_particulars_are_asked_for_and_an_unknown_area_is_named(officer):
    for field, said in (("number", "文号"), ("title", "名称"), ("scope", "通办范围")):
        assert said in upload(officer, sheet(line("甲")), **{field: ""}).content.decode()
    assert "没有区划代码" in upload(officer, sheet(line("甲")), area="999999").content.decode()
    page = upload(officer, sheet(line("甲")), issued_on="昨天").content.decode()
    assert "不是日期" in page
    assert document() is None


def test_a_formula_in_a_name_goes_out_as_text():
    row = published_lists.RowView(1, "=1+1", "", "", "", False, "", "")
    out = list_sheets.write_rows([row])
    assert openpyxl.load_workbook(io.BytesIO(out)).active["B2"].data_type == "s"


def test_the_lists_are_filtered_by_scope_and_words(officer):
    assert "浙建政服发〔2021〕5号" in officer.get("/console/lists?scope=3").content.decode()
    page = officer.get("/console/lists?q=食品经营许可").content.decode()
    assert "food-permit" in page
    assert "sscard-apply" not in page


# --- agreements ------------------------------------------------------------------------------------------------------
AGREEMENT = {
    "title": "诸暨、达州公积金协议（测试）",
    "document": "试协议1号",
    "signed_on": str(TODAY - timedelta(days=3)),
    "valid_from": str(TODAY - timedelta(days=3)),
    "valid_until": "",
    "modes": ["received_elsewhere"],
    "items": ["gjj-purchase-withdraw"],
    "parties.0.area": "诸暨市",
    "parties.0.body": "诸暨市政务服务办",
    "parties.1.area": "511700",
    "parties.1.body": "达州市住房公积金管理中心",
    "parties.1.contact": "通办专窗",
}


def test_an_agreement_is_entered_flagged_while_idle_and_counted_when_a_case_comes(officer, clerk):
    assert officer.post("/console/agreements/new", AGREEMENT).status_code == 302
    (one,) = agreements.agreements()
    assert [party.area for party in one.parties] == ["330681", "5117"]
    page = officer.get("/console/agreements?show=idle").content.decode()
    assert AGREEMENT["title"] in page
    assert "签了没办件" in page
    cases.receive(draft_at_counter(clerk).number, by=clerk)
    assert AGREEMENT["title"] not in officer.get("/console/agreements?show=idle").content.decode()
    assert '<b class="num">1</b> 件' in officer.get(f"/console/agreements/{one.id}").content.decode()


def test_an_agreement_that_cannot_be_keeps_what_was_typed(officer):
    wrong = AGREEMENT | {"valid_until": str(TODAY - timedelta(days=9)), "parties.0.area": "999999"}
    answer = officer.post("/console/agreements/new", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "早于" in page
    assert "999999" in page
    assert AGREEMENT["parties.1.body"] in page
    assert not agreements.agreements()


def test_overlapping_and_ended_agreements_are_refused_in_a_sentence(officer):
    officer.post("/console/agreements/new", AGREEMENT)
    again = officer.post("/console/agreements/new", AGREEMENT | {"document": "试协议2号"})
    assert "重叠" in again.content.decode()
    (one,) = agreements.agreements()
    assert officer.post(f"/console/agreements/{one.id}/end", {"until": str(TODAY)}).status_code == 302
    past = officer.post(f"/console/agreements/{one.id}/end", {"until": str(TODAY - timedelta(days=1))})
    assert past.status_code == 422
    assert agreements.agreement(one.id).valid_until == TODAY


# --- coverage and milestones -----------------------------------------------------------------------------------------
def test_coverage_opens_a_cell_and_takes_what_is_said_of_it(officer):
    officer.get("/console/coverage?area=330681")
    query = "area=330681&range=cross&outlet=330681104-T1&domain=住房公积金"
    page = officer.get(f"/console/coverage?{query}").content.decode()
    assert "店口镇便民服务中心 × 住房公积金：缺" in page
    said = {"outlet": "330681104-T1", "item": "gjj-purchase-withdraw", "state": "system", "on": "2026-12-20"}
    answer = officer.post("/console/coverage/say", said | {"area": "330681", "range": "cross", "domain": "住房公积金"})
    assert answer.status_code == 302
    assert "系统没通" in officer.get(answer.url).content.decode()
    version = next(one for one in catalogue.versions_of("gjj-purchase-withdraw") if one.region_code == "511700000000")
    asked = {"receipt_region": "330681104000", "channel": catalogue.Channel.COUNTER, "outlet": "330681104-T1"}
    assert "系统没通" in catalogue.reception(version, **asked).sentence


def test_coverage_and_its_holes_go_out_as_excel(officer):
    out = officer.get("/console/coverage/export?area=330681&range=cross").content
    book = openpyxl.load_workbook(io.BytesIO(out))
    assert book.sheetnames == ["覆盖", "缺口"]
    assert book["覆盖"]["A2"].value == "诸暨市政务服务中心"
    assert book["缺口"]["D2"].value == "待核实"


@pytest.mark.parametrize("area", ["330681", "330681000000", "诸暨市", "浙江省绍兴市诸暨市"])
def test_coverage_takes_a_name_or_a_code_and_shows_the_name(officer, area):
    page = officer.get("/console/coverage", {"area": area}).content.decode()
    assert 'name="area" value="浙江省绍兴市诸暨市"' in page


def test_an_unknown_place_falls_back_and_an_unknown_outlet_opens_nothing(officer):
    assert officer.get("/console/coverage?area=没有这里&outlet=x&domain=y").status_code == 200


def test_milestones_and_their_evidence_are_shown(officer):
    page = officer.get("/console/milestones").content.decode()
    assert "镇乡（街道）全覆盖" in page
    assert "算不出来" in page
    assert officer.get("/console/milestones/building-2020").status_code == 200
    assert officer.get("/console/milestones/nothing").status_code == 404


@pytest.mark.parametrize(
    "path", ["lists", "agreements", "coverage?area=330681&range=cross", "milestones", "bundles", "lists/import"]
)
def test_a_page_costs_at_most_twelve_queries(officer, django_assert_max_num_queries, path):
    officer.get(f"/console/{path}")
    with django_assert_max_num_queries(12):
        assert officer.get(f"/console/{path}").status_code == 200
