"""One element as a person writes it in a field or a cell, and back: text in, value out, or a sentence."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

YES, NO = "是", "否"
_AND, _OR = re.compile(r"\s*[；;\n]+\s*"), re.compile(r"\s*[/、，,]\s*")


class Unreadable(ValueError):
    """What is written cannot be read as what is asked for; the sentence says what to write."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of element is read and written. An empty text is nothing: ``empty``."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    empty: Any = None


def read(kind: "Kind", written: str) -> Any:
    """The value of a text; ``empty`` for nothing. Raises Unreadable."""
    text = written.strip()
    return kind.read(text) if text else kind.empty


def write(kind: "Kind", value: Any) -> str:
    """A value as text; nothing for what was not read."""
    return "" if value is None or value == kind.empty else kind.write(value)


def _number(text: str) -> int:
    tidy = text.translate(str.maketrans("０１２３４５６７８９－−", "0123456789--"))
    if re.fullmatch(r"-\d+", tidy):
        raise Unreadable(f"不能是负数，现在是“{text}”。请改成 0 或正整数；没读到的留空。")
    if not re.fullmatch(r"\d{1,6}", tidy):
        raise Unreadable(
            f"要填整数，现在是“{text[:40]}”。请换算成整数，例如把“1/8 个工作日”写成“1 小时”；没读到的留空。"
        )
    return int(tidy)


def _flag(text: str) -> bool:
    if text not in (YES, NO):
        raise Unreadable(f"只能填“是”或“否”，现在是“{text[:40]}”。没读到的留空。")
    return text == YES


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def choice(options: Mapping[str, str]) -> Kind:
    """One of a code list, written by its label (or its code)."""
    codes = {label: code for code, label in options.items()} | {code: code for code in options}

    def read_one(text: str) -> str:
        if text not in codes:
            raise Unreadable(f"“{text[:40]}”不在选项里，应是{'、'.join(options.values())}之一。没读到的留空。")
        return codes[text]

    return Kind(read_one, lambda code: options.get(str(code), str(code)))


def shown_as(words: Mapping[str, str]) -> Kind:
    """Any words; those a reading program wrote are shown, and read again, as people say it."""
    written = {shown: kept for kept, shown in words.items()}
    return Kind(lambda text: written.get(text, text), lambda kept: words.get(kept, str(kept)))


def choices(options: Mapping[str, str]) -> Kind:
    """Several of a code list, each on its line or parted by 、."""
    one = choice(options)
    return Kind(
        lambda text: [one.read(part) for part in re.split(r"[\n、，,]+", text) if part.strip()],
        lambda codes: "、".join(one.write(code) for code in codes),
        [],
    )


# --- what is more than one word --------------------------------------------------------------------------------------
def _condition(text: str) -> Any:
    """``where=local/remote；age=adult``: every key, any of its options. Text without ``=`` stays as it is."""
    if "=" not in text:
        return text
    return _demands(text)


def _demands(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in filter(None, _AND.split(text)):
        key, sign, options = part.partition("=")
        if not sign or not key.strip() or not options.strip():
            raise Unreadable(f"“{part[:40]}”要写成“情形键=选项键/选项键”，几个条件都要成立的，用“；”分开。")
        found.setdefault(key.strip(), []).extend(filter(None, _OR.split(options.strip())))
    return found


def _write_condition(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "；".join(f"{key}={'/'.join(options)}" for key, options in value.items())


def _pairs(left: str, right: str, sign: str, example: str) -> Kind:
    """A list of two things each, one pair a line: ``local=本市``."""

    def read_pairs(text: str) -> list[dict[str, str]]:
        found = []
        for line in _lines(text):
            first, parted, second = line.partition(sign)
            if not parted or not first.strip() or not second.strip():
                raise Unreadable(f"“{line[:40]}”要写成“{example}”，一行一个。")
            found.append({left: first.strip(), right: second.strip()})
        return found

    return Kind(read_pairs, lambda rows: "\n".join(f"{row[left]}{sign}{row[right]}" for row in rows), [])


def _fees(text: str) -> list[dict[str, Any]]:
    if text == "免费":
        return []
    rows = _pairs("name", "amount", "：", "工本费：20 元").read(text)
    return [{**row, "basis": None} for row in rows]


def _write_fees(rows: Any) -> str:
    return "\n".join(f"{row['name']}：{row['amount']}" for row in rows) or "免费"


TEXT = Kind(str, str)
NUMBER = Kind(_number, str)
FLAG = Kind(_flag, lambda value: YES if value else NO)
LINES = Kind(_lines, "\n".join, [])
CONDITION = Kind(_condition, _write_condition)
DEMANDS = Kind(_demands, _write_condition)
OPTIONS = _pairs("key", "label", "=", "local=本市")
SUBSTITUTES = _pairs("kind", "name", "：", "电子证照：居民身份证")
FEES = Kind(_fees, _write_fees)
