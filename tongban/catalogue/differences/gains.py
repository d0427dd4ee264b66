"""统一后群众得到什么: the few figures that say what one standard would change for an applicant."""

from collections.abc import Iterator
from dataclasses import dataclass

from tongban.catalogue.differences.comparison import Comparison
from tongban.catalogue.differences.matrix import Ground, alone


@dataclass(frozen=True, slots=True)
class Gain:
    """A figure with its unit, and what it means."""

    figure: str
    unit: str
    note: str


def gains(comparison: Comparison) -> tuple[Gain, ...]:
    """Fewer papers, one limit, no fee, no thresholds: only what the comparison can prove."""
    return tuple(_gains(comparison))


def _gains(comparison: Comparison) -> Iterator[Gain]:
    papers = [column for column in comparison.columns if column.key.startswith("material-")]
    stating = [place for place in comparison.places if place.facts.papers]
    if papers and stating:
        most = max(stating, key=lambda place: len(place.facts.papers))
        left = sum(column.choice.words != "不要" and column.choice.ground is not Ground.FEWER for column in papers)
        if left < len(most.facts.papers):
            note = f"要带的材料（各种情形合计，现在最多的是{alone(most.short)}）"
            yield Gain(f"{len(most.facts.papers)} → {left}", "种", note)
    promised = comparison.column("promised_limit")
    if promised and promised.choice.puts:
        yield Gain(promised.choice.words, "", "办完，各地一个说法")
    fees = comparison.column("fees")
    if fees and fees.choice.ground is Ground.FREE:
        yield Gain("0", "元", "不收费")
    conditions = comparison.column("conditions")
    if conditions and conditions.to_change:
        yield Gain(f"{conditions.to_change} → 0", "地", "自己加了门槛")
