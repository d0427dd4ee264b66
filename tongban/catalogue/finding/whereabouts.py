"""The two places in what people say: 我在上海上班，想提取杭州的公积金. Where it is handed in, and where it belongs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from tongban.catalogue.reading import SOURCE
from tongban.regions import queries as regions
from tongban.regions.places import Level, RegionView

_LONGEST = 14

_AS_WELL_KNOWN = frozenset({"朝阳"})  # a city, but most who say so mean a district of another


class Role(Enum):
    """What a place is in a sentence."""

    RECEIPT = "receipt"  # where the person is
    HANDLING = "handling"  # where the matter belongs
    LEFT = "left"  # where something is taken away from
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named from ``start`` to ``end``; several where the name is borne by several of the same level."""

    start: int
    end: int
    said: str
    places: tuple[RegionView, ...]
    role: Role = Role.UNSAID

    @property
    def place(self) -> RegionView | None:
        """The place, where it is clear."""
        return self.places[0] if len(self.places) == 1 else None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The places of a sentence, and the words that are left of it. ``unclear`` are names that several places bear."""

    words: str
    receipt: RegionView | None = None
    handling: RegionView | None = None
    unclear: tuple[Mention, ...] = ()


_UNIT = "(市|省|县|区)?"
_STAYS = _UNIT + (
    "(这边|这里|那边)?(上班|工作|打工|务工|住|生活|定居|读书|上学|上大学|念书|带娃|带孩子|带孙子|养老|居住|常住|租房|出差|待|呆|看病|住院|就医|做生意|当兵)"
)
_OWNS = "|".join((
    "(转|迁|调)[到去往入回进至]|落户到?|落在|回|归|属于|办|办的是",
    "(户口|户籍|老家|社保|医保|公积金|保险|房子|公司|店|单位|参保)在|(户口|户籍|老家|驾照|驾驶证|身份证)是|老家|户籍地是?|参保地是?",
    "(交|缴|买|开)在|房子买在|公司开在",
))  # fmt: skip
_HERE = "我人在|人在|身在|我?现在在|目前在|我在|住在|定居在?|现居|搬到|嫁到|来到|人已经到"
_ACTS = _UNIT + "(能|可以|就近|窗口|提交|交材料|递交|直接|帮)?(办|补|换|领|申请|提|取|查|登记|结婚|离婚|迁)"
_RULES = (
    ("从", _UNIT + "(转|迁|调|搬|离开|回|出来|那边|来)", Role.LEFT, True),
    (_OWNS, "", Role.HANDLING, False),
    ("(我|人|现在|目前|一直|长期|都)?(人)?(在|住|住在|待在|来|来到|搬到|嫁到|到)?", _STAYS, Role.RECEIPT, True),
    (_HERE, "", Role.RECEIPT, False),
    ("在", _UNIT + "(开|注册|买|交|缴|参|设|卖)", Role.HANDLING, False),
    ("在|到|去", _ACTS, Role.RECEIPT, False),
    ("", _UNIT + "的", Role.HANDLING, False),
)
"""What stands before and after a place, what that makes it, and whether the words after it only say where one is."""

_BEFORE = tuple(
    (re.compile(f"({left})$"), re.compile(f"^({right})"), role, whole) for left, right, role, whole in _RULES
)
_CONTEXT = re.compile(r"(在|到|去|回|从|往|来自|老家|家|嫁|归|转|迁|是)$")
_AFTER = re.compile(r"^(的|市|县|区|人|户口|这边|那边|办|上班|工作|公积金|社保|医保|转)")


def whereabouts(sentence: str) -> Whereabouts:
    """The places a cleaned sentence names, each in its role, and what is left when they are taken out."""
    mentions = _in_roles(sentence)
    clear = [one for one in mentions if one.place]
    receipt = next((one for one in clear if one.role is Role.RECEIPT), None)
    handling = _belongs(sentence, [one for one in clear if one.role is Role.HANDLING])
    unsaid = [one for one in clear if one.role is Role.UNSAID]
    if handling is None and unsaid:
        if receipt is None and len(unsaid) > 1:
            receipt = unsaid.pop(0)
        handling = unsaid[0]
    if handling is None and receipt is None:
        handling = next((one for one in clear if one.role is Role.LEFT), None)
    return Whereabouts(
        _without(sentence, mentions),
        receipt.place if receipt else None,
        handling.place if handling else None,
        tuple(one for one in mentions if one.place is None),
    )


def _belongs(sentence: str, some: list[Mention]) -> Mention | None:
    """The place something is moved to, since that is where it is handled; else the first."""
    moved = (one for one in some if _MOVED.search(sentence[: one.start]))
    return next(moved, some[0] if some else None)


_MOVED = re.compile(r"(转|迁|落户|调)[到去往入回进至在]?$")


def _in_roles(sentence: str) -> list[Mention]:
    return [replace(one, role=_role(sentence, one)) for one in _mentions(sentence)]


def _role(sentence: str, one: Mention) -> Role:
    return next((role for role, *_ in _rules(sentence, one)), Role.UNSAID)


def _rules(sentence: str, one: Mention) -> "Iterator[tuple[Role, int, int]]":
    """The rules that fit, each with how much before and after the place belongs to it."""
    before, after = sentence[: one.start], sentence[one.end :]
    for left, right, role, whole in _BEFORE:
        found, follows = left.search(before), right.match(after)
        if found and follows and (found[0] or follows[0]):
            yield role, len(found[0]), len(follows[0]) if whole else _tail(after)


def _tail(after: str) -> int:
    """的 and a bare 市 after a place belong to it; what follows is what one wants."""
    found = re.match(r"^(市|省|县|区)?(这边|这里|那边)?的?", after)
    return len(found[0]) if found else 0


_WANTED = re.compile(r"转|迁|落户|调|户口|户籍|社保|医保|公积金|保险|房子|公司|店|单位|驾照|驾驶证|身份证|开")


def _without(sentence: str, mentions: list[Mention]) -> str:
    """The sentence less its places and the words that only say how they lie; 转到 and 迁到 stay, they are wanted."""
    for one in reversed(mentions):
        before, after = next(((b, a) for _, b, a in _rules(sentence, one)), (0, _tail(sentence[one.end :])))
        start = one.start - before
        stays = "".join(_WANTED.findall(sentence[start : one.start] + sentence[one.end : one.end + after]))
        sentence = f"{sentence[:start]}{stays} {sentence[one.end + after :]}"
    return " ".join(sentence.split()).strip(" ,.;!?、。")


# --- names in a sentence ---------------------------------------------------------------------------------------------
def _mentions(sentence: str) -> Iterator[Mention]:
    """The places named, the longest name at each point; 浙江省绍兴市诸暨市 is one place."""
    at, held = 0, None
    while at < len(sentence):
        found = _named_at(sentence, at)
        if found and held and held.end == found.start and (joined := _within(held, found)):
            held = joined
        elif found:
            if held:
                yield held
            held = found
        at = found.end if found else at + 1
    if held:
        yield held


def _named_at(sentence: str, at: int) -> Mention | None:
    said = regions.names_said()
    for end in range(min(len(sentence), at + _LONGEST), at + 1, -1):
        if (places := said.get(sentence[at:end])) and _is_meant(sentence, at, end, places):
            return Mention(at, end, sentence[at:end], _highest(places, sentence[at:end]))
    return None


def _is_meant(sentence: str, start: int, end: int, places: tuple[RegionView, ...]) -> bool:
    """A whole name is; a short one if it is no everyday word, and of a county only where a place is to be expected."""
    name = sentence[start:end]
    if any(place.name == name for place in places) and len(name) > 2:
        return True
    if name in _not_said_so():
        return False
    if places[0].level < Level.COUNTY or start == 0 == len(sentence) - end:
        return True
    before, after = sentence[:start], sentence[end:]
    return bool(_CONTEXT.search(before) or _AFTER.match(after) or _named_before(before))


@lru_cache(maxsize=1)
def _not_said_so() -> frozenset[str]:
    """Short names that mean something else far more often than the place."""
    lines = (SOURCE / "not_places.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def _named_before(before: str) -> bool:
    """A higher place stands right before it: 上海浦东, 浙江省诸暨."""
    said = regions.names_said()
    return any(before[-length:] in said for length in range(2, 9) if length <= len(before))


def _highest(places: tuple[RegionView, ...], name: str) -> tuple[RegionView, ...]:
    """Those of the highest level: who says 西安 means the city. Where a district is as well known, all of them."""
    if name in _AS_WELL_KNOWN:
        return places
    return tuple(place for place in places if place.level == places[0].level)


def _within(above: Mention, below: Mention) -> Mention | None:
    """Both as one place, where one of the second's lies in the first's; of the same name, all are asked, not the highest."""
    all_of = regions.names_said()[below.said]
    inside = tuple(
        one for one in all_of if any(regions.under(one.code, place.code) and one != place for place in above.places)
    )
    return Mention(above.start, below.end, above.said + below.said, inside) if inside else None
