"""``tongban load``: the tables, the divisions, the outlets, the guides and, for a demonstration, its people."""

import argparse
from collections.abc import Callable

from tongban.doors.terminal.starting import start


def arguments(parser: argparse.ArgumentParser) -> None:
    """``--bare`` leaves the demonstration's people out, as a real installation does."""
    parser.add_argument("--bare", action="store_true", help="不装演示人员（正式安装用）")
    parser.add_argument("--tables-only", action="store_true", help="只建表或升级表")


def run(asked: argparse.Namespace) -> int:
    """Load everything, each step with its progress; again and again it changes nothing."""
    start()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    if asked.tables_only:
        print("表已是最新。")
        return 0
    return _load(with_people=not asked.bare)


def _load(*, with_people: bool) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from tongban.catalogue import actions as catalogue
    from tongban.doors.terminal.demo import load_people
    from tongban.doors.terminal.demo_bases import load_bases
    from tongban.doors.terminal.demo_lists import load_lists
    from tongban.eforms import actions as eforms
    from tongban.kit.blocked import Invalid
    from tongban.regions import actions as regions

    console = Console()
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        try:
            regions.load(_follow(bars, "行政区划、网点"))
        except Invalid as broken:
            console.print(f"[red]没有装入：{broken.sentence}")
            return 1
        report = catalogue.load_guides(_follow(bars, "办事指南"))
        forms = eforms.load_designs()
    for problem in report.problems:
        console.print(f"[red]没有装入 {problem.field}：{problem.sentence}")
    if with_people:
        load_people()
        load_lists()
        load_bases()
        _leave_cases()
    told = f"指南：新装 {report.loaded} 份，没有变化 {report.unchanged} 份，要核实的疑点 {len(report.doubts)} 处。"
    console.print(told)
    console.print(f"表单：新装 {forms.new} 份，没有变化 {forms.unchanged} 份。")
    return 1 if report.problems else 0


def _leave_cases() -> None:
    """A demonstration has cases in hand from the first look; one that has cases already keeps what it has."""
    from tongban.cases.invariants import numbers
    from tongban.doors.terminal.lives import leave_some_in_hand

    if next(numbers(), None) is None:
        leave_some_in_hand()


def _follow(bars: object, description: str) -> Callable[..., None]:
    from rich.progress import Progress

    assert isinstance(bars, Progress)  # noqa: S101  # rich is imported only when a bar is drawn
    task = bars.add_task(description, total=None)

    def progress(done: int, total: int, *_: str) -> None:
        bars.update(task, completed=done, total=total)

    return progress
