"""How many cases came of something: counted for those who keep agreements, which know places, items and days only."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from django.db.models import Count, Q

from tongban.cases.models import Case
from tongban.kit.days import CHINA

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Flow:
    """Cases of some items received in one place for an authority in another, from a day until a day (None: until now).

    ``pairs`` are (receiving, handling) areas, as leading digits of their codes.
    """

    item_ids: tuple[int, ...]
    pairs: tuple[tuple[str, str], ...]
    since: date
    until: date | None = None

    def condition(self) -> Q:
        """The cases of this flow."""
        between = Q(pk__in=[])
        for receiving, handling in self.pairs:
            between |= Q(receipt_region__startswith=receiving, item_version__region_code__startswith=handling)
        days = Q(received_at__gte=datetime.combine(self.since, time.min, CHINA))
        if self.until:
            days &= Q(received_at__lte=datetime.combine(self.until, time.max, CHINA))
        return between & days & Q(item_version__item__in=self.item_ids)


def volumes(flows: Mapping[Key, Flow]) -> dict[Key, int]:
    """The number of cases of each flow, in one query; a number says nothing of anybody, so anyone on duty may ask."""
    if not flows:
        return {}
    earliest = datetime.combine(min(flow.since for flow in flows.values()), time.min, CHINA)
    items: Collection[int] = {id_ for flow in flows.values() for id_ in flow.item_ids}
    counted = Case.objects.filter(received_at__gte=earliest, item_version__item__in=items).aggregate(
        **{f"flow_{number}": Count("pk", filter=flow.condition()) for number, flow in enumerate(flows.values())}
    )
    return {key: counted[f"flow_{number}"] for number, key in enumerate(flows)}
