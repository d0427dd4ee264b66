"""What GB/T 39046—2020 table 4 and the later exchange tables ask of an item beyond what sources commonly say.

All of it may be unread (None, or empty): then it is shown as 待核实. Codes are those of ``code_lists``.
"""

from typing import Annotated, Literal

from pydantic import Field

from tongban.catalogue.parts import Count, FeeItem, ModeName, Part, Text, TimeLimit

Phone = Annotated[str, Field(pattern=r"^[0-9][0-9 \-转、，,;；]{4,60}$")]
Condition = dict[str, tuple[str, ...]]
"""Situation key to option keys: every key must hold, any of its options will do."""


class Body(Part):
    """A body that takes part: its name and, where known, its unified social credit code."""

    name: Text
    uscc: Text | None = None


class Window(Part):
    """Where and when it is done."""

    place: Text
    hours: Text | None = None


class Powers(Part):
    """Whose power it is: 行使层级, 权力来源, 权限划分, 行使内容, and who else takes part."""

    level: Literal["1", "2", "3", "4", "5", "6", "7"] | None = None
    body_kind: Literal["1", "2", "3", "9"] | None = None
    source: Literal["1", "2", "3", "4", "5", "6"] | None = None
    entrusted_by: Text | None = None
    division: Text | None = None
    content: Text | None = None
    jurisdiction: Text | None = None
    undertaken_by: Body | None = None
    joint_with: tuple[Body, ...] = ()
    township: Text | None = None
    township_code: Annotated[str, Field(pattern=r"^\d{9}(\d{3})?$")] | None = None


class Access(Part):
    """How it is reached: 办理形式, 预约, 支付, 寄送, 网办 and its depth, 到现场次数, places and hours, telephones."""

    ways: tuple[Literal["1", "2", "3", "4", "9"], ...] = ()
    scope: Literal["1", "2", "3", "4"] | None = None
    themes: tuple[Text, ...] = ()
    bookable: bool | None = None
    pays_online: bool | None = None
    by_courier: bool | None = None
    online: bool | None = None
    online_address: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=300)] | None = None
    online_depth: Literal["1", "2", "3", "4", "5"] | None = None
    single_sign_on: bool | None = None
    at_terminals: bool | None = None
    system_level: Literal["1", "2", "3"] | None = None
    trips: Count | None = None
    trips_because: Text | None = None
    windows: tuple[Window, ...] = ()
    consulting: Text | None = None
    consulting_phone: Phone | None = None
    supervising_phone: Phone | None = None


class Decision(Part):
    """情形决定的时限、收费、方式: what holds instead when the answers are these."""

    condition: Condition = Field(min_length=1)
    promised: TimeLimit | None = None
    legal: TimeLimit | None = None
    fees: tuple[FeeItem, ...] | None = None
    modes: tuple[ModeName, ...] | None = None


class Particulars(Part):
    """All of it for one version."""

    powers: Powers = Powers()
    access: Access = Access()
    special_procedures: tuple[Literal["1", "2"], ...] = ()
    special_note: Text | None = None
    intermediary: Text | None = None
    quantity_limit: Text | None = None
    legal_limit_note: Text | None = None
    promised_limit_note: Text | None = None
    fee_relief: Text | None = None
    result_sample: Text | None = None
    handling_codes: tuple[Text, ...] = ()
    decisions: tuple[Decision, ...] = ()
