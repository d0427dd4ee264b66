"""The first letters of a Chinese text's pinyin, for those who search by typing ``zj``: 诸暨."""

from functools import lru_cache

# Readings of place names that general dictionaries get wrong.
_PLACE_READINGS = {
    "会稽": "kj",
    "朝阳": "cy",
    "洪洞": "ht",
    "浚县": "xx",
    "荥经": "yj",
    "涡阳": "gy",
    "长宁": "cn",
    "曾都": "zd",
    "长白": "cb",
    "长治": "cz",
    "长葛": "cg",
    "解州": "xz",
    "宕昌": "tc",
    "单州": "sz",
    "单县": "sx",
    "六安": "la",
}


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """Lower-case first letters; letters and digits stand for themselves, signs and spaces fall away."""
    return "".join(letter for letter in _first_letters(text).lower() if letter.isascii() and letter.isalnum())


def _first_letters(text: str) -> str:
    from pypinyin import Style, lazy_pinyin  # slow to import, needed by few

    _teach_place_names()
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))


@lru_cache(maxsize=1)
def _teach_place_names() -> None:
    from pypinyin import load_phrases_dict

    load_phrases_dict({place: [[letter] for letter in letters] for place, letters in _PLACE_READINGS.items()})
