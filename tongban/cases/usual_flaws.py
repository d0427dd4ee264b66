"""常见退件原因: what corrections have asked for, counted from those really sent; shown beside the receiving standard."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from tongban.cases.models import CorrectionLine

SHOWN = 3  # of each material, the most usual


@dataclass(frozen=True, slots=True)
class Flaw:
    """What was wrong with a material, and in how many corrections of this item."""

    wrong: str
    times: int


def usual_flaws(slug: str) -> dict[str, list[Flaw]]:
    """The most usual flaws of each material of an item, by its name; nothing of any one case, only counts."""
    lines = CorrectionLine.objects.filter(correction__case__item_version__item__slug=slug)
    counted = lines.order_by().values_list("material_name", "wrong").annotate(times=Count("id"))
    found: dict[str, list[Flaw]] = defaultdict(list)
    for material, wrong, times in counted.order_by("-times", "wrong")[:200]:
        if len(found[material]) < SHOWN:
            found[material].append(Flaw(wrong, times))
    return dict(found)
