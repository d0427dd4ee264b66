"""What kind of workbook somebody sent: looked at as a stream, before anything is taken into memory.

Merged cells, formulas, macros, another template, far too many rows: each is a sentence that names sheet, row, column.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from tongban.kit.blocked import Invalid

LARGEST = 20 * 2**20  # bytes of a file
UNPACKED = 400 * 2**20  # bytes of all its parts
MOST_ROWS = 20_000  # of one sheet
_CHUNK, _OVERLAP = 1 << 18, 4096

_CELL_WITH_FORMULA = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*><f[ >/]')
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d+):([A-Z]{1,3}\d+)"')
_ROW = re.compile(rb"<row[ >]")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a file: sheet, row (from 1) and column as people see them, what it is, what to do."""

    sheet: str
    row: int | None
    column: str
    sentence: str

    @property
    def where(self) -> str:
        """“材料”表第 3 行“原件份数”列."""
        if self.sheet == "JSON":
            return f"第 {self.row} 份"
        row = f"第 {self.row} 行" if self.row else ""
        return f"“{self.sheet}”表{row}{f'“{self.column}”列' if self.column else ''}" if self.sheet else ""


class NotOurs(Invalid):
    """A file that is not looked into any further, with its faults."""

    def __init__(self, *faults: Fault) -> None:
        from tongban.kit.blocked import Problem

        self.faults = faults
        super().__init__(Problem("file", f"{fault.where}{fault.sentence}") for fault in faults)


def look(name: str, content: bytes) -> None:
    """Raises NotOurs for what cannot be imported as it is."""
    if len(content) > LARGEST:
        raise _whole(f"文件有 {len(content) // 2**20} MB，最多 20 MB。请分成几份再导入。")
    if name.lower().endswith((".xlsm", ".xltm")):
        raise _whole("这是带宏的文件（xlsm），不能导入。请另存为“Excel 工作簿（.xlsx）”再导入。")
    if not zipfile.is_zipfile(BytesIO(content)):
        raise _whole("这不是 Excel 工作簿（.xlsx）。旧的 xls、csv 请用 Excel 另存为 xlsx；或按模板填写。")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        names = set(parts.namelist())
        if any(part.endswith("vbaProject.bin") for part in names):
            raise _whole("文件里带有宏，不能导入。请另存为“Excel 工作簿（.xlsx）”再导入。")
        if "xl/workbook.xml" not in names:
            raise _whole("这个压缩包不是 Excel 工作簿。请用模板填写，存成 xlsx。")
        if sum(part.file_size for part in parts.infolist()) > UNPACKED:
            raise _whole("文件展开后太大，可能有整列整行的格式。请把内容复制到空白模板里再导入。")
        if faults := [fault for sheet, part in _sheets(parts) for fault in _in_sheet(parts, sheet, part)]:
            raise NotOurs(*faults)


def _whole(sentence: str) -> NotOurs:
    return NotOurs(Fault("", None, "", sentence))


def _sheets(parts: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name and the part it is kept in."""
    from html import unescape

    book = parts.read("xl/workbook.xml").decode("utf-8", "replace")
    links = parts.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for link in re.findall(r"<Relationship [^>]*>", links):
        about = dict(re.findall(r'(\w+)="([^"]*)"', link))
        targets[about.get("Id", "")] = about.get("Target", "").removeprefix("/xl/").removeprefix("/")
    for sheet in re.findall(r"<sheet [^>]*>", book):
        about = dict(re.findall(r'([\w:]+)="([^"]*)"', sheet))
        yield unescape(about.get("name", "")), f"xl/{targets.get(about.get('r:id', ''), '')}"


def _in_sheet(parts: zipfile.ZipFile, sheet: str, part: str) -> Iterator[Fault]:
    """The first of each fault in one sheet; the sheet is read in pieces and never held whole."""
    if part not in parts.namelist():
        return
    rows, told = 0, set[str]()
    with parts.open(part) as stream:
        before = b""
        while piece := stream.read(_CHUNK):
            seen = before + piece
            rows += sum(found.start() >= len(before) for found in _ROW.finditer(seen))
            if rows > MOST_ROWS:
                sentence = f"超过 {MOST_ROWS} 行。请分成几份，每份每张表不超过 {MOST_ROWS} 行。"
                yield Fault(sheet, MOST_ROWS + 1, "", sentence)
                return
            for kind, fault in _marks(sheet, seen):
                if kind not in told:
                    told.add(kind)
                    yield fault
            before = seen[-_OVERLAP:]


def _marks(sheet: str, seen: bytes) -> Iterator[tuple[str, Fault]]:
    if found := _CELL_WITH_FORMULA.search(seen):
        column, row = found[1].decode(), int(found[2])
        sentence = "是公式。请选中整张表，复制后“选择性粘贴—数值”，再导入。"
        yield "formula", Fault(sheet, row, column, sentence)
    if merged := _MERGED.search(seen):
        column, row = merged[1].decode(), int(merged[2])
        sentence = f"是合并单元格（到 {merged[3].decode()}）。请取消合并，每一行都填全，再导入。"
        yield "merged", Fault(sheet, row, column, sentence)
