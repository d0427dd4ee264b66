"""A case told as facts in JSON, and its dates told back: the clock for whoever has no database (``tongban due``)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter, ValidationError

from tongban.cases import events
from tongban.cases.clock.counting import counted, stops_of
from tongban.cases.clock.grounds import Ground
from tongban.cases.clock.legs import Leg, LegKind, legs
from tongban.cases.clock.moments import READS, STEPS, Moments, Pause, replay
from tongban.cases.clock.reckoning import Deadlines, Rule, deadlines, rule_of, silent_since, stage_by
from tongban.cases.clock.standing import APPLICANTS, face_of, worst
from tongban.catalogue.families import Family, ReceiptRule, Stage
from tongban.catalogue.limits import Limits
from tongban.journal.facts import name_of
from tongban.kit.blocked import Invalid, Problem
from tongban.kit.days import CHINA, Calendar, Limit, Unit, china_day


class Told(BaseModel):
    """Closed to fields it does not know: a misspelt one is told, not lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LimitTold(Told):
    """``{"amount": 20, "unit": "working_days"}``; 0 is on the spot."""

    amount: int
    unit: Unit = Unit.WORKING_DAYS

    def limit(self) -> Limit:
        """As the clock takes it. ValueError when negative."""
        return Limit(self.amount, self.unit)


class StageTold(Told):
    """One stage of a limit in stages."""

    name: str
    limit: LimitTold


class ItemTold(Told):
    """The item's rule: its family, its own limits where it has them, whose receipt counts, its stages."""

    family: Family = Family.LICENSING
    promised: LimitTold | None = None
    statutory: LimitTold | None = None
    receipt: ReceiptRule = ReceiptRule.EARLIER
    stages: tuple[StageTold, ...] = ()

    def limits(self) -> Limits:
        """As the catalogue would give them."""
        return Limits(
            self.promised.limit() if self.promised else None,
            self.statutory.limit() if self.statutory else self.family.law.decide,
            self.statutory is not None,
            self.family,
            self.receipt,
            tuple(Stage(stage.name, stage.limit.limit()) for stage in self.stages),
        )


class CaseTold(Told):
    """What is asked: the item's rule, the area (区划 code) whose office hours count, the moment asked about, and the facts."""

    item: ItemTold = ItemTold()
    area: str = ""
    now: AwareDatetime | None = None
    facts: tuple[dict[str, Any], ...]

    example: ClassVar[dict[str, Any]] = {
        "item": {"family": "licensing", "promised": {"amount": 10, "unit": "working_days"}},
        "area": "330681",
        "now": "2026-10-09T09:00:00+08:00",
        "facts": [
            {"fact": "case.received", "at": "2026-09-21T10:00:00+08:00"},
            {"fact": "case.signed_for", "at": "2026-09-22T09:00:00+08:00"},
            {"fact": "case.accepted", "at": "2026-09-23T15:00:00+08:00"},
            {
                "fact": "case.suspended",
                "at": "2026-09-28T09:00:00+08:00",
                "kind": "hearing",
                "until": "2026-10-08",
                "ground": "利害关系人申请听证",
            },
            {"fact": "case.resumed", "at": "2026-10-08T16:00:00+08:00"},
        ],
    }


KINDS: dict[str, type[events.CaseFact]] = {
    name_of(events.CaseReceived): events.CaseReceived,
    **{name_of(kind): kind for kind in STEPS},
}
_EMPTY: dict[str, Any] = {"mode": "", "forwarded": True, "deemed": False, "complete": True, "ground": "", "stage": ""}


def read_case(written: str | bytes) -> tuple[CaseTold, Moments]:
    """The case in a JSON text. Raises Invalid with every field that is wrong."""
    try:
        told = CaseTold.model_validate_json(written)
        told.item.limits()
    except ValidationError as error:
        raise Invalid(_problems(error)) from None
    except ValueError as error:
        raise Invalid([Problem("item", f"时限写得不对：{error}")]) from None
    facts = [_fact(number, dict(fact)) for number, fact in enumerate(told.facts)]
    if not facts or not isinstance(facts[0][0], events.CaseReceived):
        raise Invalid([Problem("facts.0", "第一条经过应是收件（case.received）")])
    return told, replay(facts)


def _problems(error: ValidationError) -> list[Problem]:
    found = error.errors(include_url=False)
    return [
        Problem(".".join(map(str, one["loc"])), f"{'.'.join(map(str, one['loc']))} 写得不对：{one['msg']}")
        for one in found
    ]


def _fact(number: int, written: dict[str, Any]) -> tuple[events.CaseFact, datetime]:
    """One fact with the fields the clock reads; whatever else the journal holds of it is passed over."""
    where = f"facts.{number}"
    kind = KINDS.get(written.get("fact", ""))
    if kind is None:
        known = "、".join(KINDS)
        raise Invalid([Problem(f"{where}.fact", f"{where}.fact 不认得“{written.get('fact', '')}”，应是 {known} 之一")])
    try:
        at = _MOMENT.validate_python(written.get("at"))
        fields = {name: _field(kind, name, written) for name in READS.get(kind, ())}
    except ValidationError as error:
        raise Invalid([Problem(where, f"{where} 写得不对：{error.errors()[0]['msg']}")]) from None
    except KeyError as missing:
        raise Invalid([Problem(where, f"{where} 少了 {missing.args[0]}")]) from None
    return kind.model_construct(subject="", **fields), at


_MOMENT: TypeAdapter[datetime] = TypeAdapter(AwareDatetime)


def _field(kind: type[events.CaseFact], name: str, written: Mapping[str, Any]) -> Any:
    field = kind.model_fields[name]
    if name in written:
        adapter: TypeAdapter[Any] = TypeAdapter(field.annotation or object)
        return adapter.validate_python(written[name])
    if name in _EMPTY:
        return _EMPTY[name]
    if field.is_required():
        raise KeyError(name)
    return field.get_default()


# --- told back -------------------------------------------------------------------------------------------------------
def reckon(told: CaseTold, moments: Moments, calendar: Calendar, now: datetime) -> dict[str, Any]:
    """Everything the clock says of a case, as JSON. ``now`` counts where the case does not name its own."""
    now = told.now or now
    rule = rule_of(told.item.limits(), moments.mode)
    dates = deadlines(moments, rule, calendar, told.area)
    found = legs(moments, rule, calendar, now, told.area)
    face = face_of(moments, dates.due_on, dates.next_due_on, calendar, now)
    silent = silent_since(moments, rule, calendar, china_day(now), told.area)
    return {
        "now": now.astimezone(CHINA).isoformat(),
        **{name: _iso(getattr(dates, name)) for name in Deadlines.__slots__},
        "days_left": face.days_left if face else None,
        "days_used": face.days_in_all - face.days_left if face else None,
        "days_in_all": face.days_in_all if face else None,
        "card": worst(face, found),
        "paused_now": face.paused if face else "",
        "paused": [_pause(pause, calendar) for pause in moments.pauses],
        "legs": [_leg(leg) for leg in found],
        "stage_by": _iso(stage_by(moments, rule, calendar, told.area)),
        "deemed_accepted_as_of": silent.astimezone(CHINA).isoformat() if silent else None,
        "promise_after_law": _promise_after_law(moments, rule, calendar, told.area),
        "family": rule.family,
        "calendar": calendar.version,
        "provisional": dates.next_due_on is not None and not calendar.knows(dates.next_due_on),
    }


def _promise_after_law(moments: Moments, rule: Rule, calendar: Calendar, area: str) -> bool:
    promised = [leg for leg in legs(moments, rule, calendar, moments.received_at, area) if leg.kind == LegKind.DECIDE]
    if not promised:
        return False
    start = promised[0].started_at
    alone = deadlines(
        Moments(start, accepted_at=start), Rule(rule.promised, _FOREVER, stages=rule.stages), calendar, area
    )
    law = deadlines(Moments(start, accepted_at=start), Rule(None, rule.statutory), calendar, area)
    return bool(alone.due_on and law.statutory_due_on and alone.due_on > law.statutory_due_on)


_FOREVER = Limit(4000)


def _pause(pause: Pause, calendar: Calendar) -> dict[str, Any]:
    ((begun, ended),) = stops_of([pause])
    length = counted(china_day(begun), china_day(ended), (), calendar)
    return {
        "kind": pause.kind,
        "label": Ground(pause.kind).label,
        "ground": pause.ground,
        "from": begun.astimezone(CHINA).isoformat(),
        "until": _iso(pause.until),
        "to": pause.ended_at.astimezone(CHINA).isoformat() if pause.ended_at else None,
        "working_days": length,
    }


def _leg(leg: Leg) -> dict[str, Any]:
    return {
        "leg": leg.kind,
        "label": leg.label,
        "whose": "applicant" if leg.kind in APPLICANTS else "counter" if leg.kind is LegKind.FORWARD else "authority",
        "from": leg.started_at.astimezone(CHINA).isoformat(),
        "by": leg.by.isoformat(),
        "by_at": leg.by_at.isoformat(),
        "done": leg.done_at.astimezone(CHINA).isoformat() if leg.done_at else None,
        "unit": leg.unit,
        "in_all": leg.in_all,
        "used": leg.used,
        "left": leg.left,
        "card": leg.card,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
