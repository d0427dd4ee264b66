"""Reading the tables of ``source/`` into rows; whatever is wrong is told by file, line and column, all at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from tongban.kit.blocked import Invalid, Problem
from tongban.regions.models import Outlet, Region
from tongban.regions.places import Kind, Level, OutletLevel, level_of, parent_code

SOURCE = Path(__file__).parent / "source"
DEFAULT_SOURCE = "nbs-2023"
_CODE_DIGITS = {"provinces": 2, "cities": 4, "counties": 6, "townships": 9}
_TOLD_AT_ONCE = 20
Row = TypeVar("Row", Region, Outlet)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, by column, which knows where it stands."""

    file: str
    number: int
    values: dict[str, str]


class Wrong(Exception):
    """What is wrong with one column of a line."""

    def __init__(self, column: str, what: str) -> None:
        self.column, self.what = column, what


def read(folder: Path = SOURCE) -> tuple[list[Region], list[Outlet]]:
    """All regions, higher levels first, and all outlets. Raises Invalid with the first twenty problems."""
    problems: list[Problem] = []
    regions: dict[str, Region] = {}
    for table, digits in _CODE_DIGITS.items():
        reader = _RegionReader(digits, regions)
        _gather(_lines(folder / f"{table}.tsv"), reader.read, regions, problems)
    outlets: dict[str, Outlet] = {}
    _gather(_lines(folder / "outlets.tsv"), lambda line: _outlet(line, regions), outlets, problems)
    if problems:
        raise Invalid(problems[:_TOLD_AT_ONCE])
    return list(regions.values()), list(outlets.values())


def _gather(lines: Iterator[Line], make: Callable[[Line], Row], rows: dict[str, Row], problems: list[Problem]) -> None:
    for line in lines:
        try:
            row = make(line)
            if row.code in rows:
                raise Wrong("code", f"的代码“{row.code}”前面已经有了")
        except Wrong as wrong:
            where = f"{line.file} 第 {line.number} 行 {wrong.column} 列"
            problems.append(Problem(f"{line.file}:{line.number}:{wrong.column}", where + wrong.what))
        else:
            rows[row.code] = row


def _lines(path: Path) -> Iterator[Line]:
    """Tab-separated, UTF-8, the first line names the columns; a line of another width is not guessed at."""
    header, *rest = _text(path).splitlines() or [""]
    columns = header.split("\t")
    for number, line in enumerate(rest, start=2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            sentence = f"{path.name} 第 {number} 行有 {len(cells)} 列，应为 {len(columns)} 列"
            raise Invalid([Problem(f"{path.name}:{number}", sentence)])
        yield Line(path.name, number, dict(zip(columns, cells, strict=True)))


def _text(path: Path) -> str:
    try:
        written = path.read_bytes()
        return written.decode("utf-8")
    except FileNotFoundError:
        raise Invalid([Problem(path.name, f"缺少文件 {path.name}，请重新取一份完整的程序")]) from None
    except UnicodeDecodeError as error:
        number = written.count(b"\n", 0, error.start) + 1
        raise Invalid([Problem(f"{path.name}:{number}", f"{path.name} 第 {number} 行不是 UTF-8 文字")]) from None


# --- cells -----------------------------------------------------------------------------------------------------------
def _written(line: Line, column: str, longest: int) -> str:
    value = line.values.get(column, "")
    if not value or value != value.strip():
        raise Wrong(column, "是空的，或者前后有空格")
    if len(value) > longest or not value.isprintable() or "\ufffd" in value:
        raise Wrong(column, f"“{value[:20]}”太长，或者有乱码")
    return value


def _code(line: Line, column: str, digits: int) -> str:
    value = line.values.get(column, "")
    if not (len(value) == digits and value.isascii() and value.isdecimal()):
        raise Wrong(column, f"“{value[:20]}”应为 {digits} 位数字")
    return value.ljust(12, "0")


def _choice(line: Line, column: str, allowed: type[Kind] | type[OutletLevel], default: str = "") -> str:
    value = line.values.get(column) or default
    if value not in allowed.values:
        raise Wrong(column, f"“{value[:20]}”应为 {'、'.join(allowed.values)} 之一")
    return value


def _day(line: Line, column: str) -> date | None:
    value = line.values.get(column, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise Wrong(column, f"“{value[:20]}”应为日期，如 2024-12-27") from None


# --- rows ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _RegionReader:
    """Reads one level's table, with the levels above it already read."""

    digits: int
    above: dict[str, Region]

    def read(self, line: Line) -> Region:
        code = _code(line, "code", self.digits)
        parent = self._parent(code)
        name = _written(line, "name", 60)
        kind = _choice(line, "kind", Kind, Kind.LEGAL)
        outer = parent.full_name if parent else ""
        return Region(
            code=code,
            parent_id=parent.code if parent else None,
            level=level_of(code),
            name=name,
            full_name=outer if kind == Kind.PLACEHOLDER else outer + name,
            kind=kind,
            initials=_written(line, "initials", 60),
            pinyin=_written(line, "pinyin", 200),
            valid_from=_day(line, "valid_from"),
            valid_until=_day(line, "valid_until"),
            source=line.values.get("source") or DEFAULT_SOURCE,
        )

    def _parent(self, code: str) -> Region | None:
        above = parent_code(code)
        if above is not None and above not in self.above:
            raise Wrong("code", f"的上级“{above}”不在上一级的表里")
        return self.above[above] if above else None


def _outlet(line: Line, regions: dict[str, Region]) -> Outlet:
    region_code = _code(line, "region", 12)
    if region_code not in regions or regions[region_code].level == Level.NATION:
        raise Wrong("region", f"“{region_code}”不在区划表里")
    weekdays = _written(line, "open_weekdays", 7)
    if not set(weekdays) <= set("1234567"):
        raise Wrong("open_weekdays", f"“{weekdays}”应为 1 到 7 的数字，1 是周一")
    return Outlet(
        code=_written(line, "code", 20),
        region_id=region_code,
        level=_choice(line, "level", OutletLevel),
        name=_written(line, "name", 100),
        address=_written(line, "address", 200),
        hours=_written(line, "hours", 100),
        phone=_written(line, "phone", 20),
        open_weekdays=weekdays,
    )
