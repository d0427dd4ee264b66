"""The clock of a case as staff read it: 剩 2 日, 今天到期, 超期 1 日, 暂停. What it shows is reckoned by cases, not here."""

from typing import TYPE_CHECKING

from tongban.ui.drawings import Card, ClockView, Tone

if TYPE_CHECKING:
    from tongban.cases.clock import Reading

_TONES: dict[Card, Tone] = {"": "", "yellow": "warn", "red": "bad"}


def clock_view(reading: "Reading | None") -> ClockView:
    """The face of a clock; one that stands still says for what. None: nothing is awaited."""
    if reading is None:
        return ClockView("已办结", "", 100, "stop")
    card: Card = reading.card.value
    if reading.paused and card != "red":
        return ClockView("暂停", reading.paused, 45, "stop")
    percent = 100 if card == "red" else reading.percent_used
    return ClockView(_text(reading.days_left, card), f"{reading.days_in_all} 日", percent, _TONES[card], card)


def _text(days_left: int, card: str) -> str:
    if card == "red":
        return f"超期 {-days_left} 日" if days_left < 0 else "已超期"
    return f"剩 {days_left} 日" if days_left > 0 else "今天到期"
