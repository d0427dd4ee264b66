"""One page with every part on it, in the citizens' or the staff's frame: what the tests of looks and of rules look at."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tongban.kit.blocked import Problem
from tongban.ui.drawings import ClockView, FileView, Pager, Party, RingView, Step, Tab
from tongban.ui.swimlane import Lane, Span, Swimlane, draw

HERE = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in November 2026 as it is kept: in UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=HERE).astimezone(UTC)


LANES = [Lane(Party.YOU), Lane(Party.FROM, "诸暨专窗"), Lane(Party.TO, "阜阳公积金")]
SPANS = [
    Span(1, at(12, 6, 30), at(12, 10, 22), "收件、转交"),
    Span(2, at(12, 10, 22), at(13, 10, 30), "初看材料"),
    Span(0, at(13, 10, 30), at(16, 16, 48), "等您补材料（时限暂停）", "waiting"),
    Span(2, at(16, 16, 48), at(17, 9, 10), kind="queued"),
    Span(2, at(17, 9, 10), at(19, 10, 5), "受理、审查"),
    Span(2, at(19, 10, 5), at(20, 17, 30), "最晚出结果", "promise"),
]


def swimlane() -> Swimlane:
    """The picture of the reference case: nine days, a weekend, one pause."""
    return draw(LANES, SPANS, days_off=frozenset({date(2026, 11, 14), date(2026, 11, 15)}), now=at(19, 10, 5))


def shown(frame: str) -> dict[str, Any]:
    """What the page shows."""
    return {
        "frame_page": f"ui/{frame}.html",
        "problems": [
            Problem("bank.card", "银行卡号少了 1 位：您填了 18 位，应为 19 位"),
            Problem("owner", "请选这张卡是谁的"),
        ],
        "clocks": [
            ClockView("剩 4 日", "5 日", 20),
            ClockView("今天到期", "3 日", 92, "warn", "yellow"),
            ClockView("超期 1 日", "3 日", 133, "bad", "red"),
            ClockView("暂停", "补正", 45, "stop"),
        ],
        "ring": RingView(1, 3),
        "steps": [
            Step("正在审查", at(18, 15, 2), Party.TO, "阜阳市公积金中心", now=True),
            Step("您补交了材料", at(16, 16, 48), detail="购房合同第 3、4 页"),
            Step("收件并转交", at(12, 9, 42), Party.FROM, "诸暨专窗", files=(FileView("收件凭证", "/", 59392),)),
        ],
        "lanes": swimlane(),
        "pager": Pager(2318, 3, 50, "/parts/staff", query={"from": "330681"}),
        "tabs": [Tab("受理", "/", count=3), Tab("一次性补正", "/", current=True), Tab("不予受理", "/")],
        "later": at(20, 12) + timedelta(days=400),
    }


TEMPLATE = """
{% extends frame_page %}
{% import "ui/parts.html" as ui %}
{% set section = "track" %}
{% block title %}有错误：每一样{% endblock %}
{% block crumb %}<li>每一样</li>{% endblock %}
{% block nav %}
<a href="/" aria-current="page">收件箱 {{ ui.pill(13, "bad") }}</a><a href="/">补正中 {{ ui.pill(5) }}</a>
{% endblock %}
{% block main %}
<h1>购房提取住房公积金</h1>
<div class="split"><form method="post" action="/look" data-autosave="every-part" novalidate>{{ csrf_input }}
{{ ui.errors(problems) }}
{{ ui.field("bank.card", "银行卡号", value="6217", hint="卡面上的长号", error=problems[0].sentence,
            inputmode="numeric", private=true) }}
{{ ui.choices("owner", "这张卡是谁的？", [("self", "我本人的"), ("spouse", "配偶的", "只有和配偶一起提取时可以")],
              error=problems[1].sentence) }}
{{ ui.select("from", "在哪里交材料", [("330681", "诸暨市"), ("341200", "阜阳市")], chosen="341200", mark="收") }}
{{ ui.field("to_name", "归哪里办", suggest="/suggest", into="to") }}<input type="hidden" name="to">
{{ ui.field("remark", "还想说什么", rows=3, hint="可以不写") }}
{{ ui.segment("mode", "方式", [("online", "辅助网办"), ("counter", "代收代办")], chosen="counter") }}
{{ ui.upload("contract") }}
<p class="row row--wide">{{ ui.button("保存并继续", "p", big=true) }}
{{ ui.button("收件并转交", "p", key="F9", blocked="还差 1 项：购房合同“印章清楚”", blocked_at="#bank-card", id="hand-over") }}
{{ ui.button("退回收件地", key="F8", leaves="退回诸暨专窗？") }}</p>
</form><aside class="card stack"><h2 class="small-h">按您的情况</h2>
<ul class="facts">{{ ui.fact(2, "份材料", "另 4 份免交") }}{{ ui.fact(3, "个工作日") }}</ul>
<p>{{ ui.place("收", "诸暨通办专窗") }} → {{ ui.place("办", "阜阳市公积金中心") }}</p>
{{ ui.ring(ring) }}
{% for clock in clocks %}<p>{{ ui.clock(clock) }}</p>{% endfor %}
<dl class="dl">{{ ui.pair("时限", none|limit|todo) }}{{ ui.pair("到期", later|day) }}</dl></aside></div>
<h2>办件在谁手里</h2>{{ ui.swimlane(lanes) }}
<h2>经过</h2>{{ ui.timeline(steps) }}
<h2>清单</h2><ul class="tasks">{{ ui.task("核对个人信息", "done") }}{{ ui.task("上传购房合同", "now", "/") }}
{{ ui.task("检查并提交", "wait", words="做完上面的就能提交") }}</ul>
<h2>检查</h2><dl class="sum">{{ ui.answer("手机", "13800000007"|masked_phone, "/", "手机") }}
{{ ui.answer("姓名", "李某"|masked_name) }}</dl>
{{ ui.tabs(tabs, "处理") }}
{% call ui.note("warn") %}<p><b>只能补正一次。</b></p>{% endcall %}
{{ ui.kpi("99.2", "%", "按时办结") }}
{{ ui.empty("还没有办件", "其他地方转来的件会出现在这里。", "/", "看怎么签收") }}
{{ ui.pager(pager) }}
{% endblock %}
"""
