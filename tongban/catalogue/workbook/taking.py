"""Reading a workbook or a JSON file into records, each knowing in which row and column every element stands."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from tongban.catalogue.elements import TABLES, Element
from tongban.catalogue.workbook.looking import LARGEST, MOST_ROWS, Fault, NotOurs, look
from tongban.catalogue.workbook.writing import ITEMS, RECORD, SCALARS, sheet_name
from tongban.kit.blocked import Problem

Place = tuple[str, int, str]
"""Sheet, row (from 1), column."""


@dataclass
class Record:
    """One guide as a file has it: texts and rows (or the whole content), where each stands, what could not be read."""

    record_id: str
    place: Place
    texts: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    row_places: dict[str, list[Place]] = field(default_factory=dict)
    content: dict[str, Any] | None = None
    faults: list[Fault] = field(default_factory=list)

    def at(self, problem: Problem) -> Fault:
        """Where in the file a problem with a field stands."""
        for path, table in TABLES.items():
            if problem.field == path or problem.field.startswith(f"{path}."):
                return self._in_rows(path, table.columns, problem)
        columns = [each for each in SCALARS if f"{problem.field}.".startswith(f"{each.path}.")]
        label = columns[0].label if columns else ""
        return Fault(self.place[0], self.place[1], label, problem.sentence)

    def _in_rows(self, path: str, columns: Sequence[Element], problem: Problem) -> Fault:
        number, _, inside = problem.field.removeprefix(path).lstrip(".").partition(".")
        places = self.row_places.get(path, [])
        if not number.isdecimal() or int(number) >= len(places):
            return Fault(*self.place[:2], "", problem.sentence)
        label = next((each.label for each in columns if f"{inside}.".startswith(f"{each.path}.")), "")
        sheet, row, _ = places[int(number)]
        return Fault(sheet, row, label, problem.sentence)


def take(name: str, content: bytes) -> list[Record]:
    """The records of a file. Raises NotOurs for a file that is not one of ours."""
    found = _from_json(content) if name.lower().endswith(".json") else _from_workbook(name, content)
    if not found:
        raise NotOurs(Fault(ITEMS, None, "", "没有一行内容。请从第 2 行起填写。"))
    _mark_twice(found)
    return found


def _mark_twice(found: list[Record]) -> None:
    """Two versions of one record in one file: nobody can say which is meant."""
    same: dict[str, list[Record]] = defaultdict(list)
    for record in found:
        same[record.record_id].append(record)
    for records in same.values():
        for record in records if len(records) > 1 else ():
            rows = "、".join(str(other.place[1]) for other in records)
            told = f"记录编号“{record.record_id}”在第 {rows} 行都有。一份文件里一个记录只能有一行，请留一行。"
            record.faults.append(Fault(record.place[0], record.place[1], RECORD, told))


# --- JSON ------------------------------------------------------------------------------------------------------------
def _from_json(content: bytes) -> list[Record]:
    if len(content) > LARGEST:
        raise NotOurs(Fault("", None, "", "文件超过 20 MB。请分成几份再导入。"))
    try:
        read = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError):
        raise NotOurs(Fault("", None, "", "文件不是完整的 JSON，可能没有拷贝完；编码要用 UTF-8。")) from None
    listed = read if isinstance(read, list) else [read]
    if not all(isinstance(each, dict) for each in listed) or len(listed) > MOST_ROWS:
        raise NotOurs(
            Fault("", None, "", f"JSON 应是一份指南，或指南的列表（最多 {MOST_ROWS} 份）。请对照导出的文件。")
        )
    return [
        Record(str(each.get("record_id") or f"第 {number} 份"), ("JSON", number, ""), content=each)
        for number, each in enumerate(listed, start=1)
    ]


# --- Excel -----------------------------------------------------------------------------------------------------------
def _from_workbook(name: str, content: bytes) -> list[Record]:
    look(name, content)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
    except (CalamineError, OSError):
        raise NotOurs(Fault("", None, "", "文件打不开，可能没有存完。请用 Excel 重新另存一次。")) from None
    wanted = {ITEMS: SCALARS} | {
        sheet_name(table): (Element("record_id", RECORD), *table.columns) for table in TABLES.values()
    }
    if faults := list(_headings(book, wanted)):
        raise NotOurs(*faults)
    found = {record.place[1]: record for record in _items(book)}
    by_id = {record.record_id: record for record in found.values()}
    for path, table in TABLES.items():
        if sheet_name(table) in book.sheet_names:
            _take_rows(book, path, table.columns, by_id, next(iter(found.values()), None))
    return list(found.values())


def _headings(book: CalamineWorkbook, wanted: Mapping[str, Sequence[Element]]) -> Iterator[Fault]:
    """Whether it is our template: the first row of each sheet that is there."""
    if ITEMS not in book.sheet_names:
        yield Fault("", None, "", f"没有“{ITEMS}”表，不是实施清单的模板。请下载模板，把内容填进去再导入。")
        return
    for sheet, columns in wanted.items():
        if sheet in book.sheet_names:
            labels = [_text(cell) for cell in next(iter(book.get_sheet_by_name(sheet).iter_rows()), [])]
            known = [column.label for column in columns]
            for label in [each for each in labels if each and each not in known]:
                yield Fault(sheet, 1, label, "模板里没有这一列。请改成模板的列名，或删去这一列。")
            if RECORD not in labels:
                yield Fault(sheet, 1, RECORD, "缺这一列。请用新下载的模板。")


def _lines(book: CalamineWorkbook, sheet: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a sheet that hold anything, by heading; rows are counted as Excel counts them."""
    page = book.get_sheet_by_name(sheet)
    rows = enumerate(page.iter_rows(), start=(page.start[0] if page.start else 0) + 1)
    labels = [_text(cell) for cell in next(rows, (1, []))[1]]
    for number, cells in rows:
        line = {label: cell for label, cell in zip(labels, cells, strict=False) if label}
        if any(_text(cell) for cell in line.values()):
            yield number, line


def _items(book: CalamineWorkbook) -> Iterator[Record]:
    for number, line in _lines(book, ITEMS):
        record = Record(_text(line.get(RECORD)), (ITEMS, number, ""))
        if not record.record_id:
            record.record_id = f"第 {number} 行"
            record.faults.append(Fault(ITEMS, number, RECORD, "没有填。一份指南一个编号，例如 idcard-first-320200。"))
        for column in SCALARS:
            if column.label in line:
                record.texts[column.path] = _cell(record, (ITEMS, number, column.label), line[column.label])
        yield record


def _take_rows(
    book: CalamineWorkbook, path: str, columns: Sequence[Element], by_id: Mapping[str, Record], first: Record | None
) -> None:
    sheet = sheet_name(TABLES[path])
    for each in by_id.values():
        each.rows[path], each.row_places[path] = [], []
    for number, line in _lines(book, sheet):
        record_id = _text(line.get(RECORD))
        if record_id not in by_id:
            told = f"“事项”表里没有记录“{record_id[:40]}”。请改记录编号，或在“事项”表补这一行。"
            if first:
                first.faults.append(Fault(sheet, number, RECORD, told))
            continue
        record = by_id[record_id]
        texts = {
            column.path: _cell(record, (sheet, number, column.label), line.get(column.label)) for column in columns
        }
        if any(texts.values()):
            record.rows[path].append(texts)
            record.row_places[path].append((sheet, number, ""))


def _cell(record: Record, place: Place, value: object) -> str:
    if isinstance(value, float) and abs(value) >= 1e15:
        told = "被 Excel 变成了数字，后面几位丢了。请把这一格设为文本，再填一遍编码。"
        record.faults.append(Fault(*place, told))
    return _text(value)


def _text(value: object) -> str:
    """A cell as it reads on the sheet."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date | datetime) else str(value).strip()
