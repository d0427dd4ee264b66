"""``tongban due``: the clock for one case, told as facts on standard input. No database, no network, no settings."""

import argparse
import json
import sys
from datetime import datetime


def arguments(parser: argparse.ArgumentParser) -> None:
    """``--json`` for programs, ``--rules`` prints the page of the rules, ``--example`` a case to begin with."""
    parser.add_argument("--json", action="store_true", help="结果用 JSON 写出")
    parser.add_argument("--rules", action="store_true", help="打印时限规则（docs/clock.md 就是这样写出来的）")
    parser.add_argument("--example", action="store_true", help="打印一份可以照着写的经过")


def run(asked: argparse.Namespace) -> int:
    """Read the facts, print the dates. Exit status 1 when the facts cannot be read."""
    from tongban.cases.clock import page, told
    from tongban.kit.blocked import Invalid
    from tongban.kit.days import CHINA, national

    if asked.rules:
        print(page.written(), end="")
        return 0
    if asked.example:
        print(json.dumps(told.CaseTold.example, ensure_ascii=False, indent=2))
        return 0
    try:
        case, moments = told.read_case(sys.stdin.buffer.read())
        reckoned = told.reckon(case, moments, national(), datetime.now(CHINA))
    except Invalid as invalid:
        print(invalid.sentence, file=sys.stderr)
        return 1
    print(json.dumps(reckoned, ensure_ascii=False, indent=2) if asked.json else _in_words(reckoned))
    return 0


_CARDS = {"": "", "yellow": "　黄牌", "red": "　红牌"}


def _in_words(reckoned: dict[str, object]) -> str:
    legs = reckoned["legs"]
    assert isinstance(legs, list)  # noqa: S101  # told.reckon makes it
    lines = [f"{leg['label']}　{leg['by']} 前　{_standing(leg)}{_CARDS[leg['card']]}" for leg in legs]
    lines.append(f"现在等的：{reckoned['next_due_on'] or '没有'}{_CARDS[str(reckoned['card'])]}")
    return "\n".join(lines)


def _standing(leg: dict[str, object]) -> str:
    return f"{str(leg['done'])[:10]} 办了" if leg["done"] else f"用了 {leg['used']}，还剩 {leg['left']}"
