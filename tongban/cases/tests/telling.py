"""Facts of a case for the clock, written as a clerk would note them on a slip: ``received 01-05; accepted 01-08 16:30``."""

from datetime import date, datetime

from tongban.cases import clock, events
from tongban.catalogue.families import Family, Stage
from tongban.catalogue.limits import Limits
from tongban.kit.days import CHINA, Limit, Unit

YEAR = 2026
D, H, O = Unit.DAYS, Unit.HOURS, Unit.OFFICE_HOURS  # noqa: E741  # a day, an hour, an hour of the office
SUBJECT = "330681-260105-00001-4"
RECEIVED = {
    "applicant_id": 1, "agency_id": 1, "item_version_id": 1, "channel": "1", "scope": "across_provinces",
    "receipt_region": "330681000000", "materials": 1, "files": 1,
}  # fmt: skip


def at(written: str) -> datetime:
    """``02-13``, ``02-13 23:30`` of 2026, or a whole ISO moment, in China unless it says otherwise."""
    text = written.strip()
    if len(text.partition(" ")[0]) == 5:
        text = f"{YEAR}-{text}"
    day, _, hour = text.partition(" ")
    moment = datetime.fromisoformat(day if "T" in day else f"{day}T{hour or '10:00'}")
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


def on(written: str | None) -> date | None:
    return at(written).date() if written else None


def item(promised=None, statutory=None, family=Family.LICENSING, mode="", **rest):
    limits = Limits(
        promised, statutory or family.law.decide, statutory is not None, family,
        stages=tuple(Stage(name, limit) for name, limit in rest.pop("stages", ())), **rest,
    )  # fmt: skip
    return clock.rule_of(limits, mode)


def fact(word: str, rest: str):
    """The fact a word stands for; what follows ``=`` is its own."""
    own = dict(pair.split("=") for pair in rest.split() if "=" in pair)
    kind = {
        "received": events.CaseReceived, "kept": events.CaseReceived, "forwarded": events.CaseForwarded,
        "signed": events.CaseSignedFor, "transferred": events.CaseTransferred, "returned": events.CaseReturned,
        "corrected": events.CaseCorrected, "accepted": events.CaseAccepted, "suspended": events.CaseSuspended,
        "resumed": events.CaseResumed, "extended": events.CaseExtended, "stage": events.CaseStageEnded,
        "decided": events.CaseDecided, "delivered": events.CaseDelivered, "declined": events.CaseDeclined,
        "retracted": events.CaseRetracted, "supplemented": events.CaseSupplemented,
    }[word]  # fmt: skip
    some_day = date(YEAR, 1, 1)
    needed = {
        events.CaseReceived: {**RECEIVED, "mode": own.get("mode", ""), "forwarded": word == "received"},
        events.CaseReturned: {"correct_by": on(own.get("until", "01-30")), "problems": ["缺页"]},
        events.CaseCorrected: {"files": 1},
        events.CaseAccepted: {
            "due_on": some_day, "statutory_due_on": some_day, "deemed": "of" in own,
            "as_of": at(own["of"]) if "of" in own else None, "supplement_by": on(own.get("pending")),
        },
        events.CaseSuspended: {"kind": own.get("kind", "hearing"), "until": on(own.get("until", "12-31")), "ground": "申请听证"},
        events.CaseExtended: {"amount": int(own.get("by", 10)), "unit": own.get("unit", "working_days")},
        events.CaseDecided: {"granted": True, "reason": "准予"},
        events.CaseDelivered: {"way": "counter", "receiver": "本人"},
        events.CaseDeclined: {"reason": "依法不需要许可"},
    }  # fmt: skip
    return kind(subject=SUBJECT, **needed.get(kind, {}))


def told(slip: str):
    """The facts of a slip, with their moments: words apart by ``;``, each with its day and, if need be, the hour."""
    found = []
    for line in slip.split(";"):
        word, _, rest = line.strip().partition(" ")
        when = " ".join(part for part in rest.split() if "=" not in part)
        found.append((fact(word, rest), at(when)))
    return found


def moments(slip: str):
    return clock.replay(told(slip))


__all__ = ["D", "H", "Limit", "O", "at", "item", "moments", "on", "told"]
