"""``tongban bench catalogue``: a nation's catalogue loaded, indexed, searched, read and changed, each with what it should reach."""

import argparse
import json
import os
import platform
import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

from tongban.doors.terminal.bench import figures, ground, nation
from tongban.doors.terminal.bench.crowd import Client, Heard, request
from tongban.doors.terminal.bench.serving import served

FEW = 1000
ASKED = 300  # questions for one figure, none twice with the same places
WORDS = (
    "公积金",
    "结婚登记",
    "社保卡",
    "身份证",
    "驾驶证",
    "营业执照",
    "医保",
    "户口",
    "过户",
    "失业金",
    "老年证",
    "食品证",
    "离婚",
    "退休",
    "开店",
    "异地就医",
)
SENTENCES = (
    "我在{here}上班，想提取{there}的公积金买房",
    "人在{here}，老家{there}的身份证丢了怎么补办",
    "从{here}转到{there}的医保怎么办手续",
    "我妈退休了想办{there}的退休手续要什么材料",
    "在{there}开个小饭馆要办哪些证",
    "驾照过期了，人在{here}，驾驶证是{there}的",
    "wo xiang chaxun {there}的 gongjijin",
    "刚生了孩子要在{there}上户口办医保",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    name: str
    measured: str
    wanted: str

    def row(self) -> str:
        """In Markdown."""
        return f"| {self.name} | {self.measured} | {self.wanted} |"


def measure(asked: argparse.Namespace) -> int:
    """Load, index, search, read, publish; print the table, write it where asked."""
    print("准备数据库……", flush=True)
    ground.load()
    chance = random.Random(20210608)  # noqa: S311  # the same questions every time
    nation.load(FEW)
    few = _pages(asked, chance, FEW)
    lines = []
    for line in _all(asked, chance, few):
        print(line.row(), flush=True)
        lines.append(line)
    table = _table(lines, asked)
    print(table)
    if asked.write:
        figures.write(asked.write, table, "catalogue")
    return 0


def _all(asked: argparse.Namespace, chance: random.Random, few: dict[str, Heard]) -> Iterator[Line]:
    loaded = nation.load(asked.versions, skip=FEW)
    each = loaded.versions / loaded.seconds
    yield Line(
        "装入",
        f"{loaded.versions:,} 条，{loaded.items} 个事项，每秒 {each:,.0f} 条，内存最多 {loaded.memory:.0f} MB",
        "内存有界",
    )
    _settle()
    yield _indexed()
    yield from _searched(chance)
    many = _pages(asked, chance, asked.versions)
    for name, heard in many.items():
        yield Line(f"{name}，HTTP 长连接", _spread(heard), f"{_LIMITS[name]}；{FEW:,} 条时 {_spread(few[name])}")
    yield _published(asked)


def _table(lines: list[Line], asked: argparse.Namespace) -> str:
    from django.db import connection

    head = (
        f"{connection.vendor}，{asked.versions:,} 条实施清单，{asked.workers} 个网页进程，{os.cpu_count()} 核，"
        f"Python {platform.python_version()}，{time.strftime('%Y-%m-%d')}"
    )
    return "\n".join((head, "", "| | 量得 | 应到 |", "|---|---|---|", *(line.row() for line in lines)))


def _settle() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


# --- the index, and searching in one process -------------------------------------------------------------------------
def _indexed() -> Line:
    from django.conf import settings

    from tongban.catalogue import queries as catalogue

    shutil.rmtree(settings.SEARCH_FOLDER, ignore_errors=True)
    began, used = time.monotonic(), time.process_time()
    entries = catalogue.rebuild_index()
    took, used = time.monotonic() - began, time.process_time() - used
    size = sum(path.stat().st_size for path in Path(settings.SEARCH_FOLDER).rglob("*") if path.is_file())
    measured = f"{took:.1f} 秒（处理器 {used:.1f} 秒），{size / 1e6:.1f} MB，{entries} 个事项"
    return Line("从数据库重建索引", measured, "5 分钟内，1,500 MB 内")


def _searched(chance: random.Random) -> Iterator[Line]:
    from tongban.catalogue import queries as catalogue

    def search(words: str, here: str, there: str) -> object:
        return catalogue.search(words, receipt_region=here, handling_region=there)

    def said(words: str, here: str, there: str) -> object:
        return catalogue.search(words)

    for name, questions, ask in (
        ("搜 2 至 6 个字，给出两个地方", _words(chance), search),
        ("搜整句，地方在话里", _sentences(chance), said),
    ):
        yield Line(f"{name}，进程内", _spread(_timed(ask, questions)), "p50 < 10，p99 < 50")


def _timed(ask: Callable[[str, str, str], object], questions: list[tuple[str, str, str]]) -> Heard:
    heard = Heard()
    for question in questions[:20]:
        ask(*question)  # warm
    for question in questions[20:]:
        began = time.perf_counter()
        ask(*question)
        heard.took.append(time.perf_counter() - began)
    return heard


def _words(chance: random.Random) -> list[tuple[str, str, str]]:
    places = _counties(chance)
    return [(word, next(places).code, next(places).code) for word in islice(cycle(WORDS), ASKED)]


def _sentences(chance: random.Random) -> list[tuple[str, str, str]]:
    places = _counties(chance)
    told = []
    for sentence in islice(cycle(SENTENCES), ASKED):
        here, there = next(places), next(places)
        told.append((sentence.format(here=here.full_name, there=there.full_name), here.code, there.code))
    return told


def _counties(chance: random.Random) -> "Iterator[nation.RegionView]":
    places = nation.places()
    return iter(lambda: chance.choice(places), None)


# --- through HTTP ----------------------------------------------------------------------------------------------------
_LIMITS = {
    "搜 2 至 6 个字（边打边出）": "p50 < 10，p99 < 50",
    "搜索接口，给出办理地": "p50 < 10，p99 < 50",
    "搜索页，给出两个地方": "p50 < 10，p99 < 50",
    "搜索页，整句": "p50 < 10，p99 < 50",
    "办事指南页": "p99 < 20",
    "这里能不能收": "p99 < 20",
    "首页": "一样快",
    "事项页": "一样快",
}


def _pages(asked: argparse.Namespace, chance: random.Random, loaded: int) -> dict[str, Heard]:
    """Each page read over one connection kept open, one question after another: what one person waits."""
    hall = {"Authorization": f"Bearer {ground.token_of('诸暨市政务服务中心')}"}
    with served(asked.workers) as port:
        return {name: _read(port, paths, hall) for name, paths in _addresses(chance, loaded).items()}


def _addresses(chance: random.Random, loaded: int) -> dict[str, list[str]]:
    words, sentences, ids = _words(chance), _sentences(chance), _some_versions(chance, loaded)
    spoken = [f"/find?{urlencode({'q': said})}" for said, _, _ in sentences]
    both = [f"/find?{urlencode({'q': word, 'from': here[:6], 'to': there[:6]})}" for word, here, there in words]
    asked = [f"/api/v1/items?{urlencode({'words': word, 'handling_region': there})}" for word, _, there in words]
    may = [
        f"/api/v1/guides/{id_}/reception?receipt_region={here}" for id_, (_, here, _) in zip(ids, words, strict=False)
    ]
    addresses = (
        [f"/find/words?{urlencode({'q': word})}" for word, _, _ in words],
        asked,
        both,
        spoken,
        [f"/items/{id_}?from=330681000000" for id_ in ids],
        may,
        ["/"] * ASKED,
        [f"/items/of/{_a_slug(loaded)}"] * ASKED,
    )
    return dict(zip(_LIMITS, addresses, strict=True))


def _a_slug(loaded: int) -> str:
    """An item that has a version everywhere: the first that was loaded."""
    from tongban.catalogue import queries as catalogue

    return catalogue.version(catalogue.latest_version() - loaded + 1).item.slug


def _some_versions(chance: random.Random, loaded: int) -> list[int]:
    """Of those that were loaded: they came last, one after another."""
    from tongban.catalogue import queries as catalogue

    last = catalogue.latest_version()
    return [chance.randint(last - loaded + 1, last) for _ in range(ASKED)]


def _read(port: int, paths: list[str], headers: dict[str, str]) -> Heard:
    client, heard = Client(port), Heard()
    for number, path in enumerate(paths):
        wire = request("GET", path, headers)
        began = time.perf_counter()
        status, body = client.ask(wire)
        took = time.perf_counter() - began
        if status >= 400:
            raise SystemExit(f"{path} 答复 {status}：{body[:300].decode(errors='replace')}")
        if number >= 20:  # the first ones warm
            heard.took.append(took)
    return heard


def _spread(heard: Heard) -> str:
    return f"p50 {heard.percentile(0.5):.1f}，p99 {heard.percentile(0.99):.1f} 毫秒"


# --- publishing ------------------------------------------------------------------------------------------------------
def _published(asked: argparse.Namespace) -> Line:
    """One guide published while the server runs: until every connection, thus every process, finds it by its new name."""
    took = []
    with served(asked.workers) as port:
        clients = [Client(port) for _ in range(asked.workers * 4)]
        for turn in range(5):
            name = f"测速{'甲乙丙丁戊'[turn]}号专窗登记"
            wire = request("GET", f"/find/words?{urlencode({'q': name})}", {})
            for client in clients:
                client.ask(wire)
            nation.publish_one(turn, name)
            began = time.monotonic()
            waiting = list(clients)
            while waiting:
                waiting = [one for one in waiting if not _sees(one, wire, name)]
            took.append(time.monotonic() - began)
    return Line("发布一个事项，所有进程搜得到", f"最慢 {max(took):.2f} 秒（{len(took)} 次）", "1 秒内")


def _sees(client: Client, wire: bytes, name: str) -> bool:
    _, body = client.ask(wire)
    return any(name in one["note"] for one in json.loads(body))
