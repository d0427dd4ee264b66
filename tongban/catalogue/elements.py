"""Every element of an implementation list, once: what it is called, where it stands in a guide, how it is written.

GB/T 39046—2020 table 4 and the later exchange tables. The editor, the workbook, its template and the comparison all
walk these tables, so that an element added here is written, imported, exported and compared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tongban.catalogue import cells, code_lists
from tongban.catalogue.cells import (
    CONDITION,
    DEMANDS,
    FEES,
    FLAG,
    LINES,
    NUMBER,
    OPTIONS,
    SUBSTITUTES,
    TEXT,
    Kind,
    shown_as,
)
from tongban.catalogue.parts import ITEM_TYPES, Form, SourceKind


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its path in a guide (inside its row, for a table), its name, how it is written, and a hint.

    ``unified`` ones live on the base. ``options`` are offered where one or several of a list are chosen.
    """

    path: str
    label: str
    kind: Kind = TEXT
    hint: str = ""
    unified: bool = False
    options: tuple[tuple[str, str], ...] = ()
    many: bool = False

    @property
    def flag(self) -> bool:
        """Whether it is answered by 是 or 否."""
        return self.kind is FLAG

    @property
    def short(self) -> bool:
        """Whether it is a number."""
        return self.kind is NUMBER

    @property
    def long(self) -> bool:
        """Whether it is written on several lines."""
        return self.kind in (LINES, OPTIONS, SUBSTITUTES, FEES)


@dataclass(frozen=True, slots=True)
class Table:
    """Elements that come in rows: the tuple they stand in, what the whole and one row are called."""

    path: str
    label: str
    row: str
    columns: tuple[Element, ...]
    unified: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One section of the editor: its elements and its tables."""

    key: str
    label: str
    elements: tuple[Element, ...] = ()
    tables: tuple[Table, ...] = ()


def _one(path: str, label: str, options: dict[str, str], *, unified: bool = False, hint: str = "") -> Element:
    return Element(path, label, cells.choice(options), hint, unified, tuple(options.items()))


def _some(path: str, label: str, options: dict[str, str], *, unified: bool = False) -> Element:
    return Element(path, label, cells.choices(options), "", unified, tuple(options.items()), many=True)


def _same(*labels: str) -> dict[str, str]:
    return {label: label for label in labels}


_UNITS = _same("工作日", "日", "小时")
_READ_AS = {"stored excerpt, not the live page": "读的是存下来的摘录，不是当时的网页"}
_POWERS, _ACCESS, _MORE = "particulars.powers", "particulars.access", "particulars"


def _limit(path: str, label: str, *, unified: bool = False) -> tuple[Element, ...]:
    return (
        Element(f"{path}.value", f"{label}（数）", NUMBER, "整数；0 是当场", unified),
        _one(f"{path}.unit", f"{label}（单位）", _UNITS, unified=unified),
        Element(f"{path}.text", f"{label}（原文）", TEXT, "有几档的，把各档写全", unified),
    )


GROUPS = (
    Group(
        "basics",
        "基本信息",
        (
            Element("item.unified_name", "事项名称", TEXT, "全国统一的名称", True),
            Element("item.local_name", "当地名称"),
            Element("item.codes.basic", "基本编码", TEXT, "12 位", True),
            Element("item.codes.impl", "实施编码", TEXT, "31 位：机关代码 18 位、层级 1 位、基本编码 12 位"),
            Element("particulars.handling_codes", "业务办理项编码", LINES, "33 位，一行一个"),
            Element("item.codes.local_catalog", "地方目录编码", TEXT, "沿用的旧编码写在这里，不限位数"),
            Element("item.codes.local_task", "地方实施编码"),
            _one("item.item_type", "事项类型", _same(*ITEM_TYPES), unified=True),
            Element("item.service_objects", "服务对象", LINES, "一行一个，例如自然人、企业法人", True),
            Element("item.domain", "领域", TEXT, "", True),
            Element(f"{_ACCESS}.themes", "服务主题", LINES, "一行一个"),
            Element("authority.name", "实施主体"),
            _one(f"{_POWERS}.body_kind", "实施主体性质", code_lists.BODIES),
            Element("place.region_name", "实施地区"),
        ),
    ),
    Group(
        "powers",
        "权力和分工",
        (
            _one(f"{_POWERS}.level", "行使层级", code_lists.LEVELS),
            _one(f"{_POWERS}.source", "权力来源", code_lists.POWER_SOURCES),
            Element(f"{_POWERS}.entrusted_by", "委托部门"),
            Element(f"{_POWERS}.division", "权限划分"),
            Element(f"{_POWERS}.content", "行使内容"),
            Element(f"{_POWERS}.jurisdiction", "行政管辖"),
            Element(f"{_POWERS}.undertaken_by.name", "承办机构"),
            Element(f"{_POWERS}.undertaken_by.uscc", "承办机构代码"),
            Element(f"{_POWERS}.township", "乡镇街道、村居"),
            Element(f"{_POWERS}.township_code", "乡镇街道、村居代码", TEXT, "9 位或 12 位"),
            Element("particulars.intermediary", "中介服务"),
            Element("particulars.quantity_limit", "数量限制"),
            _some("particulars.special_procedures", "特别程序", code_lists.SPECIAL_PROCEDURES),
            Element("particulars.special_note", "特别程序说明"),
        ),
        (
            Table(
                f"{_POWERS}.joint_with",
                "联办机构",
                "联办机构",
                (Element("name", "机构名称"), Element("uscc", "机构代码")),
            ),
        ),
    ),
    Group(
        "conditions",
        "受理条件",
        (
            Element(
                "acceptance_conditions",
                "受理条件",
                LINES,
                "一行一条；一条也不要求的写“不另加门槛”，空着是没有读到",
                True,
            ),
            Element("rules", "要注意的规则", LINES, "一行一条"),
            Element("filing_deadline", "应当在多久内来办"),
        ),
    ),
    Group(
        "situations",
        "情形",
        (),
        (
            Table(
                "situations",
                "情形",
                "情形",
                (
                    Element("key", "情形键", TEXT, "小写字母、数字"),
                    Element("question", "问题"),
                    Element("options", "选项", OPTIONS, "一行一个：选项键=选项"),
                    Element("condition", "什么时候问", DEMANDS, "都要问的留空；例如 age=child"),
                ),
            ),
            Table(
                "particulars.decisions",
                "情形决定的时限、收费、方式",
                "情形决定",
                (
                    Element("condition", "什么情形", DEMANDS, "例如 where=remote；age=adult/child"),
                    *_limit("promised", "承诺时限"),
                    *_limit("legal", "法定时限"),
                    Element("fees", "收费", FEES, "一行一项：名目：金额；不收的写“免费”"),
                    _some("modes", "办理方式", _same("全程网办", "代收代办", "多地联办")),
                ),
            ),
        ),
    ),
    Group(
        "materials",
        "材料和收件标准",
        (),
        (
            Table(
                "materials",
                "材料",
                "材料",
                (
                    Element("key", "材料键", TEXT, "小写字母、数字，例如 m01"),
                    Element("name", "材料名称"),
                    _one("form", "材料形式", _same(*(form.value for form in Form))),
                    Element("original_copies", "原件份数", NUMBER),
                    Element("photocopies", "复印件份数", NUMBER),
                    Element("required", "是否必备", FLAG),
                    Element("condition", "什么情形要", CONDITION, "都要的留空；例如 where=remote；写不成选项的写文字"),
                    Element("replaceable_by_elicense_or_data", "能否免交", FLAG, "电子证照、数据能代替的填“是”"),
                    Element("substitute_note", "怎么代替"),
                    Element("deferrable", "能否容缺", FLAG),
                    Element("standard.deferrable_days", "容缺几个工作日", NUMBER),
                    Element("material_source", "来源渠道"),
                    Element("standard.points", "形式要点", LINES, "窗口逐条勾，一行一条"),
                    Element("standard.substitutes", "可以接受的替代", SUBSTITUTES, "一行一个：电子证照：名称"),
                    Element("standard.sample", "示例样表", TEXT, "样表的地址"),
                    Element("standard.blank_form", "空白表格", TEXT, "空表的地址"),
                    Element("standard.validity", "有效期"),
                    Element("standard.issuer", "出具机构"),
                    Element("standard.issued_within", "出具时间要求"),
                    Element("standard.how_to_get", "办理说明"),
                    Element("standard.where_to_get", "办理地点"),
                    Element("standard.usage", "使用说明"),
                    Element("standard.material_type", "材料类型"),
                    Element("standard.is_certificate", "是不是证明", FLAG, "由别的机关出具、证明某个事实的填“是”"),
                    Element("standard.basis", "要这份材料的依据"),
                ),
                True,
            ),
        ),
    ),
    Group(
        "limits",
        "时限",
        (
            *_limit("time_limits.legal", "法定时限", unified=True),
            Element("particulars.legal_limit_note", "法定时限说明"),
            *_limit("time_limits.promised", "承诺时限"),
            Element("particulars.promised_limit_note", "承诺时限说明"),
            _one("time_limits.handling_kind", "办件类型", _same("即办件", "承诺件")),
        ),
    ),
    Group(
        "fees",
        "收费",
        (Element("fees.charged", "是否收费", FLAG), Element("particulars.fee_relief", "减免")),
        (
            Table(
                "fees.items",
                "收费项目",
                "收费项目",
                (Element("name", "名目"), Element("amount", "标准"), Element("basis", "收费依据")),
            ),
        ),
    ),
    Group(
        "results",
        "结果和流程",
        (Element("particulars.result_sample", "结果样本"), Element("process", "办理流程", LINES, "一行一步", True)),
        (
            Table(
                "results",
                "办理结果",
                "结果",
                (
                    Element("name", "结果名称"),
                    _one("type", "结果类型", _same("证照", "证明", "批文", "回执", "登记编号")),
                ),
                True,
            ),
        ),
    ),
    Group(
        "basis",
        "依据",
        (),
        (
            Table(
                "legal_basis",
                "设定依据",
                "依据",
                (Element("title", "名称"), Element("article", "条款"), Element("doc_no", "文号")),
                True,
            ),
        ),
    ),
    Group(
        "access",
        "通办范围和办理方式",
        (
            _one(f"{_ACCESS}.scope", "通办范围", code_lists.SCOPES),
            _some("cross_region.modes", "办理方式", _same("全程网办", "代收代办", "多地联办")),
            Element("cross_region.note", "通办说明"),
            _some(f"{_ACCESS}.ways", "办理形式", code_lists.WAYS),
            Element(f"{_ACCESS}.bookable", "支持预约", FLAG),
            Element(f"{_ACCESS}.pays_online", "支持网上支付", FLAG),
            Element(f"{_ACCESS}.by_courier", "支持物流快递", FLAG),
            Element(f"{_ACCESS}.online", "支持网上办理", FLAG),
            Element(f"{_ACCESS}.online_address", "网办地址"),
            _one(f"{_ACCESS}.online_depth", "网上办理深度", code_lists.ONLINE_DEPTHS),
            Element(f"{_ACCESS}.single_sign_on", "对接单点登录", FLAG),
            Element(f"{_ACCESS}.at_terminals", "支持终端办理", FLAG),
            _one(f"{_ACCESS}.system_level", "运行系统层级", code_lists.SYSTEM_LEVELS),
            Element(f"{_ACCESS}.trips", "到现场次数", NUMBER),
            Element(f"{_ACCESS}.trips_because", "到现场的原因"),
            Element("channels.online", "线上渠道", LINES, "一行一个"),
            Element("channels.offline", "线下渠道", LINES, "一行一个"),
            Element(f"{_ACCESS}.consulting", "咨询方式"),
            Element(f"{_ACCESS}.consulting_phone", "咨询电话"),
            Element(f"{_ACCESS}.supervising_phone", "监督电话"),
        ),
        (Table(f"{_ACCESS}.windows", "办理地点和时间", "窗口", (Element("place", "地点"), Element("hours", "时间"))),),
    ),
    Group(
        "faq",
        "常见问题和来源",
        (
            Element("source_url", "来源地址"),
            Element("source.title", "来源标题"),
            Element("source.publisher", "发布者"),
            _one("source.kind", "来源类别", {kind.value: kind.label for kind in SourceKind}),
            Element("source.published", "发布日期", TEXT, "例如 2026-05-20"),
            Element("source.read_as", "怎么读到的", shown_as(_READ_AS)),
            Element("source.retrieved", "读取日期", TEXT, "例如 2026-11-20"),
            Element("notes", "备注", LINES, "一行一条"),
        ),
        (Table("faq", "常见问题", "问题", (Element("q", "问"), Element("a", "答"))),),
    ),
)
IDENTITY = (
    Element("record_id", "记录编号", TEXT, "一个地方的一份指南一个编号，例如 idcard-first-320200"),
    Element("item.slug", "事项标识", TEXT, "同一事项各地一样，例如 idcard-first"),
    Element("place.region_code", "区划代码", TEXT, "6 位"),
    Element("place.level", "地区层级"),
)
"""What tells one record from another; fixed once it is begun."""

SCALARS = {element.path: element for group in GROUPS for element in group.elements}
TABLES = {table.path: table for group in GROUPS for table in group.tables}


def every_element() -> Iterator[tuple[Group, Element]]:
    """All elements that come once, with the section they stand in."""
    return ((group, element) for group in GROUPS for element in group.elements)


def name_of(field: str) -> str:
    """A field path as people read it: 第 3 份材料的“材料名称”; the path itself for what has no name."""
    for path, table in TABLES.items():
        if found := re.fullmatch(rf"{re.escape(path)}(?:\.(\d+))?(?:\.(.+))?", field):
            place = f"第 {int(found[1]) + 1} 行" if found[1] else ""
            return f"“{table.label}”{place}{_column(table, found[2])}"
    for element in (*IDENTITY, *SCALARS.values()):
        if field == element.path or field.startswith(f"{element.path}."):
            return f"“{element.label}”"
    return f"{field} "


def _column(table: Table, inside: str | None) -> str:
    known = next((each for each in table.columns if inside and (inside + ".").startswith(each.path + ".")), None)
    return f"的“{known.label}”" if known else f"的 {inside} " if inside else ""
