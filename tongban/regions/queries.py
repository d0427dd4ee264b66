"""What other rooms may ask about places. Answers are kept while the process lives: places change only by loading."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from tongban.kit.blocked import NotFound
from tongban.regions.models import Outlet, Region
from tongban.regions.places import (
    Kind,
    Level,
    OutletLevel,
    OutletView,
    RegionView,
    code12,
    level_of,
    parent_code,
    prefix,
    relation,
    under,
)

__all__ = [
    "ancestors",
    "children",
    "code12",
    "forget",
    "full_name",
    "level_of",
    "name",
    "names_said",
    "outlet",
    "outlets",
    "parent_code",
    "provinces",
    "region",
    "relation",
    "search",
    "short_name",
    "under",
]

_SUFFIXES = "省市区县旗州盟镇乡"
_LONG_SUFFIXES = ("壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "自治区", "地区")
_SUFFIX_INITIALS = "sqxzm"
_SUFFIX_PINYIN = ("sheng", "shi", "qu", "xian", "qi", "zhou", "meng", "zhen", "xiang")


# --- one place -------------------------------------------------------------------------------------------------------
def region(code: str) -> RegionView:
    """The place with a code of 6, 9 or 12 digits, ended ones too; raises NotFound."""
    return _region(code12(code))


@lru_cache(maxsize=65_536)
def _region(code: str) -> RegionView:
    row = Region.objects.filter(pk=code).first()
    if row is None:
        raise NotFound(f"没有区划代码是“{code}”的地方。请核对代码，或改用地名查找。")
    return row.view()


def name(code: str) -> str:
    """``诸暨市``; raises NotFound."""
    return region(code).name


def full_name(code: str) -> str:
    """``浙江省绍兴市诸暨市``, without placeholder levels; raises NotFound."""
    return region(code).full_name


def ancestors(code: str) -> list[RegionView]:
    """The places a place lies in, from its province down to the one just above it, placeholder levels left out."""
    found: list[RegionView] = []
    above = region(code).parent_code
    while above is not None:
        place = _region(above)
        above = place.parent_code
        if place.kind != Kind.PLACEHOLDER:
            found.append(place)
    return found[::-1]


# --- many places -----------------------------------------------------------------------------------------------------
def provinces() -> list[RegionView]:
    """All provinces, autonomous regions, municipalities and the like, by code."""
    return _current(_parts(None))


def children(code: str) -> list[RegionView]:
    """The places one level down that are in force today; the parts of a placeholder stand in its stead."""
    return _current(_parts(region(code).code))


@lru_cache(maxsize=4096)
def _parts(code: str | None) -> tuple[RegionView, ...]:
    rows = Region.objects.filter(parent=code).exclude(level=Level.NATION).order_by("code")
    return tuple(part for row in rows for part in (_parts(row.code) if row.kind == Kind.PLACEHOLDER else (row.view(),)))


def _current(places: Iterable[RegionView]) -> list[RegionView]:
    today = timezone.localdate()
    return [place for place in places if place.is_valid_on(today)]


# --- finding by words ------------------------------------------------------------------------------------------------
def search(words: str, *, levels: Iterable[Level] | None = None, limit: int = 10) -> list[RegionView]:
    """Places in force by name, part of the full name, pinyin (``zhuji``, ``zj``) or code; several words must all fit.

    The exact name comes first, then names that begin so, then the rest; within these the higher level. Places of the
    same name are told apart by their ``full_name``, which is what a list shows.
    """
    terms = tuple(unicodedata.normalize("NFKC", words).lower().split()[:5])
    return list(_search(terms, tuple(sorted(levels or Level)), limit, timezone.localdate())) if terms else []


@lru_cache(maxsize=2048)
def _search(terms: tuple[str, ...], levels: tuple[Level, ...], limit: int, today: object) -> tuple[RegionView, ...]:
    rows: QuerySet[Region] = Region.objects.exclude(kind=Kind.PLACEHOLDER).filter(
        Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_until=None) | Q(valid_until__gte=today), level__in=levels
    )
    for term in terms:
        rows = rows.filter(_fits(term))
    rows = rows.annotate(closeness=_closeness(terms[-1])).order_by("closeness", "level", "code")
    return tuple(row.view() for row in rows[:limit])


def _fits(term: str) -> Q:
    if not term.isascii():
        return Q(full_name__contains=term)
    return Q(code__startswith=term) if term.isdecimal() else Q(initials__startswith=term) | Q(pinyin__startswith=term)


def _closeness(term: str) -> Case:
    """0 for the very place, 1 for a name that begins so, 2 for a name that holds it, 3 for the rest."""
    by_name = [term, *(term + suffix for suffix in _SUFFIXES)]
    by_initials = [term, *(term + suffix for suffix in _SUFFIX_INITIALS)]
    by_pinyin = [term, *(term + suffix for suffix in _SUFFIX_PINYIN)]
    return Case(
        When(_is(by_name, by_initials, by_pinyin) | Q(code=term.ljust(12, "0")), then=Value(0)),
        When(_begins(term) | Q(code__startswith=term), then=Value(1)),
        When(name__contains=term, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )


def _is(names: list[str], initials: list[str], pinyin: list[str]) -> Q:
    return Q(name__in=names) | Q(initials__in=initials) | Q(pinyin__in=pinyin)


def _begins(term: str) -> Q:
    return Q(name__startswith=term) | Q(initials__startswith=term) | Q(pinyin__startswith=term)


@lru_cache(maxsize=1)
def names_said() -> dict[str, tuple[RegionView, ...]]:
    """Places down to the county by every name people say, whole or without its last character; the highest level first."""
    rows = Region.objects.exclude(kind=Kind.PLACEHOLDER).filter(level__in=(Level.PROVINCE, Level.CITY, Level.COUNTY))
    said: dict[str, list[RegionView]] = {}
    for row in _current(row.view() for row in rows.order_by("level", "code")):
        for spoken in dict.fromkeys((row.name, short_name(row.name))):
            said.setdefault(spoken, []).append(row)
    return {spoken: tuple(places) for spoken, places in said.items()}


def short_name(name: str) -> str:
    """诸暨 for 诸暨市, 内蒙古 for 内蒙古自治区: how people say it; two characters at least."""
    for suffix in _LONG_SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name[:-1] if len(name) > 2 and name[-1] in _SUFFIXES else name


# --- outlets ---------------------------------------------------------------------------------------------------------
def outlet(code: str) -> OutletView:
    """The service outlet with that code; raises NotFound."""
    return _outlet(code)


@lru_cache(maxsize=65_536)
def _outlet(code: str) -> OutletView:
    row = Outlet.objects.filter(pk=code).first()
    if row is None:
        raise NotFound(f"没有编号是“{code}”的服务网点。请核对编号，或按地名查找。")
    return row.view()


def outlets(region_code: str, *, nearest: bool = False) -> list[OutletView]:
    """The outlets within a place, halls first; with ``nearest``, those of the first place above that has any."""
    place: str | None = region(region_code).code
    while place is not None:
        rows = Outlet.objects.filter(region__code__startswith=prefix(place)).order_by("region_id", "code")
        if found := sorted((row.view() for row in rows), key=_from_the_hall_down):
            return found
        place = parent_code(place) if nearest else None
    return []


def _from_the_hall_down(place: OutletView) -> int:
    return list(OutletLevel).index(place.level)


def forget() -> None:
    """Read everything anew: called when the tables have been loaded."""
    for kept in (_region, _parts, _search, _outlet, names_said):
        kept.cache_clear()
