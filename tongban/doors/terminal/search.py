"""``tongban search``: what a search understands and finds, for scripts and for measuring how well it does."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from tongban.doors.terminal.starting import start

if TYPE_CHECKING:
    from tongban.catalogue.queries import Found, Searched


def arguments(parser: argparse.ArgumentParser) -> None:
    """The words, the two places, how many, and in which form the answer comes."""
    parser.add_argument("words", nargs="?", default="", help="要办的事，用平常话说")
    parser.add_argument("--from", dest="receipt", default="", metavar="AREA", help="在哪里交：区划代码或地名")
    parser.add_argument("--to", dest="handling", default="", metavar="AREA", help="归哪里办：区划代码或地名")
    parser.add_argument("--limit", type=int, default=10, help="最多几条，默认 10")
    parser.add_argument("--json", action="store_true", help="一行 JSON，给脚本用")
    parser.add_argument("--rebuild", action="store_true", help="先把搜索索引从数据库重建一遍")


def run(asked: argparse.Namespace) -> int:
    """Print what was understood and found. Exit status 1 when nothing was found, 2 when a place is none."""
    start()
    from tongban.catalogue import queries as catalogue

    if asked.rebuild:
        print(f"索引已重建：{catalogue.rebuild_index()} 个事项和一件事。")
        if not asked.words:
            return 0
    places = [_place(said) for said in (asked.receipt, asked.handling)]
    if None in places:
        print("没有这个地方。请写市、县的名字或 6 位区划代码。")
        return 2
    receipt, handling = (place or None for place in places)
    found = catalogue.search(asked.words, receipt_region=receipt, handling_region=handling, limit=asked.limit)
    print(json.dumps(told(found), ensure_ascii=False) if asked.json else _in_words(found))
    return 0 if found.found else 1


def _place(said: str) -> str | None:
    """The code of a place; empty for none asked, None for no such place."""
    from tongban.kit.blocked import NotFound
    from tongban.regions import queries as regions

    if not said:
        return ""
    try:
        return regions.region(said).code if said.isdecimal() else next((one.code for one in regions.search(said)), None)
    except NotFound:
        return None


def told(found: "Searched") -> dict[str, Any]:
    """A search as scripts read it."""
    understood = found.understood
    return {
        "understood": {
            "said": understood.said,
            "words": understood.words,
            "from": found.receipt,
            "to": found.handling,
            "unclear": {one.said: [place.code for place in one.places] for one in understood.unclear},
            "event": understood.event.name if understood.event else None,
            "meant": dict(understood.meant),
            "sentence": understood.sentence,
        },
        "hits": [_hit(one, rank) for rank, one in enumerate(found.found, start=1)],
        "nearest": [_hit(one, rank) for rank, one in enumerate(found.nearest, start=1)],
    }


def _hit(one: "Found", rank: int) -> dict[str, Any]:
    version = one.version
    way = next((way for way in (one.online, one.counter) if way and way.possible), None)
    return {
        "rank": rank,
        "item": one.slug,
        "name": one.name,
        "bundle": one.is_bundle,
        "place": version.region_code if version else None,
        "place_name": version.place if version else None,
        "version": version.id if version else None,
        "possible": None if one.counter is None else way is not None,
        "mode": getattr(way, "mode", None),
        "places": one.places,
        "why": one.why,
        "score": one.score,
    }


def _in_words(found: "Searched") -> str:
    lines = [found.understood.sentence or "没有听懂：请写要办的事。"]
    for one in found.found:
        place = f"　{one.version.place}" if one.version else ""
        lines.append(f"{one.score:7.1f}　{one.name}（{one.slug}）{place}　{one.why}")
    if not found.found:
        lines.append(
            "没有找到。" + (f"最接近的：{'、'.join(one.name for one in found.nearest)}。" if found.nearest else "")
        )
    return "\n".join(lines)
