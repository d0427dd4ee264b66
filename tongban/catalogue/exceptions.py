"""What the general rules of loading do not fit, each case with its ground: ``source/exceptions.json``."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from tongban.catalogue.guide import Guide
from tongban.catalogue.modes import Mode
from tongban.catalogue.parts import Part, Text
from tongban.catalogue.reading import read_json
from tongban.kit.blocked import Invalid, Problem
from tongban.kit.scopes import Scope

ModeName = Literal["全程网办", "代收代办", "多地联办"]


class Noted(Part):
    """One record that is different, and the ground for saying so."""

    record_id: Text
    ground: Text


class LocalOnly(Part):
    """A record, or all records of an item, that no other place may receive."""

    record_id: Text | None = None
    slug: Text | None = None
    sentence: Text
    ground: Text


class ListedOtherwise(Noted):
    """A record whose own scope is not the country."""

    scope: Literal["COUNTY", "CITY", "PROVINCE", "CROSS_PROVINCE"]
    modes: tuple[ModeName, ...]


class NationalModes(Part):
    """An item of the national list whose modes the policies name."""

    slug: Text
    modes: tuple[ModeName, ...]
    ground: Text


class Written(Part):
    """The file."""

    drafts: tuple[Noted, ...]
    local_only: tuple[LocalOnly, ...]
    not_online: tuple[Noted, ...]
    own_place_only: tuple[Noted, ...]
    listings: tuple[ListedOtherwise, ...]
    national_modes: tuple[NationalModes, ...]


@dataclass(frozen=True)
class Exceptions:
    """The exceptions, asked one record at a time."""

    written: Written

    def is_draft(self, guide: Guide) -> bool:
        """Whether a record waits for a person: its place is not sure, or it is another source for a known place."""
        return guide.record_id in self._drafts or guide.record_id != f"{guide.item.slug}-{guide.place.region_code}"

    def is_online(self, guide: Guide) -> bool:
        """Whether the item can be handed in online there, as far as was read."""
        stated = bool(guide.channels.online) or Mode.FULLY_ONLINE.label in guide.cross_region.modes
        return stated and guide.record_id not in {case.record_id for case in self.written.not_online}

    def covers_below(self, guide: Guide) -> bool:
        """Whether the authority has jurisdiction over the places within its own."""
        return guide.record_id not in {case.record_id for case in self.written.own_place_only}

    def local_only(self, guide: Guide) -> str:
        """The sentence why only its own place may receive it; empty when others may."""
        found = [
            rule
            for rule in self.written.local_only
            if guide.record_id == rule.record_id or guide.item.slug == rule.slug
        ]
        return found[0].sentence if found else ""

    def own_listing(self, guide: Guide) -> tuple[Scope, tuple[Mode, ...], str]:
        """The scope and modes a guide itself states, and the note beside them. No modes: it states none."""
        for listed in self.written.listings:
            if listed.record_id == guide.record_id:
                return Scope[listed.scope], tuple(map(Mode.named, listed.modes)), listed.ground
        stated = tuple(map(Mode.named, guide.cross_region.modes))
        return Scope.CROSS_PROVINCE, stated, guide.cross_region.note or ""

    def national_modes(self, slug: str) -> tuple[Mode, ...]:
        """The modes in which an item of the national list is received: by default online, or at any window."""
        named = {rule.slug: rule.modes for rule in self.written.national_modes}
        default = (Mode.FULLY_ONLINE, Mode.RECEIVED_ELSEWHERE)
        return tuple(map(Mode.named, named[slug])) if slug in named else default

    def about(self, guide: Guide) -> str:
        """Everything these exceptions say of one record, as text: when it changes, so does what is loaded."""
        judged = (self.is_draft(guide), self.is_online(guide), self.covers_below(guide), self.local_only(guide))
        return repr((*judged, *self.own_listing(guide)))

    @cached_property
    def _drafts(self) -> frozenset[str]:
        return frozenset(case.record_id for case in self.written.drafts)


def read_exceptions(path: Path) -> Exceptions:
    """The exceptions in a file. Raises Invalid with the field."""
    try:
        return Exceptions(Written.model_validate(read_json(path)))
    except ValidationError as error:
        where = [".".join(map(str, found["loc"])) for found in error.errors(include_url=False)]
        raise Invalid(
            Problem(f"{path.name}: {field}", f"{path.name} 的 {field} 写法不对，请对照同类条目改正。")
            for field in where
        ) from None
