"""``tongban differences``: where places differ on one item, as words, as JSON for scripts, or as a workbook."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from tongban.doors.terminal.starting import start

if TYPE_CHECKING:
    from tongban.catalogue.differences.comparison import Comparison


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which item, and in which form."""
    parser.add_argument("slug", nargs="?", help="事项标识，如 idcard-first；不写就列出可以比较的事项")
    parser.add_argument("--json", action="store_true", help="打印全部内容，给程序读")
    parser.add_argument("--excel", type=Path, metavar="文件", help="写成表格文件（.xlsx）")


def run(asked: argparse.Namespace) -> int:
    """Print the findings, worst first, or what was asked for. Exit status 1 for an item nobody has published."""
    start()
    from django.utils import timezone

    from tongban.catalogue.differences import queries
    from tongban.catalogue.differences.plain import plain
    from tongban.catalogue.differences.workbook import workbook
    from tongban.kit.blocked import NotFound

    if not asked.slug:
        for one in queries.comparable():
            print(f"{one.slug}\t{one.places} 地\t{one.name}")
        return 0
    try:
        comparison = queries.comparison(asked.slug, today=timezone.localdate())
    except NotFound as missing:
        print(missing.sentence)
        return 1
    if asked.excel:
        asked.excel.write_bytes(workbook(comparison))
        print(f"已写入 {asked.excel}。")
    elif asked.json:
        print(json.dumps(plain(comparison), ensure_ascii=False, indent=1))
    else:
        _tell(comparison)
    return 0


def _tell(comparison: "Comparison") -> None:
    print(f"{comparison.name}：{len(comparison.places)} 地，{len(comparison.hurts)} 处差异")
    for rank, hurt in enumerate(comparison.hurts, start=1):
        print(f"{rank:>3}. 【{hurt.harm}】{hurt.title}（{hurt.where}）\n     {hurt.sentence}")
    for column in comparison.columns:
        print(f"  建议 {column.label}：{column.choice.words}（{column.choice.ground}）{column.choice.why}")
