"""May this counter, or the portal, receive this item for that authority; in which mode; else why not, and what instead.

Powers do not move: the place of receipt checks identity and form and hands over; the authority accepts and decides
(浙建政服发〔2021〕5号 三, 诸政办发〔2021〕12号 四, 国办发〔2022〕34号（六）).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from tongban.catalogue.listing import ListingView
from tongban.catalogue.modes import Channel, Mode
from tongban.catalogue.openings import OpeningView, nearest_open
from tongban.catalogue.views import VersionView
from tongban.kit.blocked import NotFound
from tongban.kit.scopes import Scope
from tongban.regions import queries as regions
from tongban.regions.places import OutletView


@dataclass(frozen=True, slots=True)
class Reception:
    """It may be received: in ``mode``, or in any of ``modes``, the easiest first. ``document`` is the ground."""

    possible: ClassVar[bool] = True
    mode: Mode
    modes: tuple[Mode, ...]
    scope: Scope
    document: str
    note: str


@dataclass(frozen=True, slots=True)
class WhyNot:
    """It may not be received here: why, and what the person can do instead (Chinese sentences).

    ``modes`` are open another way (online, or at a counter); ``outlets`` are the nearest that receive it.
    """

    possible: ClassVar[bool] = False
    sentence: str
    instead: str
    modes: tuple[Mode, ...] = ()
    outlets: tuple[OutletView, ...] = ()


Ways = dict[Mode, tuple[str, str]]
"""The modes open, each with its ground and the note beside it."""


def decide(
    version: VersionView,
    listings: Collection[ListingView],
    *,
    receipt_region: str,
    channel: Channel,
    hole: OpeningView | None = None,
) -> Reception | WhyNot:
    """The answer every door gives. ``listings`` are the item's in force; ``receipt_region`` any code of a place.

    ``hole`` is why the very outlet does not receive the item, where that is known: it closes the counter, not the lists.
    """
    receipt = regions.code12(receipt_region)
    if obstacle := _obstacle(version):
        return WhyNot(obstacle, _at_the_place(version))
    local = is_local(receipt, version.region_code)
    if version.local_only and not local:
        return WhyNot(version.local_only, _at_the_place(version))
    ways = _local_ways(version) if local else _listed_ways(version, listings, receipt)
    open_here = [mode for mode in _order(local) if mode in ways and _fits(mode, channel)]
    if not open_here:
        return _why_not(version, ways, receipt, channel)
    if hole and channel == Channel.COUNTER:
        return _not_opened(version, hole, open_here)
    document, note = ways[open_here[0]]
    scope = regions.relation(receipt, version.region_code)
    return Reception(open_here[0], tuple(open_here), scope, document, note)


def too_late(
    answer: WhyNot, version: VersionView, lapsed: Collection[ListingView], *, receipt_region: str, channel: Channel
) -> WhyNot:
    """The same answer, saying so where an entry that has ended would have allowed it."""
    receipt = regions.code12(receipt_region)
    for entry in lapsed:
        if entry.valid_until and decide(version, [entry], receipt_region=receipt, channel=channel).possible:
            day = f"{entry.valid_until.year}年{entry.valid_until.month}月{entry.valid_until.day}日"
            ended = f"原来按“{entry.document}”可以收，它已于{day}到期。"
            return replace(answer, sentence=f"{answer.sentence}{ended}")
    return answer


def with_outlets(answer: WhyNot, version: VersionView, *, receipt_region: str, outlet: str = "") -> WhyNot:
    """The same answer with the nearest outlets that receive the item.

    Where the lists let the place of receipt receive it, those near it; else those of the authority's own place.
    """
    near = receipt_region if answer.modes else version.region_code
    try:
        found = nearest_open(near, version.item.id, without=outlet)
    except NotFound:  # a guide of a place that is not among the divisions
        return answer
    if version.is_nationwide or not found:
        return answer
    said = f"最近的是{found[0].name}（{found[0].address}）。" if answer.modes else ""
    return replace(answer, outlets=found, instead=f"{answer.instead}{said}")


def is_local(receipt: str, handling: str) -> bool:
    """属地: the place of receipt is the authority's own, or within its city or county; a whole province is not."""
    return regions.under(receipt, handling) and regions.relation(receipt, handling) <= Scope.CITY


def _obstacle(version: VersionView) -> str:
    if version.is_draft:
        return f"{version.place}的“{version.local_name}”还没有发布，暂时不能收件。"
    if version.is_nationwide:
        return f"“{version.name}”只读到全国统一口径，没有读到当地承办机关的指南，暂时不能在这里交。"
    return ""


def _order(local: bool) -> tuple[Mode, ...]:
    """The easiest first; at the place itself nothing is easier than simply handing it in."""
    elsewhere = (Mode.FULLY_ONLINE, Mode.RECEIVED_ELSEWHERE, Mode.JOINT)
    return (Mode.LOCAL, *elsewhere) if local else elsewhere


def _fits(mode: Mode, channel: Channel) -> bool:
    return channel == Channel.COUNTER or mode == Mode.FULLY_ONLINE


def _local_ways(version: VersionView) -> Ways:
    ground = f"{version.place}办事指南", ""
    return {Mode.LOCAL: ground, Mode.FULLY_ONLINE: ground} if version.online else {Mode.LOCAL: ground}


def _listed_ways(version: VersionView, listings: Collection[ListingView], receipt: str) -> Ways:
    """What the lists allow, less the online mode where nothing was read of handing it in online."""
    ways: Ways = {}
    for listing in listings:
        if listing.admits(receipt, version.region_code):
            for mode in listing.modes:
                if mode != Mode.FULLY_ONLINE or version.online:
                    ways.setdefault(mode, (listing.document, listing.note))
    return ways


def _why_not(version: VersionView, ways: Ways, receipt: str, channel: Channel) -> WhyNot:
    if channel == Channel.ONLINE and ways:
        at_a_counter = tuple(mode for mode in Mode if mode in ways)
        other = "或".join(mode.label for mode in at_a_counter)
        sentence = f"没有读到{version.place}的“{version.name}”可以全程网办，不能在网上提交。"
        instead = f"可以带材料到您所在地的通办窗口交（{other}），不用去{version.place}。"
        return WhyNot(sentence, instead, at_a_counter)
    scope = regions.relation(receipt, version.region_code).label
    sentence = f"{version.place}的“{version.name}”没有列入{scope}清单，这里不能收。"
    return WhyNot(sentence, _at_the_place(version))


def _not_opened(version: VersionView, hole: OpeningView, modes: list[Mode]) -> WhyNot:
    """The lists allow it, this very outlet has not opened it: by another outlet, or online."""
    due = f"，预计{hole.due_on.year}年{hole.due_on.month}月{hole.due_on.day}日开通" if hole.due_on else ""
    why = hole.reason.label if hole.reason else "没开通"
    sentence = f"这个网点还不能收“{version.name}”：{why}{due}。"
    online = "也可以在网上办（全程网办），不用跑。" if Mode.FULLY_ONLINE in modes else ""
    return WhyNot(sentence, f"可以到附近能收的窗口交，不用去{version.place}。{online}", tuple(modes))


def _at_the_place(version: VersionView) -> str:
    return f"{'；'.join(_own_ways(version))}。"


def _own_ways(version: VersionView) -> Iterator[str]:
    channels = version.guide.channels
    if version.is_nationwide:
        yield "可以先按指南准备材料，向归属地的承办机关或 12345 问清在哪里交"
    elif channels.offline:
        yield f"可以到{version.place}的{'、'.join(channels.offline)}办"
    else:
        yield f"可以找{version.agency.name}办（办理地点待核实）"
    if channels.online:
        yield f"线上渠道：{'、'.join(channels.online)}"
