"""The picture of who has the case says what happened, to scale."""

from datetime import timedelta

import pytest

from tongban.ui.drawings import ClockView, Pager, RingView
from tongban.ui.swimlane import LEFT, RIGHT, TOP, Span, draw
from tongban.ui.tests.every_part import LANES, SPANS, at, swimlane


def test_a_day_is_a_column_and_days_off_are_marked():
    drawing = swimlane()
    assert [column.label for column in drawing.days][:2] == ["11月12日", "13日"]
    assert [column.off for column in drawing.days] == [False, False, True, True, False, False, False, False, False]
    assert drawing.days[0].x == LEFT
    assert drawing.days[-1].x + drawing.days[-1].width == pytest.approx(RIGHT, abs=0.2)


def test_bars_are_to_scale_and_in_their_rows():
    received, first_look, waiting, *_ = swimlane().bars
    assert first_look.x == pytest.approx(received.x + received.width, abs=0.2)
    assert waiting.width / 74 == pytest.approx((SPANS[2].end - SPANS[2].start) / timedelta(days=1), abs=0.01)
    assert waiting.y < received.y < first_look.y
    assert waiting.kind == "waiting"


def test_every_change_of_hands_is_drawn_where_it_happened():
    drawing = swimlane()
    assert [x for x, _, _ in drawing.handovers] == [drawing.bars[1].x, drawing.bars[2].x, drawing.bars[3].x]
    assert all(TOP < y < drawing.bottom for _, *rows in drawing.handovers for y in rows)


def test_text_that_does_not_fit_stands_beside_its_bar_and_stays_inside_the_picture():
    received, *_, promise = swimlane().bars
    assert (received.anchor, received.text_x) == ("start", received.x + received.width + 5)
    assert promise.anchor == "middle"
    late = draw(
        LANES,
        [SPANS[0], SPANS[1], Span(2, at(20, 23), at(20, 23, 30), "刚刚签收")],
        days_off=frozenset(),
        now=at(20, 23),
    )
    assert late.bars[-1].anchor == "end"


def test_many_days_share_labels():
    long = draw(LANES, [SPANS[0], Span(2, at(12, 11), at(30, 12))], days_off=frozenset(), now=at(30, 9))
    assert len(long.days) == 19
    assert sum(bool(column.label) for column in long.days) == 10


def test_now_is_drawn_only_inside_the_picture():
    assert swimlane().now == swimlane().bars[-1].x
    assert draw(LANES, SPANS, days_off=frozenset(), now=at(25, 9)).now is None


def test_the_picture_is_told_in_words():
    assert swimlane().told.startswith(
        "11月12日，收件地：收件、转交；11月12日到11月13日，办理地：初看材料；11月13日到11月16日，您：等您补材料"
    )


@pytest.mark.parametrize(
    ("percent", "step"), [(-3, "p0"), (0, "p0"), (12, "p10"), (33, "p35"), (100, "p100"), (250, "p100")]
)
def test_a_clock_bar_has_a_class_for_its_length(percent, step):
    assert ClockView("剩 1 日", percent=percent).step == step


def test_a_ring_never_shows_less_than_nothing():
    assert RingView(5, 3).left == 0
    assert RingView(1, 3, stopped=True).label == "时限 3 个工作日，已用 1 个，还剩 2 个，现在暂停"


def test_a_pager_counts_from_one_and_keeps_the_question():
    pager = Pager(101, 3, 50, "/desk", query={"q": "赵"})
    assert (pager.first, pager.last, pager.pages) == (101, 101, 3)
    assert pager.to(2) == "/desk?q=%E8%B5%B5&page=2"
    assert (Pager(0, 1, 50, "/").first, Pager(0, 1, 50, "/").pages) == (0, 1)
