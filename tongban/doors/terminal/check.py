"""``tongban check``: does everything still hold that must hold? For the operator, after a restore, before an audit."""

import argparse

from tongban.doors.terminal.starting import start


def arguments(parser: argparse.ArgumentParser) -> None:
    """One case, or all of them."""
    parser.add_argument("number", nargs="?", help="只核对这一个受理号；不写就核对全部")


def run(asked: argparse.Namespace) -> int:
    """Print what is broken. Exit status 1 when anything is."""
    start()
    from tongban.cases import invariants
    from tongban.journal import queries as journal

    numbers = [asked.number] if asked.number else list(invariants.numbers())
    found = [sentence for number in numbers for sentence in invariants.broken(number)]
    if not asked.number:
        found += invariants.lost()
    backlog = journal.backlog()
    print(f"核对了 {len(numbers)} 件：{len(found)} 处不对。传达：等待 {backlog.waiting} 条，停放 {backlog.parked} 条。")
    for sentence in found:
        print(f"  {sentence}")
    return 1 if found else 0
