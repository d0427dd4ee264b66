"""``tongban sweep``: files that nobody uses leave the store. The relay does the same once a day."""

import argparse

from tongban.doors.terminal.starting import start


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: the grace is the same for everybody."""


def run(asked: argparse.Namespace) -> int:
    """Sweep once, and say what was done."""
    start()
    from tongban.documents.actions import sweep

    done = sweep()
    print(f"新做记号 {done.marked} 个，又有人用而去掉记号 {done.freed} 个，删除 {done.removed} 个。")
    return 0
