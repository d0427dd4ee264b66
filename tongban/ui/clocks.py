"""The clock of a case as staff read it: 剩 2 日, 今天到期, 超期 1 日, 暂停. What it shows is reckoned by cases, not here."""

from typing import TYPE_CHECKING

from tongban.ui.drawings import Card, ClockView, Tone

if TYPE_CHECKING:
    from tongban.cases.clock import Reading

PAUSED = ClockView("暂停", "补正", 45, "stop")
_TONES: dict[Card, Tone] = {"": "", "yellow": "warn", "red": "bad"}


def clock_view(reading: "Reading | None", *, paused: bool = False) -> ClockView:
    """The face of a clock; ``paused`` while corrections are awaited from the applicant. None: nothing is awaited."""
    if reading is None:
        return ClockView("已办结", "", 100, "stop")
    if paused:
        return PAUSED
    card: Card = reading.card.value
    percent = 100 if card == "red" else reading.percent_used
    return ClockView(_text(reading.days_left, card), f"{reading.days_in_all} 日", percent, _TONES[card], card)


def _text(days_left: int, card: str) -> str:
    if card == "red":
        return f"超期 {-days_left} 日" if days_left < 0 else "已超期"
    return f"剩 {days_left} 日" if days_left > 0 else "今天到期"
