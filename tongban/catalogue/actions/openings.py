"""Saying what an outlet receives, or why it does not yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db import transaction

from tongban.catalogue import openings
from tongban.catalogue.actions.keeping import keepers_only
from tongban.catalogue.listed import HoleReason
from tongban.catalogue.listed_events import OpeningsWritten
from tongban.catalogue.models import Item, Opening
from tongban.journal.bus import announce
from tongban.kit.blocked import Invalid, NotFound, Problem
from tongban.people.actors import Actor
from tongban.regions import queries as regions


@dataclass(frozen=True, slots=True)
class WrittenOpening:
    """What is said of one item at one outlet: the day it opened, or the reason it has not."""

    outlet_code: str
    slug: str
    since: date | None = None
    reason: HoleReason | None = None
    owner: str = ""
    due_on: date | None = None
    note: str = ""
    where: str = ""


@transaction.atomic
def write_openings(written: Sequence[WrittenOpening], *, by: Actor) -> int:
    """Enter what outlets receive and why not; a pair spoken of before says the new thing. Returns how many changed.

    Raises Invalid with every problem; then nothing was entered.
    """
    keepers_only(by)
    items = dict(Item.objects.filter(slug__in={one.slug for one in written}).values_list("slug", "id"))
    if problems := [problem for one in written for problem in _problems(one, items)]:
        raise Invalid(problems)
    done = 0
    for code, group in groupby(sorted(written, key=lambda one: one.outlet_code), key=lambda one: one.outlet_code):
        ones = list(group)
        done += _write(code, ones, items)
        name = regions.outlet(code).name
        announce(OpeningsWritten(subject=f"outlet:{code}", title=name, items=len(ones)), by=by)
    openings.forget()
    return done


def _problems(one: WrittenOpening, items: dict[str, int]) -> list[Problem]:
    found = []
    try:
        regions.outlet(one.outlet_code)
    except NotFound as unknown:
        found.append(Problem(one.where or "outlet", f"{one.where}{unknown.sentence}"))
    if one.slug not in items:
        found.append(Problem(one.where or "item", f"{one.where}目录里没有事项“{one.slug}”，请核对"))
    if (one.since is None) == (one.reason is None):
        sentence = f"{one.where}要么写哪天开通的，要么写没开通的原因，只能写一样"
        found.append(Problem(one.where or "since", sentence))
    return found


def _write(code: str, ones: Sequence[WrittenOpening], items: dict[str, int]) -> int:
    before = {row.item_id: row for row in Opening.objects.filter(outlet_code=code, item__in=items.values())}
    fresh: list[Opening] = []
    changed: list[Opening] = []
    for one in {items[one.slug]: one for one in ones}.values():
        row = before.get(items[one.slug]) or Opening(outlet_code=code, item_id=items[one.slug])
        says = (one.since, one.reason.value if one.reason else "", one.owner, one.due_on, one.note)
        if row.pk and says == (row.since, row.reason, row.owner, row.due_on, row.note):
            continue
        row.since, row.reason, row.owner, row.due_on, row.note = says
        (changed if row.pk else fresh).append(row)
    Opening.objects.bulk_create(fresh)
    Opening.objects.bulk_update(changed, ["since", "reason", "owner", "due_on", "note"])
    return len(fresh) + len(changed)
