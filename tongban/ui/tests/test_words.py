"""How days, money and numbers read."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from tongban.ui import words

MORNING = datetime(2026, 11, 20, 1, 42, tzinfo=UTC)
LATE = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)  # already the 21st in Shanghai


@pytest.fixture
def in_2026(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 20))


@pytest.mark.parametrize(
    ("tell", "value", "read"),
    [
        (words.day, date(2026, 11, 20), "11月20日（周五）"),
        (words.day, date(2027, 1, 3), "2027年1月3日（周日）"),
        (words.day, LATE, "11月21日（周六）"),
        (words.long_day, date(2026, 11, 20), "2026年11月20日"),
        (words.iso, date(2026, 11, 20), "2026-11-20"),
        (words.iso, MORNING, "2026-11-20T09:42+08:00"),
        (words.moment, MORNING, "11月20日 09:42"),
        (words.moment, datetime(2025, 1, 2, 3, 4, tzinfo=UTC), "2025年1月2日 11:04"),
        (words.clock_time, MORNING, "09:42"),
        (words.limit, 3, "3 个工作日"),
        (words.limit, 0, "当场办结"),
        (words.money, Decimal("80000"), "¥ 80,000.00"),
        (words.case_no, "330681261112001277", "330681-261112-00127-7"),
        (words.case_no, "330681-261112-00127-7", "330681-261112-00127-7"),
        (words.case_no, "草稿 4807-2196", "草稿 4807-2196"),
        (words.filesize, 63488, "62 KB"),
        (words.filesize, 3, "1 KB"),
        (words.filesize, 3_565_158, "3.4 MB"),
        (words.count, 12846, "12,846"),
    ],
)
def test_it_reads(in_2026, tell, value, read):
    assert tell(value) == read


@pytest.mark.parametrize(("unit", "read"), [("工作日", "20 个工作日"), ("日", "20 日"), ("小时", "20 小时")])
def test_a_limit_names_its_unit(unit, read):
    assert words.limit(20, unit) == read


def test_what_is_not_known_is_to_be_checked_and_never_none():
    assert "待核实" in words.todo(words.limit(None))
    assert words.todo(words.limit(0)) == "当场办结"
    assert words.todo("<b>") == "&lt;b&gt;"
