"""The demonstration's bases: two that hold, others on their way, all through the acts of the catalogue."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from tongban.catalogue import actions, queries
from tongban.catalogue.versions_listed import Asked, narrowed_bases
from tongban.catalogue.versions_shown import KINDS, opened
from tongban.people.actors import Actor
from tongban.people.queries import actor_of_account

WRITER, SECOND = "catalogue-1", "catalogue-2"
COUNTRY = {"region_code": "000000", "region_name": "全国", "level": "国家"}
BASE = KINDS["base"]


@dataclass(frozen=True, slots=True)
class DemoBase:
    """A base begun from the words of one place: who writes it, how far it is brought, what it says otherwise."""

    slug: str
    region: str
    writer: str = WRITER
    until: str = "draft"
    otherwise: Mapping[str, Any] = field(default_factory=dict)


BASES = (
    DemoBase(
        "idcard-first",
        "411202",
        until="published",
        otherwise={
            "acceptance_conditions": ["年满16周岁的由本人申领", "未满16周岁的由监护人持本人身份证陪同申领"],
            "time_limits": {
                "legal": {"value": 60, "unit": "日", "text": "60日"},  # 居民身份证法第十二条
                "promised": {"value": 20, "unit": "工作日", "text": "20个工作日"},
                "handling_kind": "承诺件",
            },
        },
    ),
    DemoBase(
        "gjj-early-repay",
        "620800",
        until="published",
        otherwise={
            "acceptance_conditions": ["不另加门槛"],
            "process": ["提供要件", "管理部审批", "办理还款"],
            "results": [{"name": "贷款结清证明", "type": "证明"}],
        },
    ),
    DemoBase("gjj-retire-withdraw", "370200", until="in_review"),
    DemoBase("gjj-purchase-withdraw", "511700", writer=SECOND, until="in_review"),
    DemoBase("medins-transfer", "210500"),
)
DROPPED = {"各管理部要求的其他材料"}
"""Papers that name nothing: a base does not ask for them."""


def load_bases() -> None:
    """Write the demonstration's bases; where there is any base, all is left alone."""
    if narrowed_bases(Asked()).exists():
        return
    for base in BASES:
        _write(base, actor_of_account(base.writer), actor_of_account(SECOND))


def _write(asked: DemoBase, by: Actor, second: Actor) -> None:
    version = queries.published(asked.slug, asked.region)
    if version is None:
        return
    local = opened(version.id).content
    draft = actions.begin_base(local, by=by)
    note = f"演示：从{local['place']['region_name']}的办事指南起草（虚构的基准）"
    actions.save(draft.pk, _content(local, asked.otherwise), seen=draft.revision, note=note, by=by, kind=BASE)
    if asked.until != "draft":
        actions.submit(draft.pk, by=by, kind=BASE)
    if asked.until == "published":
        actions.publish(draft.pk, by=second, kind=BASE)


def _content(local: Mapping[str, Any], otherwise: Mapping[str, Any]) -> dict[str, Any]:
    """The words of a place as those of the country: its name, its authority and its windows are left out."""
    content = deepcopy(dict(local)) | deepcopy(dict(otherwise))
    content["place"] = dict(COUNTRY)
    content["authority"] = {"name": None, "region_code": None}
    content["channels"] = {"online": [], "offline": []}
    content["item"]["local_name"] = content["item"]["unified_name"]
    content["item"]["codes"] = {name: code for name, code in content["item"]["codes"].items() if name == "basic"}
    content["materials"] = [paper for paper in content["materials"] if paper["name"] not in DROPPED]
    content["confidence"] |= dict.fromkeys(otherwise, "assumed") | {"channels": "absent"}
    return content
