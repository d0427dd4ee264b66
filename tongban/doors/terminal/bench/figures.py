"""The figures: each is a promise of speed, measured through HTTP, beside its floor where it writes."""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from tongban.doors.terminal.bench import crowded, floor, ground
from tongban.doors.terminal.bench.crowd import Client, Heard, press, request
from tongban.doors.terminal.bench.serving import served

MARK = "@@@@@@@@@@@@"
WRITERS, READERS = 16, 32


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``ratio`` is to the floor of the same run; empty where nothing is written."""

    name: str
    per_second: float
    p50: float
    p99: float
    ratio: str
    wanted: str
    wrong: str = ""

    def row(self) -> str:
        """The line in Markdown."""
        return (
            f"| {self.name} | {self.per_second:,.0f} | {self.p50:.1f} / {self.p99:.1f} | {self.ratio} | {self.wanted} |"
        )


def measure(asked: argparse.Namespace) -> int:
    """Measure what was asked for, print the table, write it where asked."""
    print("准备数据库……", flush=True)
    ground.load()
    bench = Bench(asked)
    lines = [line for name in asked.figures for line in getattr(bench, name)()]
    table = _table(lines, asked)
    print(table)
    if asked.write:
        from django.db import connection

        write(asked.write, table, connection.vendor)
    wrong = [line for line in lines if line.wrong]
    for line in wrong:
        print(f"{line.name} 有错误答复：{line.wrong}")
    return 1 if wrong else 0


def _table(lines: list[Figure], asked: argparse.Namespace) -> str:
    from django.db import connection

    head = (
        f"{connection.vendor}，{asked.cases:,} 件，{asked.workers} 个进程，每项 {asked.rounds} 轮 × {asked.seconds:g} 秒取中，"
        f"{os.cpu_count()} 核，Python {platform.python_version()}，{time.strftime('%Y-%m-%d')}"
    )
    rows = "\n".join(line.row() for line in lines)
    return f"{head}\n\n| | 每秒 | p50 / p99 毫秒 | 与地板之比 | 应到 |\n|---|---|---|---|---|\n{rows}"


def write(path: Path, table: str, mark: str) -> None:
    """Put a table between its markers."""
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    text = path.read_text()
    before, rest = text.split(begin, 1)
    path.write_text(f"{before}{begin}\n{table}\n{end}{rest.split(end, 1)[1]}")


class Bench:
    """A ground, a server, and the figures taken on them."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        self.hall = ground.token_of("诸暨市政务服务中心")
        self.fund = ground.token_of("达州市住房公积金管理中心")
        self.wires, self.number = self._first_case()

    def _first_case(self) -> tuple[list[bytes], str]:
        """Hand one real application in, and keep it as requests from two hundred places, each to be sent under fresh keys."""
        from tongban.doors.terminal.bench.application import bodies

        headers = {**self._as(self.hall), "Content-Type": "application/json", "Idempotency-Key": f"bench-{MARK}"}
        wires = [request("POST", "/api/v1/cases", headers, json.dumps(body).encode()) for body in bodies()]
        with self._server() as port:
            status, answer = Client(port).ask(wires[0].replace(MARK.encode(), _fresh_mark()))
            if status != 201:
                raise SystemExit(f"第一件没有收成：{status} {answer.decode()[:500]}")
        return wires, json.loads(answer)["number"]

    def _as(self, token: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}"}

    def _server(self, *, workers: int = 0) -> AbstractContextManager[int]:
        return served(workers or self.asked.workers)

    def _middle(self, once: Callable[[], Heard]) -> Heard:
        heard = [once() for _ in range(self.asked.rounds)]
        return sorted(heard, key=lambda one: one.per_second)[len(heard) // 2]

    def _pressed(self, port: int, wires: list[bytes], clients: int) -> Heard:
        press(port, wires, clients=clients, seconds=1.0)  # warm
        return self._middle(lambda: press(port, wires, clients=clients, seconds=self.asked.seconds))

    # --- the figures -----------------------------------------------------------------------------------------------
    def start(self) -> list[Figure]:
        """``tongban --help``, and the time until the server answers."""
        helped = statistics.median(_seconds([sys.executable, "-m", "tongban", "--help"]) for _ in range(5))
        began = time.monotonic()
        with self._server():
            ready = time.monotonic() - began
        return [
            Figure("`tongban --help`", 1 / helped, 1000 * helped, 1000 * helped, "", "0.5 秒内"),
            Figure("服务器就绪", 1 / ready, 1000 * ready, 1000 * ready, "", "3 秒内"),
        ]

    def submit(self) -> list[Figure]:
        """收件 through HTTP: validation, case, materials, papers, journal and relays in one transaction."""
        script = floor.submit_script(self.number)
        bare = floor.commits_per_second(script, clients=WRITERS, seconds=self.asked.seconds)
        with self._server() as port:
            heard = self._pressed(port, self.wires, WRITERS)
        return [
            Figure("地板：同样的行，裸 SQL", bare, 0, 0, "1", ""),
            _figure("收件（16 个客户端）", heard, bare, "≥ 340，≥ 1/5，p99 < 150"),
        ]

    def act(self) -> list[Figure]:
        """受理 by the authority's system."""
        bare = floor.commits_per_second(floor.act_script(self.number), clients=WRITERS, seconds=self.asked.seconds)
        with self._server() as port:
            enough = int(self.asked.rounds * (self.asked.seconds + 1) * 900)
            numbers = self._received(port, enough)
            heard = self._accepting(port, numbers)
        return [
            Figure("地板：受理的行，裸 SQL", bare, 0, 0, "1", ""),
            _figure("受理（16 个客户端）", heard, bare, "≥ 370"),
        ]

    def _received(self, port: int, enough: int) -> list[str]:
        """So many cases waiting at the authority, as SQL copies of one that was handed in."""
        crowded.wait_at_authority(self.number, enough)
        return crowded.waiting_numbers(enough)

    def _accepting(self, port: int, numbers: list[str]) -> Heard:
        headers = self._as(self.fund)
        heard = []
        share = len(numbers) // self.asked.rounds
        for turn in range(self.asked.rounds):
            mine = numbers[turn * share : (turn + 1) * share]
            wires = [request("POST", f"/api/v1/cases/{number}/accept", headers) for number in mine]
            heard.append(press(port, wires, clients=WRITERS, seconds=self.asked.seconds, once=True))
        return sorted(heard, key=lambda one: one.per_second)[len(heard) // 2]

    def life(self) -> list[Figure]:
        """A whole life: hand in, accept, decide, deliver; 16 systems side by side."""
        from tongban.doors.terminal.bench.lives import whole_lives

        with self._server() as port:
            heard = self._middle(
                lambda: whole_lives(port, self.wires, self._as(self.fund), clients=WRITERS, seconds=self.asked.seconds)
            )
        return [_figure("一生：收件、受理、决定、送达", heard, 0, "> 84"), *self.clock()]

    def clock(self) -> list[Figure]:
        """Every last day and card of so many open cases, and one journal of five hundred facts."""
        from tongban.doors.terminal.bench import million

        replay = million.long_journal(self.number)
        took = million.million(self.asked.open_cases, self.number)
        many = f"{self.asked.open_cases:,} 件在办的截止日和牌（2 个进程）"
        return [
            Figure("一件 500 条经过，从日志重算", 1 / replay, 1000 * replay, 1000 * replay, "", "20 毫秒内"),
            Figure(many, self.asked.open_cases / took, 1000 * took, 1000 * took, "", "1,000,000 件 60 秒内"),
        ]

    def read(self) -> list[Figure]:
        """Case page, inbox, home and guide for 32 readers among so many cases."""
        first_person, first_agency = crowded.crowd_of_people()
        crowded.fill(self.asked.cases, first_person=first_person, first_agency=first_agency)
        reader = ground.cookie_of(crowded.reader_account(first_person))
        numbers = crowded.numbers_of(first_person)
        officer = ground.cookie_of(crowded.officer_account(first_agency))
        pages = {
            "办件页": ([f"/my/cases/{number}" for number in numbers], reader),
            "收件箱（20 行）": (["/office/"], officer),
            "首页": (["/"], ""),
            "办事指南": ([f"/items/{version}?from=330681000000" for version in crowded.versions()], ""),
        }
        with self._server() as port:
            return [self._page(port, name, paths, cookie) for name, (paths, cookie) in pages.items()]

    def _page(self, port: int, name: str, paths: list[str], cookie: str) -> Figure:
        headers = {"Cookie": cookie} if cookie else {}
        wires = [request("GET", path, headers) for path in paths]
        return _figure(f"{name}（32 个读者）", self._pressed(port, wires, READERS), 0, "≥ 600，p99 < 100")


def _fresh_mark() -> bytes:
    """A fresh key for a single request."""
    return b"%012d" % (time.time_ns() % 10**12)


def _figure(name: str, heard: Heard, bare: float, wanted: str) -> Figure:
    ratio = f"{heard.per_second / bare:.2f}" if bare else ""
    return Figure(
        name, heard.per_second, heard.percentile(0.5), heard.percentile(0.99), ratio, wanted, heard.first_wrong
    )


def _seconds(command: list[str]) -> float:
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began
