"""What an officer writes in the forms of a case: the shape of human input, kept as typed until it is right."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tongban.cases.actions.examination import WrittenProblem
from tongban.kit.blocked import Problem

MOST_LINES = 30
CHECKS = {
    "checks.read": "全部材料我都看过了",
    "checks.shared": "没有要申请人开已能共享查询的证明",
    "checks.outlet": "已想过能否由收件地代补或容缺受理",
}
LABELS = {
    "reason": "理由",
    "ground": "依据",
    "instead": "您可以",
    "decision": "决定内容",
    "result": "申请人得到什么",
    "tracking": "快递单号",
    "wrong": "哪里不对",
    "mend": "怎么补",
    "approver": "批准人",
    "ended": "特别程序的结果",
    "days": "延长多少",
}
_LINE = re.compile(r"problems\.(\d{1,2})\.(material_key|wrong|mend|ground)")


@dataclass(frozen=True, slots=True)
class Kept:
    """Something typed that found no use, shown back so that it can be copied."""

    label: str
    text: str


def problems_in(typed: Mapping[str, str]) -> list[WrittenProblem]:
    """The lines of a correction notice, in their order; at least one, empty ones too."""
    found: dict[int, dict[str, str]] = {}
    for name in typed:
        if line := _LINE.fullmatch(name):
            found.setdefault(int(line[1]), {})[line[2]] = typed[name]
    lines = [found[index] for index in sorted(found)][:MOST_LINES] or [{}]
    return [_problem(line) for line in lines]


def _problem(line: Mapping[str, str]) -> WrittenProblem:
    return WrittenProblem(**{part: line.get(part, "") for part in WrittenProblem.model_fields})


def more_or_less(problems: list[WrittenProblem], typed: Mapping[str, str]) -> list[WrittenProblem]:
    """The lines after 再加一个问题 or 删除 was pressed; one always stays."""
    drop = typed.get("drop", "")
    if drop.isdecimal():
        return [line for index, line in enumerate(problems) if index != int(drop)] or [_problem({})]
    return [*problems, _problem({})][:MOST_LINES]


def empty_lines(asked: str) -> list[WrittenProblem]:
    """The further lines of a page opened again, which the browser fills from what it kept; ``asked`` is how many in all."""
    count = int(asked) if asked.isdecimal() and len(asked) < 3 else 1
    return [_problem({})] * (min(count, MOST_LINES) - 1)


def until_in(typed: Mapping[str, str]) -> tuple[date | None, list[Problem]]:
    """The last day for corrections; none typed is the usual ten working days."""
    written = typed.get("until", "").strip()
    if not written:
        return None, []
    try:
        return date.fromisoformat(written), []
    except ValueError:
        return None, [Problem("until", f"补齐期限“{written[:20]}”读不出日期：请写成 2026-12-04 这样")]


def unchecked(typed: Mapping[str, str]) -> list[Problem]:
    """The self-checks that were not ticked; all three come before a notice goes out."""
    return [Problem(name, f"发出前请核对并勾选：{label}") for name, label in CHECKS.items() if name not in typed]


def version_in(typed: Mapping[str, str]) -> int:
    """The version of the case on the page that was acted from; nought for a page that did not say."""
    written = typed.get("version", "")
    return int(written) if written.isdecimal() and len(written) < 10 else 0


def kept(typed: Mapping[str, str]) -> list[Kept]:
    """Everything worth keeping of what was typed, with the label it was typed under."""
    parts = ((name.rpartition(".")[2], text) for name, text in typed.items())
    return [Kept(LABELS[part], text) for part, text in parts if part in LABELS and text]
