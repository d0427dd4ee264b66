"""``tongban relay``: deliver facts to their listeners until told to stop."""

import argparse
import logging
import signal
import time
from collections.abc import Callable
from types import FrameType

from tongban.doors.terminal.starting import start

DAY = 24 * 60 * 60.0
log = logging.getLogger("tongban.relay")


def in_turn(*acts: Callable[[], object]) -> Callable[[], None]:
    """What time does, one after the other; one that fails is told in the log and keeps none of the others from it."""

    def done() -> None:
        for act in acts:
            try:
                act()
            except Exception:
                log.exception("what time does could not be done; it is tried again")

    return done


def once_a_day(act: Callable[[], object]) -> Callable[[], None]:
    """The act, at its first call and then when a day has gone by; one that failed is tried again at the next call."""
    last: list[float] = []

    def done() -> None:
        if not last or time.monotonic() - last[-1] >= DAY:
            act()
            last[:] = [time.monotonic()]

    return done


def arguments(parser: argparse.ArgumentParser) -> None:
    """``--once`` delivers what is ready and ends."""
    parser.add_argument("--once", action="store_true", help="送完现有的就结束")


def run(asked: argparse.Namespace) -> int:
    """Run the relay. A signal lets it finish the fact it is at."""
    start()
    from tongban.cases.actions import keep_time
    from tongban.documents.actions import sweep
    from tongban.journal import worker

    if asked.once:
        print(f"送了 {worker.drain()} 条。")
        return 0
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.run(stopped=lambda: bool(stopping), now_and_then=in_turn(keep_time, once_a_day(sweep)))
    return 0
