"""A Chinese text's pinyin, whole or first letters only, for those who search by typing ``zhuji`` or ``zj``: 诸暨."""

from functools import lru_cache

# Readings of place names that general dictionaries get wrong.
_PLACE_READINGS = {
    "会稽": "kuai ji",
    "朝阳": "chao yang",
    "洪洞": "hong tong",
    "浚县": "xun xian",
    "荥经": "ying jing",
    "涡阳": "guo yang",
    "长宁": "chang ning",
    "曾都": "zeng du",
    "长白": "chang bai",
    "长治": "chang zhi",
    "长葛": "chang ge",
    "解州": "xie zhou",
    "宕昌": "tan chang",
    "单州": "shan zhou",
    "单县": "shan xian",
    "六安": "lu an",
}


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """Lower-case first letters; letters and digits stand for themselves, signs and spaces fall away."""
    return _plain(_read(text, whole=False))


def whole(text: str) -> str:
    """Lower-case pinyin without tones or spaces, ü as ``v``: ``zhujishi``; signs and spaces fall away."""
    return _plain(_read(text, whole=True))


def _plain(read: str) -> str:
    return "".join(letter for letter in read.lower() if letter.isascii() and letter.isalnum())


@lru_cache(maxsize=16_384)
def syllables(text: str) -> tuple[str, ...]:
    """How each character of a Chinese text is read, without tones; letters stand for themselves, signs fall away."""
    from pypinyin import lazy_pinyin

    _teach_place_names()
    return tuple(spoken for sound in lazy_pinyin(text) if (spoken := "".join(filter(str.isalnum, sound.lower()))))


def _read(text: str, *, whole: bool) -> str:
    from pypinyin import Style, lazy_pinyin  # slow to import, needed by few

    _teach_place_names()
    return "".join(lazy_pinyin(text, style=Style.NORMAL if whole else Style.FIRST_LETTER))


@lru_cache(maxsize=1)
def _teach_place_names() -> None:
    from pypinyin import load_phrases_dict

    load_phrases_dict({place: [[syllable] for syllable in read.split()] for place, read in _PLACE_READINGS.items()})
