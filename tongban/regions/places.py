"""What a place is: its code, level and kind, and how two codes lie to each other. Nothing here reads the database.

Codes are GB/T 2260 (6 digits) and GB/T 10114 (9), written with 12 digits by filling up with zeros.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import IntegerChoices, TextChoices

from tongban.kit.blocked import NotFound
from tongban.kit.codes import tidy
from tongban.kit.scopes import Scope

# Municipalities and special regions: all of it is one city.
_WHOLE_CITIES = frozenset({"11", "12", "31", "50", "81", "82"})
_NO_CITY = "90"  # third and fourth digit of counties that belong to their province directly
_NATION = "00"


class Level(IntegerChoices):
    """The levels of administrative divisions."""

    NATION = 0, "全国"
    PROVINCE = 1, "省级"
    CITY = 2, "市级"
    COUNTY = 3, "县级"
    TOWNSHIP = 4, "乡级"


class Kind(TextChoices):
    """Why a code exists; only a legal division can have jurisdiction."""

    LEGAL = "legal", "法定区划"
    ZONE = "zone", "功能区"
    CUSTOMARY = "customary", "惯用码"
    PLACEHOLDER = "placeholder", "占位"


class OutletLevel(TextChoices):
    """What a service outlet is, from the county's hall down to the village's point."""

    HALL = "hall", "政务服务大厅"
    TOWNSHIP = "township", "乡镇（街道）便民服务中心"
    VILLAGE = "village", "村（社区）代办点"


@dataclass(frozen=True, slots=True)
class RegionView:
    """A place as pages and papers name it. ``parent_code`` may be a placeholder level, which people are not shown."""

    code: str
    name: str
    full_name: str
    level: Level
    kind: Kind
    parent_code: str | None
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def code6(self) -> str:
        """The first six digits: how case numbers and most systems know a place."""
        return self.code[:6]

    @property
    def is_legal(self) -> bool:
        """Whether it is a division of the state, so that an authority may have jurisdiction over it."""
        return self.kind == Kind.LEGAL

    def is_valid_on(self, day: date) -> bool:
        """Whether the code was in force on that day; both ends included."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class OutletView:
    """A service outlet as pages and papers name it. ``open_weekdays`` holds ISO weekdays, ``12345``."""

    code: str
    name: str
    region_code: str
    level: OutletLevel
    address: str
    hours: str
    phone: str
    open_weekdays: str


def code12(code: str) -> str:
    """The twelve digits of a code given with 2, 4, 6, 9 or 12; raises NotFound for anything else."""
    digits = tidy(code)
    if not (digits.isascii() and digits.isdecimal() and len(digits) in {2, 4, 6, 9, 12}):
        raise NotFound(f"“{code}”不是行政区划代码：应为 6、9 或 12 位数字。可以改用地名查找。")
    return digits.ljust(12, "0")


def level_of(code: str) -> Level:
    """The level of a 12-digit code, read off its zeros."""
    ends = {Level.TOWNSHIP: code[6:9], Level.COUNTY: code[4:6], Level.CITY: code[2:4], Level.PROVINCE: code[:2]}
    return next((level for level, digits in ends.items() if digits.strip("0")), Level.NATION)


def prefix(code: str) -> str:
    """The digits all places within a 12-digit code begin with; empty for the nation."""
    return code[: {0: 0, 1: 2, 2: 4, 3: 6, 4: 9}[level_of(code)]]


def parent_code(code: str) -> str | None:
    """The 12-digit code one level up, the city for a town of a city without counties; None for provinces."""
    above = {Level.TOWNSHIP: 6, Level.COUNTY: 4, Level.CITY: 2}.get(level_of(code))
    return code[:above].ljust(12, "0") if above else None


def under(code: str, ancestor: str) -> bool:
    """Whether a place lies within another, or is it. Raises NotFound for what is not a code."""
    return code12(code).startswith(prefix(code12(ancestor)))


def relation(one: str, other: str) -> Scope:
    """The narrowest scope that holds both places; the nation as a whole is within no province. Raises NotFound."""
    one, other = code12(one), code12(other)
    if one[:2] != other[:2] or one[:2] == _NATION:
        return Scope.CROSS_PROVINCE
    if level_of(one) >= Level.COUNTY and level_of(other) >= Level.COUNTY and _same_county(one, other):
        return Scope.COUNTY
    if one[:2] in _WHOLE_CITIES or (one[:4] == other[:4] and one[2:4] not in {"00", _NO_CITY}):
        return Scope.CITY
    return Scope.PROVINCE


def _same_county(one: str, other: str) -> bool:
    return one[:6] == other[:6] and one[4:6] != "00"
