"""The pieces a guide is made of, as the file format has them: values only, fixed once read."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

UNREAD = "待核实"

ITEM_TYPES = {
    "行政许可": "01",
    "行政处罚": "02",
    "行政强制": "03",
    "行政征收": "04",
    "行政给付": "05",
    "行政检查": "06",
    "行政确认": "07",
    "行政奖励": "08",
    "行政裁决": "09",
    "其他行政权力": "10",
    "公共服务": "20",
}
"""事项类型 by name (GB/T 39046—2020 table A.1)."""

TypeName = Literal[
    "行政许可", "行政处罚", "行政强制", "行政征收", "行政给付", "行政检查", "行政确认", "行政奖励", "行政裁决",
    "其他行政权力", "公共服务",
]  # fmt: skip
ModeName = Literal["全程网办", "代收代办", "多地联办"]

Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=0)]
AreaCode = Annotated[str, Field(pattern=r"^\d{6}$")]


def first_day(written: str) -> date:
    """The day, or the first day of the bare month or year. Raises ValueError for what the calendar does not have."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", written):
        raise ValueError(written)
    year, month, day = (*map(int, written.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _in_the_calendar(written: str) -> str:
    try:
        first_day(written)
    except ValueError:
        raise PydanticCustomError("no_such_day", "no such day") from None
    return written


Published = Annotated[str, AfterValidator(_in_the_calendar)]
"""A day of the calendar, or where the source says no more its month or year: 2026-05-20, 2026-05, 2026."""


class Confidence(StrEnum):
    """How a group of elements came to be known."""

    READ = "read"
    CONDENSED = "condensed"
    ASSUMED = "assumed"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        """The word shown beside the element; nothing beside what was read as it stands."""
        return {"read": "", "condensed": "据原文压缩", "assumed": "推定，待核实", "absent": UNREAD}[self.value]


class SourceKind(StrEnum):
    """Who stands behind the page a guide was read from."""

    OFFICIAL = "official"
    MIRROR = "official_mirror"
    REPLY = "official_reply"
    SECONDARY = "secondary"
    FORUM = "forum"

    @property
    def label(self) -> str:
        """The word shown in the guide's footer."""
        return {
            "official": "政府网站",
            "official_mirror": "政府页面的镜像",
            "official_reply": "机关公开答复",
            "secondary": "转载",
            "forum": "论坛转载",
        }[self.value]


class Form(StrEnum):
    """材料形式, as sources write it."""

    ORIGINAL = "原件"
    COPY = "复印件"
    BOTH = "原件和复印件"
    EITHER = "原件或复印件"
    CHECKED_COPY = "复印件（核对原件）"
    ELECTRONIC = "电子"


class Part(BaseModel):
    """A piece of a guide: fixed once read, and with no element the format does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Option(Part):
    """One answer to a situation's question."""

    key: Text
    label: Text


class Situation(Part):
    """情形: a question whose answer decides what is needed. With a condition it is only asked after those answers."""

    key: Text
    question: Text
    options: tuple[Option, ...] = Field(min_length=1)
    condition: dict[str, tuple[str, ...]] | None = None

    def label(self, option_key: str) -> str:
        """An answer as people read it."""
        return next((option.label for option in self.options if option.key == option_key), option_key)


class Substitute(Part):
    """What may stand for a paper: an e-licence, a data check, or a commitment."""

    kind: Literal["电子证照", "数据核验", "告知承诺"]
    name: Text


class Standard(Part):
    """收件标准 of one paper: what the window looks at, what may stand for it, how it may follow later, how long it holds.

    ``deferrable_days`` counts working days and is only there where 容缺 is allowed.
    """

    points: tuple[Text, ...] = ()
    sample: Text | None = None
    blank_form: Text | None = None
    substitutes: tuple[Substitute, ...] = ()
    deferrable_days: Annotated[int, Field(ge=1, le=60)] | None = None
    validity: Text | None = None
    issuer: Text | None = None
    issued_within: Text | None = None
    how_to_get: Text | None = None
    where_to_get: Text | None = None
    usage: Text | None = None
    material_type: Text | None = None
    is_certificate: bool | None = None
    basis: Text | None = None


class Material(Part):
    """材料: one paper a guide asks for; ``key`` (m01, m02, …) names it for good within its guide.

    Copies and form are None where the source does not say.
    """

    key: Annotated[str, Field(pattern=r"^[a-z0-9]{1,20}$")]
    name: Name
    form: Form | None
    original_copies: Count | None
    photocopies: Count | None
    required: bool
    condition: dict[str, tuple[str, ...]] | Text | None
    replaceable: bool | None = Field(alias="replaceable_by_elicense_or_data")
    substitute_note: Text | None
    deferrable: bool | None
    source: Text | None = Field(alias="material_source")
    standard: Standard | None = None


class TimeLimit(Part):
    """A limit as written. ``value`` 0 is on the spot; ``text`` has all the steps where there are several."""

    value: Count
    unit: Literal["工作日", "日", "小时"]
    text: Text


class TimeLimits(Part):
    """法定时限, 承诺时限, 办件类型."""

    legal: TimeLimit | None
    promised: TimeLimit | None
    handling_kind: Literal["即办件", "承诺件"] | None


class FeeItem(Part):
    """One fee: amount as written, with its basis."""

    name: Text
    amount: Text
    basis: Text | None


class Fees(Part):
    """收费. ``charged`` is None where the source does not say."""

    charged: bool | None
    items: tuple[FeeItem, ...]


class Result(Part):
    """结果: what the applicant gets."""

    name: Text
    type: Literal["证照", "证明", "批文", "回执", "登记编号"]


class LegalBasis(Part):
    """设定依据."""

    title: Text
    article: Text | None
    doc_no: Text | None


class Channels(Part):
    """办理渠道."""

    online: tuple[Text, ...]
    offline: tuple[Text, ...]


class CrossRegion(Part):
    """What the source says of handing in elsewhere."""

    modes: tuple[ModeName, ...]
    stated_in_source: bool
    note: Text | None


class Question(Part):
    """常见问题."""

    q: Text
    a: Text


class ListRef(Part):
    """A row of a published 通办 list."""

    doc: Text
    annex: Text
    seq: Count


class ItemFacts(Part):
    """The item as this source names and classifies it."""

    slug: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
    unified_name: Name
    local_name: Name
    domain: Text
    item_type: TypeName | None
    service_objects: tuple[Text, ...]
    codes: dict[str, str | tuple[str, ...]]
    list_ref: ListRef | None


class Place(Part):
    """The place whose guide this is; ``region_code`` has 6 digits, 000000 for the whole country."""

    region_code: AreaCode
    region_name: Text
    level: Text


class Authority(Part):
    """办理机关 as the source names it."""

    name: Annotated[str, Field(min_length=1, max_length=100)] | None
    region_code: AreaCode | None


class BundlePart(Part):
    """One item of a 一件事; ``slug`` is None where this catalogue has no such item."""

    name: Text
    department: Text
    slug: Text | None


class BundleFacts(Part):
    """What a 一件事 is made of."""

    items: tuple[BundlePart, ...] = Field(min_length=1)


class Source(Part):
    """Where a guide was read, and when."""

    title: Text
    publisher: Text
    kind: SourceKind
    published: Published | None
    read_as: Text
    retrieved: date

    @property
    def dated(self) -> date:
        """The day the guide speaks of: published, else read. A bare year or month stands for its first day."""
        return self.retrieved if self.published is None else first_day(self.published)
