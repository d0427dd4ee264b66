"""What the parts of a page promise, whatever they look like."""

import re
from html.parser import HTMLParser

import pytest
from django.template import engines

from tongban.kit.blocked import Problem
from tongban.ui.drawings import ClockView, FileView, Party, Step
from tongban.ui.tests.every_part import at, swimlane


def drawn(part: str, **shown) -> str:
    return engines["pages"].from_string('{% import "ui/parts.html" as ui %}{{ ' + part + " }}").render(shown)


class Tags(HTMLParser):
    """Every tag of a piece of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def one(self, tag: str) -> dict[str, str | None]:
        return next(attributes for name, attributes in self.found if name == tag)


def test_a_blocked_button_cannot_submit_and_is_described_by_its_reason():
    tags = Tags(drawn('ui.button("收件并转交", "p", blocked="还差 1 项", blocked_at="#seal", id="go")'))
    button = tags.one("button")
    assert (button["aria-disabled"], button["type"], button["aria-describedby"]) == ("true", "button", "go-why")
    assert "disabled" not in button
    assert (tags.one("span")["id"], tags.one("a")["href"]) == ("go-why", "#seal")


def test_an_error_stands_between_hint_and_input_and_describes_it():
    html = drawn('ui.field("bank.card", "银行卡号", hint="长号", error="少了 1 位")')
    assert html.index("长号") < html.index("少了 1 位") < html.index("<input")
    field = Tags(html).one("input")
    assert (field["id"], field["aria-invalid"]) == ("bank-card", "true")
    assert field["aria-describedby"] == "bank-card-hint bank-card-error"


def test_a_field_without_hint_or_error_describes_nothing():
    field = Tags(drawn('ui.field("name", "姓名")')).one("input")
    assert "aria-describedby" not in field
    assert "aria-invalid" not in field


def test_the_summary_leads_to_the_fields_in_question_order():
    problems = [Problem("bank.card", "少了 1 位"), Problem("owner", "请选这张卡是谁的"), Problem("", "请稍后再交")]
    html = drawn("ui.errors(problems)", problems=problems)
    assert "有 3 处要改" in html
    assert re.findall(r'href="#([^"]+)"', html) == ["bank-card", "owner"]
    choices = drawn('ui.choices("owner", "谁的？", [("self", "本人")], error="请选")')
    assert Tags(choices).one("input")["id"] == "owner"


def test_what_is_typed_comes_back_escaped():
    assert "&#34;&gt;&lt;script" in drawn('ui.field("name", "姓名", value=typed)', typed='"><script')


@pytest.mark.parametrize(
    ("mark", "css"), [("收", "pl pl--f"), ("办", "pl pl--t"), ("您", "pl"), (Party.TO, "pl pl--t")]
)
def test_a_place_has_its_mark_its_colour_and_its_name(mark, css):
    html = drawn('ui.place(mark, "阜阳")', mark=mark)
    assert Tags(html).one("span") == {"class": css, "data-m": str(mark)}
    assert "阜阳" in html


def test_a_card_is_told_to_those_who_do_not_see_the_colour():
    html = drawn("ui.clock(view)", view=ClockView("超期 1 日", "3 日", 120, "bad", "red"))
    assert '<span class="vh">红牌</span>超期 1 日' in html
    assert '<i class="p100">' in html


def test_done_tasks_are_plain_and_open_ones_stand_out():
    assert "tag" not in drawn('ui.task("核对个人信息", "done")')
    assert "tag--info" in drawn('ui.task("上传合同", "todo", "/x")')
    assert "href" not in drawn('ui.task("检查并提交", "wait", words="先做上面的")')


def test_a_change_link_names_what_it_changes():
    assert '<span class="vh">手机</span>' in drawn('ui.answer("手机", "138 **** 0007", "/x")')


def test_the_swimlane_tells_its_story_and_can_be_reached_by_keyboard():
    html = drawn("ui.swimlane(drawing)", drawing=swimlane())
    tags = Tags(html)
    assert tags.one("div")["tabindex"] == "0"
    assert tags.one("svg")["role"] == "img"
    assert "等您补材料" in html[html.index("<desc") : html.index("</desc>")]


def test_a_step_names_place_moment_and_files():
    step = Step("已受理", at(17, 9, 10), Party.TO, "阜阳", now=True, files=(FileView("受理通知书", "/f", 63488),))
    html = drawn("ui.timeline([step])", step=step)
    assert '<li class="t now">' in html
    assert 'datetime="2026-11-17T09:10+08:00"' in html
    assert "受理通知书（PDF，62 KB）" in html
