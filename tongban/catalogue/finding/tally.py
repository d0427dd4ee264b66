"""常搜 and 空搜: counted in memory, written a few times a minute, and never with anything that tells who asked."""

import re
import threading
import time
from collections import Counter

import rjieba

from tongban.catalogue.finding.understanding import Understood

_PAUSE = 10.0  # seconds between writings
_FULL = 500  # different words after which one writes sooner
_LONGEST = 40
_NAMED = re.compile(r"(我叫|我是|姓名(是|为)?|名叫|名字叫)\s*\S{1,4}")
_NUMBERS = re.compile(r"[0-9a-z@._+-]*\d[0-9a-z@._+-]*|\S+@\S+")

_lock = threading.Lock()
_found: Counter[str] = Counter()
_empty: Counter[str] = Counter()
_written = time.monotonic()


def note(understood: Understood, slug: str) -> None:
    """One search: the first found, or that nothing was."""
    if slug:
        _found[slug] += 1
    elif words := unnamed(understood.words):
        _empty[words] += 1
    if time.monotonic() - _written > _PAUSE or len(_empty) > _FULL:
        flush()


def flush() -> None:
    """Write what was counted; while another thread does, go on counting."""
    global _written
    from tongban.catalogue.finding.actions import keep_counts

    if not _lock.acquire(blocking=False):
        return
    try:
        found, empty = Counter(_found), Counter(_empty)
        _found.clear()
        _empty.clear()
        _written = time.monotonic()
        keep_counts(found, empty)
    finally:
        _lock.release()


def unnamed(words: str) -> str:
    """The words without numbers, addresses and names of persons; empty when nothing else is left."""
    plain = _NUMBERS.sub(" ", _NAMED.sub(" ", words))
    kept = (word for word, kind in rjieba.tag(plain) if not kind.startswith("nr"))
    left = " ".join("".join(kept).split())[:_LONGEST]
    return left if re.search(r"[^\W\d_]", left) else ""
