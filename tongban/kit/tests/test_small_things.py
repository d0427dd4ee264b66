"""Masks, initials and scopes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kit.masks import mask_card, mask_identity_number, mask_name, mask_phone
from tongban.kit.pinyin import initials, whole
from tongban.kit.scopes import Scope


def test_masks_as_shown_everywhere():
    assert mask_name("李秀英") == "李*"
    assert mask_name("") == ""
    assert mask_identity_number("341202195006150028") == "3412**********0028"
    assert mask_phone("+86 138-0000-0007") == "138 **** 0007"
    assert mask_card("6222 0000 0000 0000 0012") == "尾号 0012"


@pytest.mark.parametrize("mask", [mask_identity_number, mask_phone])
@given(number=st.text("0123456789", min_size=1, max_size=20))
def test_a_mask_shows_at_most_eight_digits_and_never_all(mask, number):
    shown = [character for character in mask(number) if character.isdigit()]
    assert len(shown) <= 8
    assert len(shown) < len(number)


@pytest.mark.parametrize(
    ("place", "letters"),
    [
        ("诸暨市", "zjs"),
        ("六安市", "las"),
        ("单县", "sx"),
        ("重庆市", "cqs"),
        ("厦门市", "xms"),
        ("会计", "kj"),
        ("长治市", "czs"),
        ("长宁区", "cnq"),
        ("洪洞县", "htx"),
        ("朝阳区", "cyq"),
        ("丰都县", "fdx"),
        ("A级 3星·景区", "aj3xjq"),
    ],
)
def test_initials_people_type(place, letters):
    assert initials(place) == letters


def test_scopes_widen():
    assert [scope.label for scope in sorted(Scope)] == ["县域通办", "全城办", "全省通办", "跨省通办"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("诸暨市", "zhujishi"),
        ("六安市", "luanshi"),
        ("浚县", "xunxian"),
        ("吕梁", "lvliang"),
        ("A区 12 号", "aqu12hao"),
        ("", ""),
    ],
)
def test_the_whole_pinyin(text, read):
    assert whole(text) == read
