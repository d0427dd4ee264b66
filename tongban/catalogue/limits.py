"""法定时限 and 承诺时限 of a version: what was read, and the law's own limit where none was."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tongban.kit.days import Limit, Unit

if TYPE_CHECKING:
    from tongban.catalogue.models import ItemVersion
    from tongban.catalogue.parts import TimeLimit

LAW = Limit(20, Unit.WORKING_DAYS)  # 行政许可法 art. 42: twenty days from acceptance (art. 82: working days)
ON_THE_SPOT = Limit(0, Unit.WORKING_DAYS)


@dataclass(frozen=True, slots=True)
class Limits:
    """``promised`` is None where no promise was read. ``statutory`` is the law's general limit where none was read."""

    promised: Limit | None
    statutory: Limit
    statutory_read: bool

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
    return Limits(promised, statutory or LAW, statutory is not None)


def limit_of(written: "TimeLimit") -> Limit:
    """A limit as a guide writes it, counted."""
    return Limit(written.value, Unit(_UNITS[written.unit]))


_UNITS = {"工作日": "working_days", "日": "days", "小时": "hours"}


def _limit(amount: int | None, unit: str) -> Limit | None:
    return None if amount is None else Limit(amount, Unit(unit))
