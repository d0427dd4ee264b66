"""The columns of a version that follow from its guide, so that lists and searches need not read the whole."""

from typing import Any

from tongban.catalogue.guide import Guide
from tongban.catalogue.models import HandlingKind, LimitUnit
from tongban.catalogue.modes import Mode
from tongban.catalogue.parts import TimeLimit


def columns_of(guide: Guide) -> dict[str, Any]:
    """Code, kind, limits, fee and modes; whether it can be handed in online where the guide itself says so."""
    kinds = {kind.label: kind.value for kind in HandlingKind}
    promised, statutory = _limit(guide.time_limits.promised), _limit(guide.time_limits.legal)
    columns: dict[str, Any] = {
        "implementation_code": str(guide.item.codes.get("impl", "")),
        "handling_kind": kinds.get(guide.time_limits.handling_kind or "", ""),
        "promised_amount": promised[0],
        "promised_unit": promised[1],
        "statutory_amount": statutory[0],
        "statutory_unit": statutory[1],
        "charged": guide.fees.charged,
        "modes": [Mode.named(mode).value for mode in guide.cross_region.modes],
    }
    if guide.particulars and guide.particulars.access.online is not None:
        columns["online"] = guide.particulars.access.online
    return columns


def _limit(limit: TimeLimit | None) -> tuple[int | None, str]:
    units = {unit.label: unit.value for unit in LimitUnit}
    return (limit.value, units[limit.unit]) if limit else (None, "")
