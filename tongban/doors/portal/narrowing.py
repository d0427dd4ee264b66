"""Narrowing what a search found: by domain, by the way it is handed in, by province. Links only: it works without script."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import Reception
from tongban.doors.portal.answering import Result
from tongban.kit.blocked import NotFound
from tongban.regions import queries as regions

BUNDLES = "一件事"
WAYS = {"online": "网上办", "counter": "窗口交"}
NATION = "000000000000"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a condition: its words, how many it leaves, the address of the list with it (without it when chosen)."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition with its values, as a row of links."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left, and the conditions there are; those that would tell nothing apart are left out."""

    results: Sequence[Result]
    conditions: tuple[Condition, ...]


Values = Callable[[Result], Iterable[str]]


def narrowed(results: Sequence[Result], query: Mapping[str, str]) -> Narrowed:
    """Keep the results that meet every condition asked for. A condition nothing would meet is as if it were not asked."""
    slugs = [one.found.slug for one in results if not one.found.is_bundle]
    domains, provinces = catalogue.domains_of(slugs), catalogue.provinces_of(slugs)
    values: dict[str, tuple[str, Values, Callable[[str], str]]] = {
        "domain": ("领域", lambda one: [BUNDLES if one.found.is_bundle else domains.get(one.found.slug, "")], str),
        "way": ("方式", _ways, lambda way: WAYS.get(way, way)),
        "area": ("地区", lambda one: provinces.get(one.found.slug, ()), _area),
    }
    if any(one.found.version for one in results):  # the place it belongs to was said
        del values["area"]
    asked = {key: query[key] for key, (_, of, _) in values.items() if _met(results, of, query.get(key, ""))}
    left = list(results)
    for key, value in asked.items():
        left = [one for one in left if value in values[key][1](one)]
    if not left:
        left, asked = list(results), {}
    kept = {key: value for key, value in query.items() if key not in values or key in asked}
    found = (_condition(name, key, of, label, results, kept) for key, (name, of, label) in values.items())
    return Narrowed(left, tuple(one for one in found if len(one.choices) > 1))


def _met(results: Sequence[Result], of: Values, value: str) -> bool:
    return bool(value) and any(value in of(one) for one in results)


def _condition(
    name: str, key: str, of: Values, label: Callable[[str], str], results: Sequence[Result], kept: Mapping[str, str]
) -> Condition:
    counted = Counter(value for one in results for value in of(one) if value)
    choices = (
        Choice(
            label=label(value),
            count=count,
            address=_with(kept, key, "" if kept.get(key) == value else value),
            chosen=kept.get(key) == value,
        )
        for value, count in counted.most_common()
    )
    return Condition(name, tuple(choices))


def _with(kept: Mapping[str, str], key: str, value: str) -> str:
    query = {name: said for name, said in {**kept, key: value}.items() if said}
    return reverse("find", query=query)


def _ways(one: Result) -> list[str]:
    ways = {"online": one.found.online, "counter": one.found.counter}
    return [way for way, answer in ways.items() if isinstance(answer, Reception)]


def _area(code: str) -> str:
    if code == NATION:
        return "全国"
    try:
        return regions.name(code)
    except NotFound:
        return code
