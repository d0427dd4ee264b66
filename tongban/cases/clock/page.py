"""The rules of the clock on one page, printed from the tables it runs on, for whoever checks them against the articles."""

import json
from collections.abc import Iterable, Iterator

from tongban.cases.clock.grounds import Ground
from tongban.cases.clock.legs import LEGS
from tongban.cases.clock.moments import READS
from tongban.cases.clock.reckoning import CORRECT, FORWARD, SIGN
from tongban.cases.clock.told import KINDS, CaseTold
from tongban.catalogue.families import FAMILY_OF, LAWS, STAGES_OF, ReceiptRule, Silence
from tongban.kit.days import national
from tongban.kit.year_file import EVERYWHERE

HEAD = """# 时限规则

这一页由 `tongban due --rules` 从程序用的表里打印，改表就要重新打印；测试核对它是不是最新的。
时限是纯函数：同样的经过、同样的日历、同样的事项规则，任何人算出同样的日期。

## 怎么数

- 工作日：法定节假日和调休按国务院办公厅当年通知（行政许可法第八十二条）。
- 没有通知的年份只知道周末，算出的日期标为暂定。
- 开始的当日不算，从下一日起数；最后一日是休息日的，顺延到下一个工作日。
- 最后一日到办公时间结束为止（民法典第二百零一条、第二百零三条）。
- 日期一律按北京时间。夜里、休息日在网上提交的，当天就是收到之日。
- 按小时的，从那一刻起连续数；按工作小时的，只数该地区的办公时间；“当场”是同一个工作日。
- 承诺时限和法定时限并列；承诺晚于法定的，以法定为准。
- 分段时限一段接一段，各段有自己的截止日；前一段超期不推后整件的截止日。
- 特别程序期间不计：从开始的次日到结束的当日。没有结束的，暂按告知的结束日推算。
- 最后一日才开始特别程序的，结束那天仍是最后一日；期满以后才开始的，不起作用。
- 延长只算一次，期满以前批准才算，加在法定和承诺的日数后面。
- 补正期间不计：补正到齐，受理的日数从收到补正之日重新起算。
- 转办（受理以前）：新的办理单位从转到之日重新起算签收和答复；受理以后转办，已经告诉申请人的日期不变。
- 视为受理：该答复的日子过完没有告知，自收到申请材料之日起即为受理，由系统时钟写受理通知书。
- 系统停过几天再启动，视为受理仍按法律给的日子，不按启动的日子。
- 预警：用到四分之三或者最后一日黄牌，过了最后一日红牌；整件没过、某一步过了的，黄牌。
- 时钟被拨回：比经过里最后一条还早的时候，系统时钟什么也不办，只告警。
"""


def written() -> str:
    """The whole page, in Markdown."""
    parts = [HEAD, *_legs(), *_families(), *_grounds(), *_own(), *_facts(), *_calendar()]
    return "\n".join(parts).rstrip() + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def _legs() -> Iterator[str]:
    yield "## 每一步\n"
    yield _table(
        ("步骤", "标识", "谁", "怎么数", "依据"), [(row[0], f"`{kind}`", *row[1:]) for kind, row in LEGS.items()]
    )


def _families() -> Iterator[str]:
    yield "## 事项族\n"
    yield "清单里读到的时限优先；没有读到的，按事项族自己的法。\n"
    rows = [
        (law.label, f"`{family}`", law.decide, f"{law.extension}，{law.approver}批准" if law.extension else "不能延长",
         law.respond, law.silence.label, law.deliver, law.source)
        for family, law in LAWS.items()
    ]  # fmt: skip
    yield _table(("事项族", "标识", "决定", "延长（一次）", "答复", "不答复", "送达", "依据"), rows)
    yield "归族的事项：\n"
    yield _table(("事项", "事项族"), [(f"`{slug}`", LAWS[family].label) for slug, family in FAMILY_OF.items()])
    yield "分段的承诺：\n"
    yield _table(
        ("指南", "各段"),
        [
            (f"`{record}`", "，然后 ".join(f"{stage.name} {stage.limit}" for stage in stages))
            for record, stages in STAGES_OF.items()
        ],
    )
    yield f"从谁收到起算（事项规则，默认 `{ReceiptRule.EARLIER}`）：\n"
    yield _table(("标识", "规则"), [(f"`{rule}`", rule.label) for rule in ReceiptRule])
    yield "不答复：\n"
    yield _table(("标识", "规则"), [(f"`{silence}`", silence.label) for silence in Silence])


def _grounds() -> Iterator[str]:
    yield "## 不计入时限的八种（行政许可法第四十五条）\n"
    yield _table(
        ("特别程序", "标识", "依据"),
        [(ground.label, f"`{ground}`", f"行政许可法{ground.article}") for ground in Ground],
    )


def _own() -> Iterator[str]:
    yield "## 平台自己定的（没有读到上位规定）\n"
    yield _table(("什么", "多久"), [("转交", FORWARD), ("签收", SIGN), ("补正期限，不另写的", CORRECT)])


def _facts() -> Iterator[str]:
    yield "## 经过怎么写\n"
    yield "`tongban due --json < 经过.json`。经过按发生先后列出，每条有 `fact` 和 `at`（带时区）。\n"
    yield "时限另外只读下面这些栏，别的栏可以照日志原样留着。\n"
    rows = [
        (f"`{name}`", kind.word, "、".join(f"`{field}`" for field in READS.get(kind, ())) or "只读时间")
        for name, kind in KINDS.items()
    ]
    yield _table(("fact", "经过", "读哪些栏"), rows)
    yield "例子（`tongban due --example`）：\n"
    yield f"```json\n{json.dumps(CaseTold.example, ensure_ascii=False, indent=2)}\n```\n"
    yield (
        "`item`：`family` 事项族；`promised`、`statutory` 各是 `{amount, unit}`，`unit` 是 `working_days`、`days`、`hours`、"
        "`office_hours` 之一；`receipt` 从谁收到起算；`stages` 是 `{name, limit}` 的列表。`area` 是区划代码，决定办公时间。"
        "`now` 不写就是现在。\n"
    )
    yield (
        "答复里：`respond_by`、`due_on`（有约束力的承诺日）、`statutory_due_on`、`deliver_by`、`next_due_on`（现在等的那一天）；"
        "`days_used`、`days_left`、`days_in_all`、`card`；`paused` 每次特别程序和它占的工作日；`legs` 每一步；"
        "`deemed_accepted_as_of` 视为受理从哪一刻算；`promise_after_law` 承诺晚于法定；"
        "`calendar` 日历版本；`provisional` 落在还没有通知的年份。\n"
    )


def _calendar() -> Iterator[str]:
    calendar = national()
    yield "## 日历\n"
    years = [(year.year, year.notice, f"<{year.source}>") for _, year in sorted(calendar.years.items())]
    yield _table(("年", "通知", "来源"), years)
    yield (
        f"没有另外写办公时间的地区：{EVERYWHERE.opens:%H:%M}—{EVERYWHERE.rest_from:%H:%M}，"
        f"{EVERYWHERE.rest_to:%H:%M}—{EVERYWHERE.closes:%H:%M}（平台默认，以各地公布的为准，随年度文件上传）。\n"
    )
