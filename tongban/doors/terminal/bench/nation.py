"""A nation's catalogue to measure on: real base items, each with its situations as 业务办理项, at real places."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongban.catalogue.queries import Guide
    from tongban.regions.places import RegionView


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a loading: versions, items, seconds, and the most memory the process ever held, in megabytes."""

    versions: int
    items: int
    seconds: float
    memory: float


def load(versions: int, *, skip: int = 0) -> Loaded:
    """Put so many implementing versions into the catalogue, less those that are there already, through its own act."""
    from tongban.catalogue import actions as catalogue

    began, done, spoken = time.monotonic(), 0, time.monotonic()
    every = places()
    bases = list(islice(_bases(), -(-versions // len(every))))
    for done in catalogue.load_in_bulk(islice(_guides(bases, every), skip, versions)):
        if time.monotonic() - spoken > 10:
            spoken = time.monotonic()
            print(f"  {done:,} 条，每秒 {done / (spoken - began):,.0f}，内存 {memory():.0f} MB", flush=True)
    return Loaded(done, len(bases), time.monotonic() - began, memory())


def memory() -> float:
    """The most memory this process ever held, in megabytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def places() -> "list[RegionView]":
    """Every province, city and county in force."""
    from tongban.regions import queries as regions

    provinces = regions.provinces()
    cities = [city for province in provinces for city in regions.children(province.code)]
    counties = [county for city in cities if city.code[4:6] == "00" for county in regions.children(city.code)]
    found = {place.code: place for place in (*counties, *cities, *provinces) if place.code[6:] == "000000"}
    return list(found.values())


def _bases() -> "Iterator[Guide]":
    """Each real item; then each of its situations as an item of its own, as the national directory divides them."""
    real = {guide.item.slug: guide for guide in _real()}
    yield from (_as(guide, guide.item.unified_name, f"n-{slug}") for slug, guide in real.items())
    for size in (1, 2):
        for slug, guide in real.items():
            labels = dict.fromkeys(option.label for asked in guide.situations for option in asked.options)
            for number, chosen in enumerate(combinations(labels, size)):
                name = f"{guide.item.unified_name}（{'、'.join(chosen)}）"[:200]
                yield _as(guide, name, f"n-{slug}-{size}-{number}")


def _real() -> "Iterable[Guide]":
    from tongban.catalogue import queries as catalogue

    for item in catalogue.items():
        yield from (version.guide for version in catalogue.versions_of(item.slug)[:1])


def _as(guide: "Guide", name: str, slug: str) -> "Guide":
    codes: dict[str, str | tuple[str, ...]] = {}
    facts = guide.item.model_copy(
        update={"unified_name": name, "local_name": name, "slug": slug[:60], "codes": codes, "list_ref": None}
    )
    return guide.model_copy(update={"item": facts})


def _guides(bases: "list[Guide]", every: "list[RegionView]") -> "Iterator[Guide]":
    """Each base item at each place; every tenth place calls it by a name of its own."""
    for base in bases:
        for number, place in enumerate(every):
            own = f"{place.name}{base.item.local_name}"[:200] if number % 10 == 0 else base.item.local_name
            where = base.place.model_copy(update={"region_code": place.code6, "region_name": place.full_name})
            changed = {
                "record_id": f"{base.item.slug}-{place.code6}"[:80],
                "place": where,
                "item": base.item.model_copy(update={"local_name": own}),
                "authority": base.authority.model_copy(
                    update={"name": f"{place.name}{base.item.domain}主管部门"[:100]}
                ),
            }
            yield base.model_copy(update=changed)


def publish_one(turn: int, name: str) -> None:
    """One more guide of a base item, of a place that has none of its own, under a name nobody else uses."""
    from tongban.catalogue import actions as catalogue

    base = next(islice(_bases(), turn, None))
    changed = {"record_id": f"bench-{turn}", "item": base.item.model_copy(update={"local_name": name})}
    authority = base.authority.model_copy(update={"name": f"测速主管部门{turn}"})
    for _ in catalogue.load_in_bulk([base.model_copy(update=changed | {"authority": authority})]):
        pass
