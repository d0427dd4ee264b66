"""建议统一 as a guide: what the choices an officer took put into one, in the format guides are kept in.

Everything in it is proposed, not read: each group is marked 推定 until somebody confirms it, and each choice is
explained in the notes. What was not taken stays unread.
"""

from collections.abc import Collection, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from tongban.catalogue.differences.comparison import Comparison
from tongban.catalogue.differences.matrix import Column
from tongban.catalogue.parts import UNREAD, Confidence, SourceKind

_GROUPS = {
    "item": "item_type",
    "authority": "authority",
    "time_limits": "time_limits",
    "fees": "fees",
    "cross_region": "cross_region",
}
_CONFIDENCE = (
    "item_type",
    "service_objects",
    "authority",
    "acceptance_conditions",
    "situations",
    "materials",
    "process",
    "time_limits",
    "fees",
    "results",
    "legal_basis",
    "channels",
    "cross_region",
    "rules",
    "faq",
)


def offered(comparison: Comparison) -> tuple[Column, ...]:
    """The columns whose proposal puts something into a draft, or keeps something out of it."""
    return tuple(column for column in comparison.columns if column.choice.puts or column.choice.words == "不要")


def taken_at_first(comparison: Comparison) -> frozenset[str]:
    """The choices that are taken unless the officer holds them: all that need no decision of a department."""
    return frozenset(column.key for column in offered(comparison) if not column.choice.held)


def draft(comparison: Comparison, *, today: date, taken: Collection[str] | None = None) -> dict[str, Any]:
    """The content of one standard guide from the choices taken (by column key; None takes those that are not held)."""
    keys = taken_at_first(comparison) if taken is None else taken
    content = _empty(comparison, today)
    for column in offered(comparison):
        if column.key in keys:
            _put(content, column.choice.puts)
            content["notes"].append(explained(column))
        else:
            _put(content, column.choice.otherwise)
            content["notes"].append(f"先放：{explained(column)}")
    for number, row in enumerate(content["materials"], start=1):
        row["key"] = f"m{number:02}"
    return content


def explained(column: Column) -> str:
    """One choice and its reason in a line."""
    return f"{column.label}：{column.choice.words}（{column.choice.ground}）。{column.choice.why}"


def _put(content: dict[str, Any], puts: Mapping[str, Any]) -> None:
    for path, value in puts.items():
        group, _, name = path.partition(".")
        if name:
            content[group][name] = deepcopy(value)
        else:
            content[group] += [deepcopy(row) for row in value if row not in content[group]]
        if value or value is False:
            content["confidence"][_GROUPS.get(group, group)] = Confidence.ASSUMED.value


def _empty(comparison: Comparison, today: date) -> dict[str, Any]:
    """A guide in which nothing has been chosen yet."""
    lists = (
        "acceptance_conditions",
        "situations",
        "materials",
        "process",
        "results",
        "legal_basis",
        "rules",
        "faq",
        "notes",
    )
    unread = {name: Confidence.ABSENT.value for name in _CONFIDENCE}
    return {
        "schema_version": "1.1",
        "record_type": "item",
        "record_id": f"{comparison.slug}-base",
        "item": _item(comparison),
        "place": {"region_code": "000000", "region_name": "全国", "level": "国家"},
        "authority": {"name": None, "region_code": None},
        **{name: [] for name in lists},
        "time_limits": {"legal": None, "promised": None, "handling_kind": None},
        "fees": {"charged": None, "items": []},
        "channels": {"online": [], "offline": []},
        "cross_region": {"modes": [], "stated_in_source": False, "note": None},
        "filing_deadline": None,
        "source_url": None,
        "source": _source(comparison, today),
        "confidence": unread | {"service_objects": Confidence.CONDENSED.value},
    }


def _item(comparison: Comparison) -> dict[str, Any]:
    facts = [place.facts for place in comparison.places]
    return {
        "slug": comparison.slug,
        "unified_name": comparison.name,
        "local_name": comparison.name,
        "domain": next((one.domain for one in facts if one.domain), UNREAD),
        "item_type": None,
        "service_objects": sorted({subject for one in facts for subject in one.subjects}),
        "codes": {},
        "list_ref": None,
    }


def _source(comparison: Comparison, today: date) -> dict[str, Any]:
    return {
        "title": f"{comparison.name}：由 {len(comparison.places)} 地指南比较得出的统一草案",
        "publisher": "差异比较",
        "kind": SourceKind.SECONDARY.value,
        "published": None,
        "read_as": "由各地公开指南比较得出，逐条说明见备注",
        "retrieved": today.isoformat(),
    }
