"""``tongban bench``: how fast, against a floor measured in the same run. Its own database, its own server, this machine."""

import argparse
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which figures, for how long, among how many cases, and where to write them."""
    parser.add_argument(
        "figures",
        nargs="*",
        default=["start", "submit", "act", "life", "read"],
        help="start submit act life clock read（life 也量时限）；或单独 catalogue",
    )
    parser.add_argument("--seconds", type=float, default=8.0, help="每项量多少秒，默认 8")
    parser.add_argument("--rounds", type=int, default=3, help="每项量几轮，取中间一轮，默认 3")
    parser.add_argument("--cases", type=int, default=100_000, help="库里先有多少办件，默认 100000")
    parser.add_argument("--versions", type=int, default=1_000_000, help="catalogue：装多少条实施清单，默认 1000000")
    parser.add_argument("--open-cases", type=int, default=1_000_000, help="重算时限用多少在办件，默认 1000000")
    parser.add_argument("--workers", type=int, default=2, help="网页进程数，默认 2")
    parser.add_argument("--write", type=Path, help="把表写进这个 Markdown 文件的标记之间")


def run(asked: argparse.Namespace) -> int:
    """Prepare, measure, print; exit status 1 when a page or an act answered with an error."""
    from tongban.doors.terminal.bench.ground import separate_database

    separate_database()  # before Django wakes: never the database that is in use
    from tongban.doors.terminal.starting import start

    start()
    from tongban.doors.terminal.bench import catalogue, figures

    return catalogue.measure(asked) if asked.figures == ["catalogue"] else figures.measure(asked)
