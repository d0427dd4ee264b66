"""一次性告知单: everything a person must know of one item in their situation, with what was not read marked as such."""

from dataclasses import dataclass, replace

from tongban.catalogue.guide import GROUPS, Answers, Need, RequiredMaterial
from tongban.catalogue.limits import Limits, limit_of
from tongban.catalogue.modes import Mode
from tongban.catalogue.parts import UNREAD, Situation
from tongban.catalogue.views import VersionView
from tongban.kit.blocked import Invalid


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the guide page and the printed list show. Tuples are empty where ``unread`` names their heading."""

    version: VersionView
    chosen: tuple[tuple[str, str], ...]
    materials: tuple[RequiredMaterial, ...]
    open_questions: tuple[Situation, ...]
    limits: Limits
    fee: str
    modes: tuple[Mode, ...]
    trips: int | None
    windows: tuple[str, ...]
    online: tuple[str, ...]
    conditions: tuple[str, ...]
    grounds: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def to_bring(self) -> tuple[RequiredMaterial, ...]:
        """The papers to hand in; what data or a licence stands for is not among them."""
        return tuple(asked for asked in self.materials if not asked.material.replaceable)

    @property
    def exempt(self) -> tuple[RequiredMaterial, ...]:
        """免交: what a licence, shared data or the system stands for."""
        return tuple(asked for asked in self.materials if asked.material.replaceable)

    @property
    def is_whole(self) -> bool:
        """Whether nothing else is asked for: the papers were read, and every answer that decides over them was given."""
        undecided = any(asked.need is Need.UNDECIDED for asked in self.materials)
        return self.version.guide.materials_read and not self.open_questions and not undecided

    @property
    def papers(self) -> str:
        """How many papers, in a phrase; never "none" when the list was not read."""
        if GROUPS["materials"] in self.unread:
            return UNREAD
        extra = f"，另 {len(self.exempt)} 份免交" if self.exempt else ""
        return f"{len(self.to_bring)} 份{extra}"

    @property
    def promised(self) -> str:
        """The promised limit in a phrase, or 待核实."""
        return UNREAD if self.limits.promised is None else str(self.limits.promised)

    @property
    def statutory(self) -> str:
        """The law's limit in a phrase; said to be the general one where the guide names none."""
        return (
            str(self.limits.statutory) if self.limits.statutory_read else f"{UNREAD}（一般为 {self.limits.statutory}）"
        )

    @property
    def times_to_come(self) -> str:
        """到现场次数 in a phrase, or 待核实."""
        return UNREAD if self.trips is None else f"{self.trips} 次"


def limits_for(version: VersionView, answers: Answers) -> Limits:
    """The limits of one situation: the version's, unless the answers decide others."""
    found = version.limits
    for decision in version.guide.decisions_for(answers):
        if decision.promised:
            found = replace(found, promised=limit_of(decision.promised))
        if decision.legal:
            found = replace(found, statutory=limit_of(decision.legal), statutory_read=True)
    return found


def fee_for(version: VersionView, answers: Answers) -> str:
    """The fee of one situation in a phrase."""
    decided = [each.fees for each in version.guide.decisions_for(answers) if each.fees is not None]
    if not decided:
        return version.fee_words
    return "；".join(f"{fee.name} {fee.amount}" for fee in decided[0]) or "不收费"


def modes_for(version: VersionView, answers: Answers) -> tuple[Mode, ...]:
    """The modes of one situation; those of the version unless the answers decide others."""
    decided = [each.modes for each in version.guide.decisions_for(answers) if each.modes is not None]
    return tuple(map(Mode.named, decided[0])) if decided else version.modes


def make_checklist(version: VersionView, answers: Answers) -> Checklist:
    """The list for one situation. Raises Invalid for answers the guide does not offer."""
    guide = version.guide
    if problems := guide.problems_with(answers):
        raise Invalid(problems)
    return Checklist(
        version=version,
        chosen=tuple(guide.in_words(answers)),
        materials=tuple(guide.materials_for(answers)),
        open_questions=tuple(guide.open_questions(answers)),
        limits=limits_for(version, answers),
        fee=fee_for(version, answers),
        modes=modes_for(version, answers),
        trips=guide.trips,
        windows=guide.channels.offline,
        online=guide.channels.online,
        conditions=guide.acceptance_conditions,
        grounds=version.grounds,
        unread=guide.unread,
    )
