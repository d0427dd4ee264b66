"""Traditional characters as simplified ones, so that 購房提取住房公積金 is found like 购房提取住房公积金."""

from functools import lru_cache
from pathlib import Path

_PAIRS = Path(__file__).with_name("simplified.tsv")


def simplified(text: str) -> str:
    """The text with each traditional character replaced; one character stays one character."""
    return text.translate(_table())


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    lines = _PAIRS.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {ord(traditional): plain for plain, many in pairs for traditional in many}
