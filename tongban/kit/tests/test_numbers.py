"""Our own numbers: read back however they are typed, refused when miscopied, hard to guess."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kit.numbers import (
    case_number_problem,
    compose_case_number,
    new_draft_number,
    read_case_number,
    read_draft_number,
)

areas = st.text(string.digits, min_size=6, max_size=6)
numbers = st.builds(compose_case_number, areas, st.dates(date(2000, 1, 1), date(2068, 12, 31)), st.integers(1, 99_999))
FULL_WIDTH = {n: n + 0xFEE0 for n in range(0x21, 0x7F)}


def test_the_number_on_the_receipt():
    assert compose_case_number("330681", date(2026, 11, 12), 127) == "330681-261112-00127-7"


@given(numbers, st.sampled_from(["{}", " {} ", "bare", "full", "spaced", "long dash"]))
def test_a_number_is_read_however_it_is_typed(number, form):
    typed = {
        "bare": number.replace("-", ""),
        "full": number.translate(FULL_WIDTH),
        "spaced": number.replace("-", " "),
        "long dash": number.replace("-", "—"),
    }.get(form) or form.format(number)
    assert read_case_number(typed) == number


@given(numbers, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_never_another_case(number, place, by):
    digits = number.replace("-", "")
    assert read_case_number(digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]) is None


@given(st.text(max_size=30))
def test_a_number_is_read_or_the_reason_is_told(typed):
    assert (read_case_number(typed) is None) == (case_number_problem(typed) is not None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请填写受理号"),
        ("330681-261112-00127", "受理号少了 1 位：您填了 17 位，应为 18 位"),
        ("330681-261112-00127-77", "受理号多了 1 位"),
        ("330681-261112-00l27-7", "里有“L”"),
        ("330681-261112-00127-8", "对照收件凭证"),
    ],
)
def test_each_slip_has_its_sentence(typed, said):
    assert said in case_number_problem(typed)


@pytest.mark.parametrize(("area", "serial"), [("33068", 1), ("33068x", 1), ("330681", 0), ("330681", 100_000)])
def test_what_cannot_be_numbered_is_not(area, serial):
    with pytest.raises(ValueError):
        compose_case_number(area, date(2026, 11, 12), serial)


def test_draft_numbers_read_back_and_do_not_repeat():
    made = {new_draft_number() for _ in range(500)}
    assert len(made) == 500
    assert all(read_draft_number(number.replace("-", " ")) == number for number in made)


@given(st.integers(0, 10), st.integers(1, 9))
def test_a_miscopied_draft_number_opens_nothing(place, by):
    digits = new_draft_number().replace("-", "")
    assert read_draft_number(digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]) is None
