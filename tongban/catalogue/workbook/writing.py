"""The template (with the lists to choose from) and the export: the same sheets, the same columns."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import xlsxwriter
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from tongban.catalogue.assembling import typed_of
from tongban.catalogue.elements import GROUPS, IDENTITY, TABLES, Element, Table

ITEMS, RECORD = "事项", "记录编号"
SCALARS: tuple[Element, ...] = (*IDENTITY, *(element for group in GROUPS for element in group.elements))
"""The columns of the first sheet, one row a record."""

_GUIDE = (
    "怎么填",
    "“事项”表一行一份指南；“材料”“情形”等表一行一条，用“记录编号”对应到事项。",
    "表名、列名不要改；单元格不要合并，不要用公式；编码所在的列已设为文本。",
    "一格里有几条的，用 Alt+回车分行。没读到的留空，留空不等于“不需要”。",
    "“什么情形要”写成 情形键=选项键/选项键；几个条件都要成立的用“；”分开，例如 where=remote；age=child。",
    "导入后都是草稿，要送审、由另一人复核才发布。一份指南有一处错，整份不导入，别的照常；再导入同一份文件不会重复。",
)


def sheet_name(table: Table) -> str:
    """The sheet a table's rows stand in."""
    return table.label.replace("、", "")[:31]


def template() -> bytes:
    """An empty workbook to fill in: headings with their hints, and the code lists to choose from."""
    book = Workbook()
    book.remove(book.worksheets[0])
    first = book.create_sheet("说明")
    for line in _GUIDE:
        first.append([line])
    first["A1"].font = Font(bold=True)
    first.column_dimensions["A"].width = 100
    _headed(book, ITEMS, SCALARS)
    for table in TABLES.values():
        _headed(book, sheet_name(table), (Element("record_id", RECORD), *table.columns))
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _headed(book: Workbook, name: str, columns: Iterable[Element]) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    for number, column in enumerate(columns, start=1):
        cell, letter = sheet.cell(1, number, column.label), get_column_letter(number)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6F2")
        sheet.column_dimensions[letter].width = 22
        sheet.column_dimensions[letter].number_format = "@"
        if column.hint:
            cell.comment = Comment(column.hint, "通办")
        if choices := _choices(column):
            rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}20001")


def _choices(column: Element) -> list[str]:
    """What a cell may hold, where it is one of a list short enough for Excel (255 signs)."""
    labels = ["是", "否"] if column.flag else [label for _, label in column.options if not column.many]
    return labels if len(",".join(labels)) < 250 else []


def export(contents: Iterable[Mapping[str, Any]]) -> bytes:
    """The guides in the sheets of the template; every cell is text, nothing is a formula."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "bg_color": "#DDE6F2"})
    items = _sheet(book, ITEMS, [column.label for column in SCALARS], bold)
    tables = {
        path: _sheet(book, sheet_name(table), [RECORD, *(column.label for column in table.columns)], bold)
        for path, table in TABLES.items()
    }
    rows = dict.fromkeys(tables, 0)
    for number, content in enumerate(contents, start=1):
        typed = typed_of(content)
        for column, element in enumerate(SCALARS):
            items.write_string(number, column, typed.texts[element.path])
        for path, sheet in tables.items():
            for row in typed.rows[path]:
                rows[path] += 1
                for column, text in enumerate([content["record_id"], *row.values()]):
                    sheet.write_string(rows[path], column, text)
    book.close()
    return made.getvalue()


def _sheet(book: Any, name: str, headings: list[str], bold: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(headings), 22)
    sheet.write_row(0, 0, headings, bold)
    return sheet
