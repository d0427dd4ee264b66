"""Lists as Excel: the template, what comes in (every problem told with its row), and what goes out."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tongban.catalogue.coverage import Matrix
from tongban.catalogue.listed import ListClass
from tongban.catalogue.modes import Mode
from tongban.catalogue.published_lists import RowView
from tongban.catalogue.writing_lists import MODES, WrittenRow
from tongban.kit.blocked import Invalid, Problem

COLUMNS = (
    "序号",
    "事项名称",
    "事项标识",
    "分类",
    "高频",
    "完成时限",
    "牵头单位",
    "办理模式",
    "收件地",
    "办理地",
    "自",
    "至",
    "说明",
)
MOST_ROWS = 5000
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 80 * 1024 * 1024
TOLD_AT_ONCE = 20
_CLASSES = {one.label: one.value for one in ListClass} | {"厅本级": "province", "投资项目": "investment"}
_CLASSES |= {"试点": "pilot", "其他": "other", "不纳入": "excluded", "不分类": "", "": ""}


# --- in --------------------------------------------------------------------------------------------------------------
def read_rows(content: bytes) -> list[WrittenRow]:
    """The rows of an Excel file made from the template. Raises Invalid: the wrong file, or every wrong cell."""
    sheet = _sheet(content)
    header = [_text(cell.value) for cell in next(sheet.iter_rows(min_row=1, max_row=1), ())]
    if tuple(header[: len(COLUMNS)]) != COLUMNS:
        raise _wrong(_template_sentence(header))
    if sheet.merged_cells.ranges:
        where = "、".join(str(merged) for merged in list(sheet.merged_cells.ranges)[:5])
        raise _wrong(f"表里有合并的单元格（{where}）。请取消合并，每一行都填完整，再导入；没有写入任何内容")
    if sheet.max_row > MOST_ROWS + 1:
        raise _wrong(f"一次最多导入 {MOST_ROWS} 行，这个文件有 {sheet.max_row - 1} 行。请分成几个文件")
    rows: list[WrittenRow] = []
    problems: list[Problem] = []
    for number, cells in enumerate(sheet.iter_rows(min_row=2, max_col=len(COLUMNS), values_only=True), start=2):
        if any(_text(cell) for cell in cells):
            try:
                rows.append(_row(f"第 {number} 行", dict(zip(COLUMNS, cells, strict=True))))
            except Invalid as wrong:
                problems += wrong.problems
    if problems:
        raise Invalid(problems[:TOLD_AT_ONCE])
    return rows


def _sheet(content: bytes) -> Worksheet:
    if len(content) > MOST_BYTES:
        raise _wrong("文件超过 5 MB。清单不会这么大，请只留清单那一页，去掉图片")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise _wrong("文件解开后太大，不像一份清单。请用页面上的模板重做")
        sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    except Invalid:
        raise
    except Exception:  # whatever a broken or foreign file makes the library raise, it is not a list
        raise _wrong("这个文件打不开：要 .xlsx 格式的 Excel 文件。请用页面上的模板填好再导入") from None
    return sheet


def _template_sentence(header: Sequence[str]) -> str:
    missing = [name for name in COLUMNS if name not in header]
    told = f"缺“{'、'.join(missing)}”" if missing else "顺序和模板不一样"
    return f"第 1 行的列名和模板对不上：{told}。请下载模板，把内容贴进去再导入；没有写入任何内容"


def _row(where: str, cells: dict[str, Any]) -> WrittenRow:
    problems: list[Problem] = []
    name = _text(cells["事项名称"])
    if not name or len(name) > 200:
        problems.append(Problem(where, f"{where}没有写事项名称，或超过 200 个字"))
    found = WrittenRow(
        where=where,
        name=name,
        seq=_number(where, cells["序号"], problems),
        slug=_text(cells["事项标识"]),
        list_class=_class(where, cells["分类"], problems),
        high_frequency=_yes(where, cells["高频"], problems),
        due=_text(cells["完成时限"])[:100],
        lead=_text(cells["牵头单位"])[:100],
        modes=_modes(where, cells["办理模式"], problems),
        receiving_area=_text(cells["收件地"]),
        handling_area=_text(cells["办理地"]),
        valid_from=_day(where, "自", cells["自"], problems),
        valid_until=_day(where, "至", cells["至"], problems),
        note=_text(cells["说明"])[:300],
    )
    if problems:
        raise Invalid(problems)
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # 330681.0, as Excel keeps a code typed as a number
    return str(value).strip()


def _number(where: str, value: Any, problems: list[Problem]) -> int | None:
    words = _text(value)
    if words and not words.isdecimal():
        problems.append(Problem(where, f"{where}的序号“{words[:20]}”应是整数，没有就留空"))
        return None
    return int(words) if words else None


def _class(where: str, value: Any, problems: list[Problem]) -> str:
    words = _text(value)
    if words not in _CLASSES:
        offered = "、".join(one.label for one in ListClass)
        problems.append(Problem(where, f"{where}的分类“{words[:20]}”不认得，应是{offered}之一，没有分类就留空"))
    return _CLASSES.get(words, "")


def _yes(where: str, value: Any, problems: list[Problem]) -> bool:
    words = _text(value)
    if words not in {"", "是", "否"}:
        problems.append(Problem(where, f"{where}的高频“{words[:20]}”应写“是”或“否”"))
    return words == "是"


def _modes(where: str, value: Any, problems: list[Problem]) -> tuple[Mode, ...]:
    known = {mode.label: mode for mode in MODES}
    words = [word for word in _text(value).replace("，", "、").replace(",", "、").split("、") if word.strip()]
    wrong = [word for word in words if word.strip() not in known]
    if wrong:
        problems.append(
            Problem(where, f"{where}的办理模式“{wrong[0][:20]}”不认得，应是{'、'.join(known)}，几种用顿号隔开")
        )
    return tuple(known[word.strip()] for word in words if word.strip() in known)


def _day(where: str, column: str, value: Any, problems: list[Problem]) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or not _text(value):
        return value or None
    try:
        return date.fromisoformat(_text(value).replace("/", "-"))
    except ValueError:
        problems.append(Problem(where, f"{where}的“{column}”写成了“{_text(value)[:20]}”，应是日期，如 2026-11-20"))
        return None


def _wrong(sentence: str) -> Invalid:
    return Invalid([Problem("file", sentence)])


# --- out -------------------------------------------------------------------------------------------------------------
def template() -> bytes:
    """An empty list to fill in."""
    return _book("清单", COLUMNS, [])


def write_rows(rows: Iterable[RowView]) -> bytes:
    """A document's rows as the template has them, to be changed and imported again."""
    return _book("清单", COLUMNS, (_cells(row) for row in rows))


def _cells(row: RowView) -> Iterator[Any]:
    label = row.label if row.list_class else ""
    yield from (row.seq, row.name, row.slug, label, "是" if row.high_frequency else "否", row.due, row.lead)


def write_matrix(found: Matrix) -> bytes:
    """The coverage as two sheets: the matrix, and every hole with its reason, owner and day."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        heads = ["网点", *(f"{name}（{total} 项）" for name, total in found.columns), "合计"]
        rows = ([row.outlet.name, *(_share(cell) for cell in row.cells), f"{row.whole.percent}%"] for row in found.rows)
        _fill(book, "覆盖", heads, rows)
        holes = (
            [hole.outlet.name, hole.item.domain, hole.item.name, hole.label, hole.owner, hole.due_on, hole.note]
            for hole in found.whole.holes
        )
        _fill(book, "缺口", ["网点", "类别", "事项", "原因", "谁来补", "何时补上", "说明"], holes)
    return out.getvalue()


def _share(cell: Any) -> str:
    return "全" if not cell.holes else f"缺 {len(cell.holes)}（{cell.reasons}）"


def _book(title: str, heads: Sequence[str], rows: Iterable[Iterable[Any]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        _fill(book, title, heads, rows)
    return out.getvalue()


def _fill(book: Any, title: str, heads: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
    """Everything is written as text or a number: what begins with = is no formula."""
    sheet, bold = book.add_worksheet(title), book.add_format({"bold": True, "text_wrap": True})
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(heads), 16)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            elif value:
                sheet.write_string(number, column, str(value))
