"""Finding items by how people speak: names, local names, everyday words, codes and pinyin initials. In memory, exact.

Three things make the score: a whole everyday word or name within the query, how much of the query the entry is known by
(rare characters and pairs count more), and how like the query is to the name.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

_NOISE = re.compile(
    r"我(们)?想要?|我(们)?要|请问|怎么办理?|如何办理?|怎样办理?|怎么|如何|在哪里?|哪里|哪儿|可以|能不能|能否|能|需要|"
    r"什么|哪些|材料|手续|办理|一下|谢谢|您好|你好|[吗呢吧啊呀的了]"
)
_SIGNS = re.compile(r"[\W_]+")
_LONGEST = 100  # characters of a query that count; nobody says more in one breath
_ENOUGH = 45.0  # below this the likeness is chance
_NEAR = 0.3  # of the best score: what is further off is not shown beside it


@dataclass(frozen=True, slots=True)
class Entry:
    """What an item or a 一件事 is known by."""

    slug: str
    names: tuple[str, ...]
    everyday: tuple[str, ...] = ()
    initials: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry found, with why (Chinese) and how well."""

    slug: str
    score: float
    why: str


def tidy(words: str) -> str:
    """A query without signs, spaces and the words that say nothing; as typed when nothing else would be left."""
    plain = _SIGNS.sub("", unicodedata.normalize("NFKC", words).lower())[:_LONGEST]
    return _NOISE.sub("", plain) or plain


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def _parts(text: str) -> set[str]:
    """Pairs of characters and the characters themselves: 买了房 still shares 买 and 房 with 买房."""
    return _pairs(text) | set(text)


@dataclass(frozen=True)
class Index:
    """Entries ready to be searched."""

    entries: tuple[Entry, ...]
    _parts_of: tuple[set[str], ...] = field(init=False, repr=False)
    _rarity: dict[str, float] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = tuple(
            set().union(*(_parts(tidy(text)) for text in (*entry.names, *entry.everyday))) for entry in self.entries
        )
        counts = Counter(part for parts in known for part in parts)
        rarity = {part: math.log(1 + len(known) / count) for part, count in counts.items()}
        object.__setattr__(self, "_parts_of", known)
        object.__setattr__(self, "_rarity", rarity)

    def search(self, words: str, *, limit: int) -> list[Hit]:
        """The best entries, best first; of equals, by slug. Nothing for less than two letters or characters."""
        wanted = tidy(words)
        if len(wanted) < 2:
            return []
        hits = [self._judge(entry, parts, wanted) for entry, parts in zip(self.entries, self._parts_of, strict=True)]
        enough = max(_ENOUGH, _NEAR * max((hit.score for hit in hits), default=0.0))
        return sorted((hit for hit in hits if hit.score >= enough), key=lambda hit: (-hit.score, hit.slug))[:limit]

    def _judge(self, entry: Entry, parts: set[str], wanted: str) -> Hit:
        if wanted.isascii():
            return Hit(entry.slug, *_by_letters(entry, wanted))
        score, why = self._by_whole_words(entry, wanted)
        covered = self._weight(_parts(wanted) & parts) / self._weight(_parts(wanted))
        closest = max(_likeness(tidy(name), wanted) for name in entry.names)
        return Hit(entry.slug, score + 130 * covered + 40 * closest, why or "和您说的最接近")

    def _weight(self, parts: set[str]) -> float:
        """How much these parts say: rare ones more, and those nobody is known by as much as the rarest."""
        rarest = math.log(1 + len(self.entries))
        return sum(self._rarity.get(part, rarest) for part in sorted(parts))

    def _by_whole_words(self, entry: Entry, wanted: str) -> tuple[float, str]:
        """The name or everyday word that the query is, or says within a sentence, and how much of it that is."""
        known = [(name, "名称") for name in entry.names] + [(word, "平常的说法") for word in entry.everyday]
        score, why = max((self._whole(tidy(text), wanted), f"{kind}“{text}”") for text, kind in known)
        return (score, why) if score else (0.0, "")

    def _whole(self, known: str, wanted: str) -> float:
        if known == wanted:
            return 200.0
        if len(known) > 1 and known in wanted:
            return 20 + 80 * self._weight(_parts(known)) / self._weight(_parts(wanted))
        if len(wanted) > 1 and wanted in known:
            return 20 + 60 * self._weight(_parts(wanted)) / self._weight(_parts(known))
        return 0.0


def _by_letters(entry: Entry, wanted: str) -> tuple[float, str]:
    if wanted in entry.codes or wanted == entry.slug.replace("-", ""):
        return 300.0, "事项编码"
    if wanted not in entry.initials:
        return 0.0, ""
    return 50 + 100 * len(wanted) / len(entry.initials) + 50 * entry.initials.startswith(wanted), "拼音首字母"


def _likeness(known: str, wanted: str) -> float:
    mine, theirs = _pairs(known), _pairs(wanted)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def everyday_words(lines: Iterable[str]) -> dict[str, list[str]]:
    """Everyday words by the slug they mean, from lines of ``words<TAB>slug``."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            words, slug = line.split("\t")
            found.setdefault(slug, []).append(words)
    return found
