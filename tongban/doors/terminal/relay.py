"""``tongban relay``: deliver facts to their listeners until told to stop."""

import argparse
import signal
from types import FrameType

from tongban.doors.terminal.starting import start


def arguments(parser: argparse.ArgumentParser) -> None:
    """``--once`` delivers what is ready and ends."""
    parser.add_argument("--once", action="store_true", help="送完现有的就结束")


def run(asked: argparse.Namespace) -> int:
    """Run the relay. A signal lets it finish the fact it is at."""
    start()
    from tongban.cases.actions import keep_time
    from tongban.journal import worker

    if asked.once:
        print(f"送了 {worker.drain()} 条。")
        return 0
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.run(stopped=lambda: bool(stopping), now_and_then=keep_time)
    return 0
