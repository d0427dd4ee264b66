"""The demonstration's lists, agreements and openings: invented, and said to be so in their names."""

from collections.abc import Iterator
from datetime import date, timedelta

from tongban.catalogue import agreements as kept
from tongban.catalogue import queries as catalogue
from tongban.catalogue.actions.agreements import write_agreement
from tongban.catalogue.actions.documents import import_list
from tongban.catalogue.actions.openings import WrittenOpening, write_openings
from tongban.catalogue.agreements import Party, WrittenAgreement
from tongban.catalogue.listed import HoleReason
from tongban.catalogue.modes import Mode
from tongban.catalogue.queries import ItemView
from tongban.catalogue.writing_lists import WrittenDocument, WrittenRow
from tongban.kit.scopes import Scope
from tongban.people.queries import actor_of_account
from tongban.regions import queries as regions
from tongban.regions.places import OutletLevel

PROVINCE = WrittenDocument("演示〔2021〕1号", "演示：全省通办事项清单（虚构）", Scope.PROVINCE, "33", date(2021, 2, 26))
COUNTY = WrittenDocument(
    "演示〔2021〕2号", "演示：诸暨市县域通办事项清单（虚构）", Scope.COUNTY, "330681", date(2021, 4, 20)
)
LOCAL_ONLY = {"marriage-register", "divorce-register", "company-change"}
FREQUENT = {
    "gjj-purchase-withdraw",
    "gjj-retire-withdraw",
    "idcard-first",
    "medins-transfer",
    "sscard-apply",
    "food-permit",
}
OWNERS = {
    HoleReason.AUTHORISATION: "市级主管部门",
    HoleReason.SYSTEM: "市大数据中心",
    HoleReason.STAFF: "镇乡（街道）、市政务办",
    HoleReason.NOT_LIVE: "省级部门",
}
WEAK = {
    "自然资源": HoleReason.AUTHORISATION,
    "市场监管": HoleReason.SYSTEM,
    "公安户政": HoleReason.AUTHORISATION,
    "交通运输": HoleReason.SYSTEM,
    "医疗保障": HoleReason.STAFF,
    "民政婚姻": HoleReason.NOT_LIVE,
}


def load_lists() -> None:
    """Two lists, two agreements and what each outlet of 诸暨 receives; where there is any agreement, all is left alone."""
    if kept.agreements():
        return
    by = actor_of_account("catalogue-1")
    items = [item for item in catalogue.items() if item.slug not in LOCAL_ONLY]
    for document in (PROVINCE, COUNTY):
        import_list(document, list(_rows(items)), by=by)
    for agreement in _agreements():
        write_agreement(agreement, by=by)
    write_openings(list(_openings(items)), by=by)


def _rows(items: list[ItemView]) -> Iterator[WrittenRow]:
    for number, item in enumerate(items, start=1):
        frequent = item.slug in FREQUENT
        yield WrittenRow(f"第 {number} 行", item.name, number, item.slug, high_frequency=frequent, lead="演示")


def _agreements() -> Iterator[WrittenAgreement]:
    zhuji = Party("330681", "诸暨市政务服务办公室", "通办专窗", "0575-0000 0036")
    for number, (title, code, body, slugs) in enumerate(
        (
            ("演示：诸暨—达州公积金通办协议（虚构）", "5117", "达州市住房公积金管理中心", ("gjj-purchase-withdraw",)),
            ("演示：诸暨—君山食品经营通办协议（虚构）", "430611", "君山区行政审批局", ("food-permit",)),
        ),
        start=1,
    ):
        signed = date(2021, 4, 12 + number)
        end = date(2026, 12, 31) + timedelta(days=365 * (number - 1))
        parties = (zhuji, Party(code, body, "通办专窗"))
        yield WrittenAgreement(
            title, f"演示协议〔2021〕{number}号", signed, signed, end, (Mode.RECEIVED_ELSEWHERE,), slugs, parties
        )


def _openings(items: list[ItemView]) -> Iterator[WrittenOpening]:
    """The hall has opened all, two of them late; the townships in the hills lack more than those by the town."""
    every = [*items, *(item for item in catalogue.items() if item.slug in LOCAL_ONLY)]
    outlets = [outlet for outlet in regions.outlets("330681") if outlet.level != OutletLevel.VILLAGE]
    for far, outlet in enumerate(outlets):
        for number, item in enumerate(every):
            if outlet.level == OutletLevel.HALL:
                late = number in {3, 17} and item.slug not in FREQUENT
                opened = date(2022, 3, 18) if late else date(2021, 5, 20)
                yield WrittenOpening(outlet.code, item.slug, since=opened, note="演示")
            elif _lacks(far, number, item):
                reason = WEAK.get(item.domain, HoleReason.STAFF)
                due = date(2026, 12, 20) if reason == HoleReason.SYSTEM else None
                yield WrittenOpening(
                    outlet.code, item.slug, reason=reason, owner=OWNERS[reason], due_on=due, note="演示"
                )
            else:
                yield WrittenOpening(outlet.code, item.slug, since=date(2022, 6, 1) + timedelta(days=far), note="演示")


def _lacks(far: int, number: int, item: ItemView) -> bool:
    if item.slug in FREQUENT:
        return False
    return (far * 7 + number * 5) % 31 < (far if item.domain in WEAK else far // 4)
