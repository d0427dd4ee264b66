"""What a query is made of: its plain characters, the letters in it, and the parts by which entries are found."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from tongban.kit.pinyin import syllables
from tongban.kit.simplified import simplified

LONGEST = 100  # characters of a query that count; nobody says more in one breath
_READ = 2000  # characters looked at; the rest of a pasted page is not even cleaned
_NOISE = re.compile(
    r"我(们)?想要?问?|我(们)?要|想(要|问)?一?下?|请问|请教|咨询|麻烦|帮(我|忙)|怎么办理?|如何办理?|怎样办理?|怎么(弄|搞|整)?|如何|怎样|咋(办|弄|整)?|"
    r"在哪里?|哪里|哪儿|去哪|可不可以|可以|能不能|行不行|能否|是否|是不是|能|需要|应该|什么|哪些|哪个|多少钱|材料|手续|流程|办理|一下|谢谢|"
    r"您好|你好|但是|但|因为|所以|然后|现在|打算|准备|急|[吗呢吧啊呀嘛的了]"
)
_SIGNS = re.compile(r"[\W_]+")
_RUNS = re.compile(r"[a-z]+|[0-9]+|[^a-z0-9]+")


def clean(words: str) -> str:
    """As typed, in one form: half-width, lower case, simplified, without control characters; cut where nobody reads on."""
    plain = unicodedata.normalize("NFKC", words[:_READ])
    kept = "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in plain)
    return " ".join(simplified(kept).lower().split())


@lru_cache(maxsize=8192)
def tidy(words: str) -> str:
    """A query without signs, spaces and the words that say nothing; as typed when nothing else would be left."""
    plain = _SIGNS.sub("", clean(words))[:LONGEST]
    return _NOISE.sub("", plain) or plain


@lru_cache(maxsize=65_536)
def pairs(text: str) -> frozenset[str]:
    """Each two characters that stand side by side; of a single one, itself."""
    return frozenset(text[place : place + 2] for place in range(len(text) - 1)) or frozenset({text})


def grams(text: str) -> frozenset[str]:
    """Pairs of characters and the characters themselves: 买了房 still shares 买 and 房 with 买房."""
    return pairs(text) | set(text)


def runs(text: str) -> list[str]:
    """The text in runs of letters, of digits, and of everything else."""
    return _RUNS.findall(text)


@lru_cache(maxsize=8192)
def sounds(text: str) -> frozenset[str]:
    """How each two neighbouring characters sound, so that 公鸡金 still finds 公积金. Toneless; written ``^gong.ji``."""
    spoken = [sound for sound in syllables(text) if sound]
    return frozenset(f"^{first}.{second}" for first, second in pairwise(spoken))


@lru_cache(maxsize=65_536)
def spellings(word: str) -> tuple[str, str]:
    """A word as it is typed without characters: its initials and its full pinyin (``gjj``, ``gongjijin``)."""
    spoken = syllables(word)
    return "".join(sound[:1] for sound in spoken), "".join(spoken)
