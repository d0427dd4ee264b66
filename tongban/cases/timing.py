"""The clock of a case in the table: what its moments make of its dates, by the item's rule and the calendar in force."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from tongban.cases import clock
from tongban.cases.events import CaseFact
from tongban.cases.models import Case
from tongban.catalogue import queries as catalogue
from tongban.kit.days import Calendar
from tongban.regions.calendars import calendar

COLUMNS = (
    "received_at", "signed_for_at", "returned_at", "corrected_at", "accepted_at", "decided_at", "concluded_at", "correct_by",
)  # fmt: skip
"""The moments that have columns of their own; all others stand in the account."""


def rule(case: Case) -> clock.Rule:
    """The rule of time of the version the case points at, for its answers, in the mode it is handled in."""
    version = catalogue.version(case.item_version_id)
    return clock.rule_of(catalogue.limits_in(version, case.application.situation), case.mode)


def moments_of(row: Mapping[str, Any]) -> clock.Moments:
    """The moments of a case read as columns: ``COLUMNS``, mode and account."""
    return clock.Moments(**{name: row[name] for name in COLUMNS}, mode=row["mode"]).with_account(row["account"])


def rule_of(row: Mapping[str, Any]) -> clock.Rule:
    """The rule of a case read as columns."""
    limits = catalogue.limits_in(catalogue.version(row["item_version_id"]), row["application__situation"])
    return clock.rule_of(limits, row["mode"])


def reckoned(case: Case, moments: clock.Moments, by: Calendar | None = None) -> clock.Deadlines:
    """The last days that follow from these moments."""
    return clock.deadlines(moments, rule(case), by or calendar(), case.completion_region)


def columns(case: Case, moments: clock.Moments) -> dict[str, Any]:
    """What an act writes of time, all of it from the moments after the act."""
    dates = reckoned(case, moments)
    pause = moments.pause if moments.accepted_at and not moments.concluded_at else None
    return {
        **{name: getattr(moments, name) for name in COLUMNS},
        **asdict(dates),
        "suspended_at": pause.started_at if pause else None,
        "account": moments.account,
        "calendar_version": calendar().version,
    }


def after(case: Case, fact: CaseFact, at: datetime) -> clock.Moments:
    """The moments once this fact has happened: table and journal are written from the same fold."""
    return clock.step(case.moments, fact, at)


def at(case: Case, **moments: Any) -> dict[str, Any]:
    """The columns when these moments are added."""
    return columns(case, replace(case.moments, **moments))
