"""What the result page says first: can it be done here, what is easiest, and what lies around it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tongban.catalogue import queries as catalogue
from tongban.catalogue.queries import Checklist, Found, Mode, Reception, WhyNot
from tongban.doors.portal.places import Asked

if TYPE_CHECKING:
    from tongban.catalogue.queries import Around


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page says first: can it be done, how most easily, and if not, what instead."""

    tone: Literal["ok", "warn", "bad", ""]
    word: str
    sentence: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One item found, with what a person asks first: papers, days, fee, trips; None where no guide is here."""

    found: Found
    listed: Checklist | None

    @property
    def modes(self) -> list[str]:
        """The ways it can be handed in from here, the easiest first."""
        ways = [way for way in (self.found.online, self.found.counter) if isinstance(way, Reception)]
        return list(dict.fromkeys(mode.label for way in ways for mode in way.modes))

    @property
    def online(self) -> bool:
        """It can be handed in from a phone or computer."""
        return isinstance(self.found.online, Reception)

    @property
    def why_not(self) -> WhyNot | None:
        """Why it can be handed in neither online nor at a window here."""
        counter, online = self.found.counter, self.found.online
        return counter if isinstance(counter, WhyNot) and isinstance(online, WhyNot) else None


def answer(results: list[Result], from_: Asked, to: Asked, *, sure: bool) -> Answer:
    """The sentence at the top: can it be done, how most easily; else what is missing, or what instead."""
    if not results:
        return Answer("warn", "没有找到。", "换个说法再试试，比如只写“公积金”；也可以按领域找，或打 12345。")
    best = results[0].found
    if not sure:
        otherwise = "不是的话，换个平常的说法再搜，或打 12345。"
        return Answer("warn", "没有正好的。", f"最接近的是“{best.name}”，看看是不是您要找的。", otherwise)
    if best.is_bundle:
        return Answer("", "一件事。", f"“{best.name}”要几个部门一起办，打开看由哪几项组成、各归哪个部门。")
    if to.place is None:
        return Answer("", "还差一步。", f"您多半要找的是“{best.name}”。填上这件事归哪里办，才知道能不能在这里办。")
    if best.version is None:
        sentence = f"没有读到{to.place.name}的“{best.name}”办事指南，现在不能从这里转过去。"
        return Answer("warn", "待核实。", sentence, f"可以打{to.place.name}的 12345（区号 + 12345）问清楚。")
    if from_.place is None:
        return Answer("", "还差一步。", f"您多半要找的是“{best.name}”。填上您在哪里交材料，才知道能不能办。")
    return _possible(results[0], from_)


def _possible(result: Result, from_: Asked) -> Answer:
    here = from_.place.name if from_.place else ""
    name, counter = result.found.name, result.found.counter
    if result.why_not:
        told = _told_in_full(result, from_) or result.why_not
        return Answer("bad", "不能办。", told.sentence, told.instead)
    helped = f"想有人帮，就到{here}任一通办窗口交。" if isinstance(counter, Reception) else ""
    if result.online:
        return Answer("ok", "能办。", f"您多半要找的是“{name}”：网上办，不用跑。{helped}")
    return Answer("ok", "能办。", f"您多半要找的是“{name}”：{_at_the_window(counter, here)}")


def _at_the_window(way: Reception | WhyNot | None, here: str) -> str:
    if isinstance(way, Reception) and way.mode == Mode.LOCAL:
        return f"就归{here}办，带材料到窗口交。"
    if isinstance(way, Reception) and way.mode == Mode.JOINT:
        return f"到{here}的通办窗口交一次，两地一起办。"
    return f"到{here}任一通办窗口交，窗口替您转过去，就近跑一次。"


def _told_in_full(result: Result, from_: Asked) -> WhyNot | None:
    """The refusal with the nearest outlets that do receive it: asked for the best only."""
    version, code = result.found.version, from_.code
    if version is None or code is None:
        return None
    told = catalogue.reception(version, receipt_region=code, channel=catalogue.Channel.COUNTER)
    return told if isinstance(told, WhyNot) else None


# --- around the best -------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Beside:
    """Beside the best: the situations its guide distinguishes, the 一件事 it is part of, and its neighbours."""

    result: Result
    around: "Around"

    @property
    def situations(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """Each question with its key and its answers, key and label; the first three."""
        version = self.result.found.version
        asked = version.guide.situations[:3] if version else ()
        return [(one.key, one.question, [(option.key, option.label) for option in one.options]) for one in asked]


def beside(results: list[Result]) -> Beside:
    """What lies around the best of some results."""
    return Beside(results[0], catalogue.around(results[0].found.slug))
