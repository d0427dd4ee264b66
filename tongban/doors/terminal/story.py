"""``tongban story``: the main job on real items, told from the journal as a person can read it, and then checked."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from tongban.doors.terminal.starting import start


def arguments(parser: argparse.ArgumentParser) -> None:
    """``--json`` prints the same as data."""
    parser.add_argument("--json", action="store_true", help="输出 JSON")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a timeline: who did what where and when, which last day follows, which paper was written."""

    at: str
    mark: str
    place: str
    who: str
    what: str
    due: str
    paper: str


def run(asked: argparse.Namespace) -> int:
    """Play the lives, tell them, check what must hold. Exit status 1 when anything does not."""
    start()
    from tongban.cases import invariants
    from tongban.doors.terminal.lives import LIVES
    from tongban.journal import worker

    told = {title: (number, list(_timeline(number))) for title, play in LIVES.items() for number in [play()]}
    worker.drain()
    broken = [sentence for number, _ in told.values() for sentence in invariants.broken(number)]
    broken += invariants.lost()
    if asked.json:
        print(json.dumps(_as_json(told, broken), ensure_ascii=False, indent=2))
    else:
        _print(told, broken)
    return 1 if broken else 0


def _timeline(number: str) -> Iterator[Line]:
    from django.utils import timezone

    from tongban.cases import events
    from tongban.journal import queries as journal

    for entry in journal.history(number):
        fact = entry.fact
        if isinstance(fact, events.CaseFact):
            yield Line(
                at=f"{timezone.localtime(entry.at):%m-%d %H:%M:%S}",
                mark=_mark(entry.actor, fact),
                place=fact.place or "网上",
                who=entry.actor_label,
                what=f"{fact.word}{_detail(fact)}",
                due=_due(fact),
                paper=fact.instrument,
            )


def _mark(actor: str, fact: object) -> str:
    from tongban.cases import events

    if actor.startswith("person:"):
        return "您"
    if isinstance(fact, events.CaseReceived):
        return "收"
    return "收" if isinstance(fact, events.CaseDelivered) and fact.way == "counter" else "办"


def _detail(fact: object) -> str:
    from tongban.cases import events

    match fact:
        case events.CaseReceived():
            return f"并转交，{fact.materials} 份材料，{fact.files} 个文件"
        case events.CaseReturned():
            return f"：{'；'.join(fact.problems)}"
        case events.CaseDeclined():
            return f"：{fact.reason}"
        case events.CaseDecided():
            return "：准予" if fact.granted else f"：不予，{fact.reason}"
    return ""


def _due(fact: object) -> str:
    from tongban.cases import events

    match fact:
        case events.CaseReturned():
            return f"{fact.correct_by} 前补齐"
        case events.CaseAccepted():
            return f"承诺 {fact.due_on}，法定 {fact.statutory_due_on}"
    return ""


def _as_json(told: dict[str, tuple[str, list[Line]]], broken: list[str]) -> dict[str, object]:
    lives = [
        {"title": title, "number": number, "timeline": [asdict(line) for line in lines]}
        for title, (number, lines) in told.items()
    ]
    return {"lives": lives, "broken": broken}


def _print(told: dict[str, tuple[str, list[Line]]], broken: list[str]) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    colours = {"收": "cyan", "办": "magenta", "您": "white"}
    for title, (number, lines) in told.items():
        console.print(f"\n[bold]{title}[/]\n受理号 [bold]{number}[/]")
        for line in lines:
            console.print(f"  {line.at}  [{colours[line.mark]}]〔{line.mark}〕{line.who}[/]  {line.what}")
            if line.due or line.paper:
                console.print(f"                  [dim]{'　'.join(filter(None, (line.due, line.paper)))}[/]")
    console.print("\n不变量：没有丢件、没有重复受理、任何时刻只有一方负责、截止日可由经过重算")
    for sentence in broken:
        console.print(f"  [red]不成立：{sentence}[/]")
    console.print("  [green]全部成立[/]" if not broken else f"  [red]{len(broken)} 处不成立[/]")
