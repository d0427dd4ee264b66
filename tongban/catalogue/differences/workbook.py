"""The comparison as a workbook: the picture with its colours, the findings, every element, the choices, each guide's own."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from tongban.catalogue.differences.comparison import Comparison
from tongban.catalogue.differences.draft import offered
from tongban.catalogue.differences.matrix import Column, Distance, Place

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_COLOURS = {
    Distance.SAME: "#FFFFFF",
    Distance.BETTER: "#E2F2E4",
    Distance.WORDING: "#E6EDF6",
    Distance.UNREAD: "#EEEEEE",
    Distance.AWAY: "#FFF0C2",
    Distance.CONTRADICTION: "#FBE3E0",
}


def workbook(comparison: Comparison) -> bytes:
    """An .xlsx file. Everything is written as text, so that no cell of a guide can become a formula."""
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    plain = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C9CED6"}
    head = book.add_format(plain | {"bold": True, "bg_color": "#1D4F91", "font_color": "#FFFFFF"})
    colours = {distance: book.add_format(plain | {"bg_color": colour}) for distance, colour in _COLOURS.items()}
    _picture(book.add_worksheet("差异图"), comparison, head, colours)
    _table(
        book.add_worksheet("先改哪些"),
        ("排名", "问题", "害处", "说明", "地方"),
        _hurts(comparison),
        head,
        book.add_format(plain),
    )
    _table(
        book.add_worksheet("逐项对照"),
        ("要素", "地方", "写的", "远近", "建议统一"),
        _cells(comparison),
        head,
        book.add_format(plain),
    )
    _table(
        book.add_worksheet("统一草案"),
        ("要素", "建议", "依据", "为什么", "先放"),
        _choices(comparison),
        head,
        book.add_format(plain),
    )
    _table(
        book.add_worksheet("各地指南自己的问题"),
        ("地方", "要素", "程度", "问题", "位置"),
        _findings(comparison),
        head,
        book.add_format(plain),
    )
    book.close()
    return kept.getvalue()


def to_change(column: Column, places: Sequence[Place]) -> list[str]:
    """The places that would have to change something for one element."""
    far = {Distance.AWAY, Distance.CONTRADICTION}
    return [place.short for place, cell in zip(places, column.cells, strict=True) if cell.distance in far]


def _picture(sheet: Any, comparison: Comparison, head: Any, colours: dict[Distance, Any]) -> None:
    sheet.freeze_panes(2, 1)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, len(comparison.picture), 18)
    sheet.write_string(0, 0, "地方", head)
    sheet.write_string(1, 0, "建议统一", head)
    for across, column in enumerate(comparison.picture, start=1):
        sheet.write_string(0, across, column.label, head)
        sheet.write_string(1, across, column.choice.words, head)
    for down, place in enumerate(comparison.places, start=2):
        sheet.write_string(down, 0, place.short)
        for across, column in enumerate(comparison.picture, start=1):
            cell = column.cells[down - 2]
            told = f"{cell.words}（{cell.distance.label}）" if cell.distance is not Distance.UNREAD else cell.words
            sheet.write_string(down, across, told, colours[cell.distance])


def _table(sheet: Any, heads: Sequence[str], rows: Iterable[Sequence[str]], head: Any, plain: Any) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, 24)
    for across, words in enumerate(heads):
        sheet.write_string(0, across, words, head)
    for down, row in enumerate(rows, start=1):
        for across, words in enumerate(row):
            sheet.write_string(down, across, words, plain)


def _hurts(comparison: Comparison) -> Iterable[Sequence[str]]:
    for rank, hurt in enumerate(comparison.hurts, start=1):
        yield str(rank), hurt.title, hurt.harm.value, hurt.sentence, "、".join(hurt.places)


def _cells(comparison: Comparison) -> Iterable[Sequence[str]]:
    for column in comparison.columns:
        for place, cell in zip(comparison.places, column.cells, strict=True):
            yield column.label, place.short, cell.full or cell.words, cell.distance.label, column.choice.words


def _choices(comparison: Comparison) -> Iterable[Sequence[str]]:
    for column in offered(comparison):
        choice = column.choice
        yield column.label, choice.words, choice.ground.value, choice.why, "先放" if choice.held else ""


def _findings(comparison: Comparison) -> Iterable[Sequence[str]]:
    for place in comparison.places:
        for finding in place.findings:
            yield place.short, finding.element.label, finding.severity.label, finding.sentence, finding.where
