"""法定时限 and 承诺时限 of a version: what was read, and the law's own limit where none was."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongban.catalogue.families import FAMILY_OF, ON_THE_SPOT, STAGES_OF, Family, ReceiptRule, Stage
from tongban.kit.days import Limit, Unit

if TYPE_CHECKING:
    from tongban.catalogue.models import ItemVersion
    from tongban.catalogue.parts import TimeLimit


@dataclass(frozen=True, slots=True)
class Limits:
    """The item's rule of time. ``promised`` is None where no promise was read; ``statutory`` is the law's own where none was."""

    promised: Limit | None
    statutory: Limit
    statutory_read: bool
    family: Family = Family.LICENSING
    receipt: ReceiptRule = ReceiptRule.EARLIER
    stages: tuple[Stage, ...] = ()

    @property
    def promised_read(self) -> bool:
        """Whether the guide promises anything; if not it is shown as 待核实 and the law's limit counts."""
        return self.promised is not None


def limits_of(version: "ItemVersion") -> Limits:
    """The limits of a version. 即办件 is decided on the spot by definition (GB/T 39046 A.6), if no promise was read."""
    promised = _limit(version.promised_amount, version.promised_unit)
    if promised is None and version.handling_kind == "1":
        promised = ON_THE_SPOT
    statutory = _limit(version.statutory_amount, version.statutory_unit)
    family = FAMILY_OF.get(version.item.slug, Family.LICENSING)
    return Limits(
        promised,
        statutory or family.law.decide,
        statutory is not None,
        family,
        stages=STAGES_OF.get(version.record_id, ()),
    )


def limit_of(written: "TimeLimit") -> Limit:
    """A limit as a guide writes it, counted."""
    return Limit(written.value, Unit(_UNITS[written.unit]))


_UNITS = {"工作日": "working_days", "日": "days", "小时": "hours"}


def _limit(amount: int | None, unit: str) -> Limit | None:
    return None if amount is None else Limit(amount, Unit(unit))
