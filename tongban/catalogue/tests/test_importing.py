"""The promise: a file goes in record by record, whole or not at all, twice is once, and every fault has its place."""

import json
import zipfile
from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import load_workbook

from tongban.catalogue import actions
from tongban.catalogue.imports_shown import contents, progress
from tongban.catalogue.models import ImportPart, ItemVersion, Outcome, VersionState
from tongban.catalogue.versions_listed import Asked
from tongban.catalogue.workbook.looking import NotOurs
from tongban.catalogue.workbook.writing import ITEMS, SCALARS, export, template
from tongban.people.queries import actor_of_account

DAZHOU, HUZHOU = "gjj-purchase-withdraw-511700", "gjj-purchase-withdraw-330500"


@pytest.fixture
def officer(real):
    return actor_of_account("catalogue-1")


@pytest.fixture
def both(real):
    """Two guides in force, as an export has them."""
    rows = ItemVersion.objects.in_force().filter(record_id__in=(DAZHOU, HUZHOU)).order_by("record_id")
    return [row.content for row in rows]


def changed(book, sheet, row, label, value):
    """A workbook with one cell changed, by the heading of its column."""
    opened = load_workbook(BytesIO(book))
    page = opened[sheet]
    column = next(cell.column for cell in page[1] if cell.value == label)
    page.cell(row, column, value)
    made = BytesIO()
    opened.save(made)
    return made.getvalue()


def bring(name, content, by):
    run = actions.begin_import(name, content, by=by)
    while actions.go_on(run.pk, by=by):
        pass
    return progress(run.pk, by)


def test_what_was_exported_comes_back_unchanged_from_either_form(both, officer):
    for name, content in (("a.xlsx", export(both)), ("a.json", json.dumps(both).encode())):
        done = bring(name, content, officer)
        assert (done.counts[Outcome.UNCHANGED], done.total, done.faults) == (2, 2, [])


def test_a_change_becomes_a_draft_and_the_second_import_changes_nothing(both, officer):
    book = changed(export(both), ITEMS, 2, "当地名称", "新的叫法")
    first, second = bring("a.xlsx", book, officer), bring("a.xlsx", book, officer)
    assert (first.counts[Outcome.WRITTEN], first.counts[Outcome.UNCHANGED]) == (1, 1)
    assert (second.counts[Outcome.WRITTEN], second.counts[Outcome.UNCHANGED]) == (0, 2)
    (draft,) = ItemVersion.objects.filter(record_id=HUZHOU, state=VersionState.DRAFT)
    assert (draft.local_name, draft.version_no) == ("新的叫法", 2)


def test_a_corrected_file_writes_over_ones_own_draft_but_never_over_somebody_elses(both, officer):
    bring("a.xlsx", changed(export(both), ITEMS, 2, "当地名称", "第一次"), officer)
    bring("a.xlsx", changed(export(both), ITEMS, 2, "当地名称", "第二次"), officer)
    (draft,) = ItemVersion.objects.filter(record_id=HUZHOU, state=VersionState.DRAFT)
    assert draft.local_name == "第二次"
    other = actor_of_account("catalogue-2")
    done = bring("a.xlsx", changed(export(both), ITEMS, 2, "当地名称", "别人的"), other)
    assert "已经有第 2 版草稿" in done.faults[0][1].sentence
    draft.refresh_from_db()
    assert draft.local_name == "第二次"


FAULTY = [
    (ITEMS, 3, "承诺时限（数）", "-3", "不能是负数"),
    (ITEMS, 3, "承诺时限（数）", "1/8 个工作日", "换算成整数"),
    (ITEMS, 3, "实施编码", "11370800MB28559185" + "3370117002011", "最后一位对不上"),
    (ITEMS, 3, "基本编码", 111701170020110000, "被 Excel 变成了数字"),
    (ITEMS, 3, "事项类型", "行政赠与", "不在选项里"),
    (ITEMS, 3, "发布日期", "2026-13-45", "“2026-13-45”不是日历上有的日期"),
    ("材料", 3, "原件份数", "两份", "要填整数"),
    ("材料", 6, "什么情形要", "house=local", "没有的情形“house”"),
    ("情形", 2, "选项", "本市", "要写成“local=本市”"),
]


@pytest.mark.parametrize(("sheet", "row", "column", "value", "words"), FAULTY, ids=[fault[4] for fault in FAULTY])
def test_a_fault_is_named_by_sheet_row_and_column_and_the_rest_goes_in(both, officer, sheet, row, column, value, words):
    book = changed(export(both), ITEMS, 2, "当地名称", "别的照常")
    done = bring("a.xlsx", changed(book, sheet, row, column, value), officer)
    assert (done.counts[Outcome.REFUSED], done.counts[Outcome.WRITTEN]) == (1, 1)
    record, fault = done.faults[0]
    assert (record, fault.sheet, fault.row, fault.column) == (DAZHOU, sheet, row, column)
    assert words in fault.sentence
    assert not ItemVersion.objects.filter(record_id=DAZHOU, state=VersionState.DRAFT).exists()


def test_two_versions_of_one_record_in_a_file_are_both_named(both, officer):
    done = bring("a.xlsx", export([both[0], both[0]]), officer)
    assert done.counts[Outcome.REFUSED] == 2
    assert "第 2、3 行都有" in done.faults[0][1].sentence


def test_a_row_of_no_record_is_named(both, officer):
    done = bring("a.xlsx", changed(export(both), "材料", 4, "记录编号", "nobody"), officer)
    assert ("材料", 4) in {(fault.sheet, fault.row) for _, fault in done.faults}


def test_a_new_record_becomes_a_first_draft(both, officer):
    fresh = both[1] | {"record_id": "gjj-purchase-withdraw-511702"}
    fresh["place"] = fresh["place"] | {"region_code": "511702", "region_name": "四川省达州市通川区"}
    assert bring("a.xlsx", export([fresh]), officer).counts[Outcome.WRITTEN] == 1
    draft = ItemVersion.objects.get(record_id="gjj-purchase-withdraw-511702")
    assert (draft.state, draft.region_code, draft.change) == (VersionState.DRAFT, "511702000000", "new")


# --- files that are not ours -----------------------------------------------------------------------------------------
def book_of(write):
    made = BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet(ITEMS)
    sheet.write_row(0, 0, [column.label for column in SCALARS])
    write(sheet)
    book.close()
    return made.getvalue()


def with_macros():
    made = BytesIO(template())
    with zipfile.ZipFile(made, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"macro")
    return made.getvalue()


def many_rows():
    """200,000 rows, written as a sheet's part alone: a workbook program would take its time."""
    made, empty = BytesIO(), BytesIO(book_of(lambda sheet: None))
    with zipfile.ZipFile(empty) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in before.namelist():
            part = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</sheetData>", b'<row><c t="n"><v>1</v></c></row>' * 200_000 + b"</sheetData>")
            parts.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsm", template, "带宏的文件"),
        ("a.xlsx", with_macros, "带有宏"),
        ("a.xlsx", lambda: book_of(lambda sheet: sheet.write_formula("B2", "=1+1")), "“事项”表第 2 行“B”列是公式"),
        ("a.xlsx", lambda: book_of(lambda sheet: sheet.merge_range("A2:B3", "x")), "“事项”表第 2 行“A”列是合并单元格"),
        ("a.xlsx", many_rows, "超过 20000 行"),
        ("a.xlsx", lambda: book_of(lambda sheet: sheet.write("A1", "别的列")), "模板里没有这一列"),
        ("a.xlsx", lambda: template().replace(b"PK", b"XX"), "不是 Excel 工作簿"),
        ("a.xls", lambda: b"\xd0\xcf\x11\xe0", "不是 Excel 工作簿"),
        ("a.xlsx", lambda: template(), "没有一行内容"),
        ("a.json", lambda: b'[{"record_id": ', "不是完整的 JSON"),
        ("a.json", lambda: b"[1, 2]", "应是一份指南"),
    ],
)
def test_a_file_that_is_not_ours_is_told_in_a_sentence_and_leaves_nothing(officer, name, content, words):
    with pytest.raises(NotOurs, match=words):
        actions.begin_import(name, content(), by=officer)
    assert not ImportPart.objects.exists()


def test_the_template_has_every_element_and_offers_the_lists(real):
    book = load_workbook(BytesIO(template()))
    headings = [cell.value for cell in book[ITEMS][1]]
    assert {"行使层级", "权力来源", "监督电话", "业务办理项编码"} <= set(headings)
    assert len(set(headings)) == len(headings)
    assert any("法定本级行使" in rule.formula1 for rule in book[ITEMS].data_validations.dataValidation)


def test_the_export_is_what_the_list_shows(real):
    found = contents(Asked(province="51", words="购房提取"))
    assert [content["record_id"] for content in found] == [DAZHOU]
    shown = load_workbook(BytesIO(export(found)))
    assert shown["材料"]["A2"].value == DAZHOU
