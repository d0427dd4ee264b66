"""The forms that come with the system: loaded once, and again only where they changed."""

import json
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tongban.catalogue import queries as catalogue
from tongban.eforms import checking
from tongban.eforms.actions.writing import digest_of, look_again
from tongban.eforms.fields import SOURCE
from tongban.eforms.models import FormDesign, FormState
from tongban.kit.blocked import Invalid
from tongban.people.actors import CLOCK


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many forms were new, and how many were there already."""

    new: int
    unchanged: int


def load_designs() -> Loaded:
    """Publish the forms in ``source/designs`` (one an item, ``<slug>.json``); a second time it changes nothing.

    A form an office has published since is never replaced. Raises Invalid for a design with something wrong.
    """
    new = sum(
        _load(path.stem, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted((SOURCE / "designs").glob("*.json"))
    )
    return Loaded(new, len(list((SOURCE / "designs").glob("*.json"))) - new)


@transaction.atomic
def _load(slug: str, document: dict[str, object]) -> bool:
    if wrong := checking.problems(document):
        raise Invalid(wrong)
    rows = FormDesign.objects.of(catalogue.item(slug).id, None)
    digest, now = digest_of(document), timezone.now()
    ours = not rows.exclude(written_by=CLOCK.key).exists()
    if rows.filter(digest=digest).exists() or not ours:
        return False
    last = rows.aggregate(last=Max("number"))["last"] or 0
    FormDesign.objects.create(
        item_id=catalogue.item(slug).id,
        number=last + 1,
        state=FormState.PUBLISHED,
        document=document,
        digest=digest,
        written_by=CLOCK.key,
        written_by_label="随系统装入",
        updated_at=now,
        published_by=CLOCK.key,
        published_at=now,
    )
    look_again()
    return True
