"""How versions stand this second: in force, to come, suspended, replaced, withdrawn; and which one holds instead."""

import time
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from tongban.catalogue.models import ItemVersion, Standing
from tongban.catalogue.reception import WhyNot
from tongban.catalogue.standing import standing_at
from tongban.catalogue.views import VersionView


@dataclass(frozen=True, slots=True)
class StandingView:
    """How one version stands, why it was stopped and what to do instead, and the version of its record in force now."""

    standing: Standing
    in_force_at: datetime | None
    ended_at: datetime | None
    because: str
    instead: str
    now_in_force: int | None
    now_in_force_no: int | None


@dataclass(frozen=True, slots=True)
class _Row:
    """What people decided of one version; with the hour it says how the version stands."""

    id: int
    version_no: int
    state: str
    in_force_at: datetime | None
    ended_at: datetime | None
    stopped_because: str
    instead: str

    def standing(self, at: datetime) -> Standing:
        return standing_at(self.state, self.in_force_at, self.ended_at, at)


_COLUMNS = tuple(_Row.__dataclass_fields__)


def standing_of(version_id: int, record_id: str) -> StandingView:
    """How a version stands this second. What people decide is read anew every second; what time decides, always."""
    at, rows = timezone.now(), _record(record_id, int(time.monotonic()))
    own = rows[version_id]
    holding = next((row for row in rows.values() if row.standing(at) == Standing.IN_FORCE), None)
    return StandingView(
        standing=own.standing(at),
        in_force_at=own.in_force_at,
        ended_at=own.ended_at,
        because=own.stopped_because,
        instead=own.instead,
        now_in_force=holding.id if holding else None,
        now_in_force_no=holding.version_no if holding else None,
    )


@lru_cache(maxsize=1024)
def _record(record_id: str, second: int) -> dict[int, _Row]:
    rows = ItemVersion.objects.filter(record_id=record_id).values_list(*_COLUMNS)
    return {row[0]: _Row(*row) for row in rows}


forget = _record.cache_clear


def not_taken(version: VersionView) -> WhyNot | None:
    """Why a version that is not in force takes no new cases, and what to do instead; None when it is in force."""
    if version.is_draft:
        return None  # the reception itself says so
    found = standing_of(version.id, version.record_id)
    name = f"{version.place}的“{version.name}”"
    newer = f"现行的是第 {found.now_in_force_no} 版，请按它再看一遍材料后提交。" if found.now_in_force_no else ""
    told = {
        Standing.SCHEDULED: (f"{name}第 {version.version_no} 版还没有生效。", newer or "请等它生效后再交。"),
        Standing.SUSPENDED: (f"{name}暂停办理：{found.because}。", found.instead or "可以打 12345 问什么时候恢复。"),
        Standing.SUPERSEDED: (
            f"{name}第 {version.version_no} 版已被新版代替。",
            newer or "请从事项页重新打开办事指南。",
        ),
        Standing.WITHDRAWN: (f"{name}已经取消：{found.because}。", found.instead or "可以打 12345 问怎么办。"),
    }.get(found.standing)
    return WhyNot(*told) if told else None
