"""Limits on one axis: to scale, the law as a line, and told in words."""

import pytest

from tongban.ui.limit_axis import LEFT, RIGHT, Mark, draw

MARKS = [Mark("法定时限", "60 日", 60), Mark("法定时限", "60 工作日", 84, "beyond"), Mark("承诺时限", "当场", 0)]


def test_marks_are_to_scale_and_groups_named_once():
    axis = draw(MARKS, law=(60, "法条：60 日"))
    sixty, eighty_four, at_once = axis.points
    assert (eighty_four.x - LEFT) / (sixty.x - LEFT) == pytest.approx(84 / 60, abs=0.01)
    assert at_once.x == LEFT
    assert axis.law[0] == sixty.x
    assert [point.group for point in axis.points] == ["法定时限", "", "承诺时限"]
    assert all(LEFT <= point.x <= RIGHT for point in axis.points)


def test_labels_far_out_stand_to_the_left():
    axis = draw(MARKS)
    assert [point.anchor for point in axis.points] == ["end", "end", "start"]


def test_the_picture_is_told_in_words():
    assert (
        draw(MARKS, law=(60, "法条：60 日")).told == "法条：60 日。法定时限 60 日；法定时限 60 工作日；承诺时限 当场。"
    )


def test_without_limits_there_is_no_picture():
    assert draw([]) is None


def test_limits_of_hours_alone_still_have_an_axis():
    axis = draw([Mark("承诺时限", "2 小时", 2 / 24)])
    assert axis.ticks[-1][0] == RIGHT
