"""What other rooms may ask of the catalogue. Answers are frozen values; versions are kept once read (see ``views``)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Max

from tongban.catalogue import listing, openings, standings, views
from tongban.catalogue.bundle_plan import BundlePlan, plan
from tongban.catalogue.check_points import check_points
from tongban.catalogue.checklist import Checklist, fee_for, limits_for, make_checklist
from tongban.catalogue.composing import compose
from tongban.catalogue.composition import Composition
from tongban.catalogue.finding.beside import Around, around, empty_searches, popular, said_for, synonyms
from tongban.catalogue.finding.beside import forget as forget_around
from tongban.catalogue.finding.current import CURRENT, rebuild_index
from tongban.catalogue.finding.hits import Found, Searched, find, search, suggest, understand
from tongban.catalogue.finding.whereabouts import Mention
from tongban.catalogue.guide import Answers, Guide, Need, RequiredMaterial
from tongban.catalogue.jurisdiction import Stand, chain, competent
from tongban.catalogue.limits import Limits
from tongban.catalogue.models import BundleVersion, Deviation, Item, ItemVersion
from tongban.catalogue.modes import Channel, Mode
from tongban.catalogue.parts import UNREAD, BundlePart, Material, Situation
from tongban.catalogue.reception import Reception, WhyNot, decide, too_late, with_outlets
from tongban.catalogue.standing import Standing
from tongban.catalogue.views import ItemView, VersionView
from tongban.kit.blocked import NotFound
from tongban.regions import queries as regions

__all__ = [
    "UNREAD",
    "Answers",
    "Around",
    "BundlePlan",
    "BundleView",
    "Channel",
    "Checklist",
    "Composition",
    "Found",
    "Guide",
    "ItemView",
    "Limits",
    "Material",
    "Mention",
    "Mode",
    "Need",
    "Reception",
    "RequiredMaterial",
    "Searched",
    "Situation",
    "VersionView",
    "WhyNot",
    "around",
    "authorities",
    "authority_for",
    "bundle",
    "bundle_plan",
    "bundles",
    "check_points",
    "checklist",
    "current",
    "deviations_of",
    "empty_searches",
    "fee_in",
    "find",
    "forget",
    "item",
    "items",
    "latest_version",
    "limits_in",
    "places_of",
    "popular",
    "provinces_of",
    "published",
    "rebuild_index",
    "reception",
    "said_for",
    "search",
    "since_replaced",
    "stopped",
    "suggest",
    "synonyms",
    "understand",
    "version",
    "versions_of",
]


@dataclass(frozen=True, slots=True)
class BundleView:
    """一件事 in one place: its parts, each with its department, the guide, and what passes between the parts."""

    id: int
    slug: str
    name: str
    region_code: str
    parts: tuple[BundlePart, ...]
    guide: Guide
    composition: Composition
    version_no: int


def forget() -> None:
    """Read everything anew: after loading in another process, and between tests."""
    views.forget()
    listing.forget()
    openings.forget()
    CURRENT.forget()
    forget_around()
    standings.forget()


# --- one item, one version -------------------------------------------------------------------------------------------
def item(slug_or_code: str) -> ItemView:
    """An item by its slug or its 12-digit catalogue code. Raises NotFound."""
    key = "catalogue_code" if slug_or_code.isdecimal() else "slug"
    row = Item.objects.filter(**{key: slug_or_code}).first()
    if row is None:
        raise NotFound(f"没有找到事项“{slug_or_code}”。请核对编码，或按名称查找。")
    return views.item_view(row)


def items() -> list[ItemView]:
    """All items, by domain and name."""
    return [views.item_view(row) for row in Item.objects.order_by("domain", "name")]


def version(version_id: int) -> VersionView:
    """A version, whatever its state: cases keep the one they were handed in under. Raises NotFound."""
    found = views.views([version_id])
    if not found:
        raise NotFound("没有找到这个版本的办事指南。请从事项页重新打开。")
    return found[0]


def current(version_id: int) -> VersionView:
    """The version an application being written goes by: its own, or the one that has taken its place. Raises NotFound."""
    own = version(version_id)
    if own.is_draft:
        return own
    found = standings.standing_of(own.id, own.record_id)
    replaced = found.standing == Standing.SUPERSEDED and found.now_in_force
    return version(found.now_in_force) if replaced and found.now_in_force else own


def since_replaced(version_id: int) -> str:
    """What a case says of a version that new cases no longer go by (a sentence); empty while it is in force."""
    own = version(version_id)
    found = standings.standing_of(own.id, own.record_id)
    if own.is_draft or found.standing in (Standing.IN_FORCE, Standing.SCHEDULED):
        return ""
    began = f"（{own.effective_from:%Y-%m-%d} 起）" if own.effective_from else ""
    newer = (
        f"，现在的新件用第 {found.now_in_force_no} 版"
        if found.now_in_force_no
        else f"，这一版现在{found.standing.label}"
    )
    return f"本件按收件时的第 {own.version_no} 版办事指南{began}办理{newer}。"


def published(slug: str, region_code: str) -> VersionView | None:
    """The version in force of exactly this place (the latest, where several sources were published)."""
    rows = ItemVersion.objects.published().filter(item__slug=slug, region_code=regions.code12(region_code))
    latest = rows.order_by("-effective_from", "-id").values_list("id", flat=True)[:1]
    return next(iter(views.views(latest)), None)


def versions_of(slug: str, *, limit: int = 200) -> list[VersionView]:
    """The versions in force of an item, by place; no more than a page holds. ``places_of`` counts them all."""
    rows = ItemVersion.objects.published().filter(item__slug=slug).order_by("region_code", "id")
    return views.views(rows.values_list("id", flat=True)[:limit])


def latest_version() -> int:
    """The highest id of a version; 0 where there is none."""
    return ItemVersion.objects.aggregate(last=Max("id"))["last"] or 0


def domains_of(slugs: Collection[str]) -> dict[str, str]:
    """The domain (领域) of each of some items, by their lasting names."""
    return dict(Item.objects.filter(slug__in=list(slugs)).values_list("slug", "domain"))


def provinces_of(slugs: Collection[str]) -> dict[str, frozenset[str]]:
    """The provinces (12 digits) in which some items have a guide in force, by their lasting names."""
    rows = ItemVersion.objects.published().filter(item__slug__in=list(slugs))
    found: dict[str, set[str]] = {}
    for slug, region in rows.values_list("item__slug", "region_code").distinct():
        found.setdefault(slug, set()).add(region[:2].ljust(12, "0"))
    return {slug: frozenset(places) for slug, places in found.items()}


def places_of(slug: str) -> int:
    """How many versions of an item are in force."""
    return ItemVersion.objects.published().filter(item__slug=slug).count()


def authority_for(slug: str, region_code: str) -> VersionView | None:
    """The version of whoever has jurisdiction over a place: its own, else its city's, its province's, the country's.

    The country's guide names no authority; ``reception`` will not hand over to it.
    """
    rows = ItemVersion.objects.published().filter(item__slug=slug, region_code__in=chain(region_code))
    stands = rows.values_list("region_code", "covers_below", "effective_from", "id")
    best = competent((Stand(*stand) for stand in stands), region_code)
    return version(best) if best else None


def authorities(asked: Collection[tuple[str, str]]) -> dict[tuple[str, str], VersionView]:
    """``authority_for`` many items and places at once, in two queries; a pair nobody has jurisdiction over is left out."""
    chains = {place: set(chain(place)) for _, place in asked}
    rows = ItemVersion.objects.published().filter(
        item__slug__in={slug for slug, _ in asked}, region_code__in=set().union(*chains.values())
    )
    stands: dict[str, list[Stand]] = {}
    found = rows.values_list("item__slug", "region_code", "covers_below", "effective_from", "id")
    for slug, region_code, covers_below, effective_from, id_ in found:
        stands.setdefault(slug, []).append(Stand(region_code, covers_below, effective_from, id_))
    best = {(slug, place): competent(stands.get(slug, ()), place) for slug, place in asked}
    kept = {view.id: view for view in views.views({id_ for id_ in best.values() if id_})}
    return {pair: kept[id_] for pair, id_ in best.items() if id_ in kept}


# --- 一件事 ----------------------------------------------------------------------------------------------------------
def bundle(slug: str, region_code: str) -> BundleView | None:
    """The 一件事 as the place, or the first place above it, has it."""
    rows = BundleVersion.objects.published().select_related("bundle")
    found = rows.filter(bundle__slug=slug, region_code__in=chain(region_code)).order_by("-region_code").first()
    return _bundle(found) if found else None


def bundles() -> list[BundleView]:
    """Every 一件事 in force, by name and place."""
    rows = BundleVersion.objects.published().select_related("bundle").order_by("bundle__name", "region_code")
    return [_bundle(row) for row in rows]


def bundle_plan(found: BundleView, *, regions_of: Mapping[str, str] | None = None) -> BundlePlan:
    """A 一件事 ready to be asked, drawn and opened: each part with the version of whoever has jurisdiction over it.

    ``regions_of`` names another place for some parts, by key (户口落在阜阳); otherwise it is the bundle's own.
    """
    places = regions_of or {}
    asked = {part.key: (part.slug, places.get(part.key, found.region_code)) for part in found.composition.parts}
    able = authorities({(slug, place) for slug, place in asked.values() if slug})
    return plan(found, {key: able.get((slug or "", place)) for key, (slug, place) in asked.items()})


def _bundle(row: BundleVersion) -> BundleView:
    guide = Guide.model_validate(row.content)
    parts = guide.bundle.items if guide.bundle else ()
    composition = Composition.model_validate(row.composition) if row.composition else compose(guide)
    shown = row.bundle.slug, row.bundle.name, row.region_code
    return BundleView(row.pk, *shown, parts, guide, composition, row.version_no)


# --- may it be received here -----------------------------------------------------------------------------------------
def reception(version: VersionView, *, receipt_region: str, channel: Channel, outlet: str = "") -> Reception | WhyNot:
    """Whether a counter (or the portal) at a place may receive this item for this authority: what every door asks.

    With the ``outlet`` it also knows whether that very outlet has opened it; a WhyNot names the nearest that have.
    """
    if told := standings.not_taken(version):
        return told
    listings = listing.of_item(version.item.id, receipt_region, version.region_code)
    hole = openings.hole(outlet, version.item.id)
    answer = decide(version, listings, receipt_region=receipt_region, channel=channel, hole=hole)
    if isinstance(answer, Reception):
        return answer
    if not answer.modes:
        ended = listing.lapsed(version.item.id, receipt_region, version.region_code)
        answer = too_late(answer, version, ended, receipt_region=receipt_region, channel=channel)
    return with_outlets(answer, version, receipt_region=receipt_region, outlet=outlet)


def stopped(version: VersionView) -> WhyNot | None:
    """Why this guide takes no new applications now (not yet begun, suspended, replaced, withdrawn), and what instead."""
    return standings.not_taken(version)


def deviations_of(version_id: int) -> list[str]:
    """Where this place asks for more than the base, or otherwise, each with its ground in words (Chinese sentences)."""
    return [
        f"{row.sentence}。{_ground_of(row)}。" for row in Deviation.objects.filter(version=version_id).order_by("id")
    ]


def _ground_of(row: Deviation) -> str:
    if not row.grounded:
        return "当地还没有写理由，待核实"
    return f"理由：{row.get_ground_kind_display()}，{row.document}{f'，到 {row.until} 为止' if row.until else ''}"


def limits_in(version: VersionView, situation: Answers) -> Limits:
    """The limits of one situation: a case keeps those of its own version and its own answers."""
    return limits_for(version, situation)


def fee_in(version: VersionView, situation: Answers) -> str:
    """The fee of one situation in a phrase."""
    return fee_for(version, situation)


def checklist(version: VersionView, answers: Answers) -> Checklist:
    """What the guide page and the 一次性告知单 show for one situation. Raises Invalid for answers not offered."""
    return make_checklist(version, answers)
