"""``tongban parked``: the operator's tasks of the relay, each with what came of it; and letting one go on."""

import argparse

from tongban.doors.terminal.starting import start


def arguments(parser: argparse.ArgumentParser) -> None:
    """``--free`` lets one try again, once its cause is mended."""
    parser.add_argument("--free", type=int, metavar="编号", help="原因排除以后，让这一条再试")


def run(asked: argparse.Namespace) -> int:
    """Print what is parked, or free one. Exit status 1 while anything waits for a person."""
    start()
    from tongban.journal import actions, queries

    if asked.free is not None and not actions.free(asked.free):
        print(f"没有停放的第 {asked.free} 条。运行 tongban parked 看有哪些。")
        return 1
    left = queries.parked()
    print(f"停放 {len(left)} 条。" if left else "没有停放的传达。")
    for one in left:
        print(f"  {one.id}　{one.subject} {one.fact} → {one.listener}\n      {one.trouble}")
    if left:
        print("原因排除以后，运行 tongban parked --free 编号。同一件后面的事要等它。")
    return 1 if left else 0
