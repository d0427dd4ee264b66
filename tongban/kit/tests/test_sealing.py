"""Sealed data opens only whole and only under its key; its index finds equals and tells nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kit.sealing import Seal, Tampered

SEAL = Seal(b"s" * 32, b"i" * 32)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_closed_opens(text):
    assert SEAL.open(SEAL.close(text)) == text
    assert SEAL.open(memoryview(SEAL.close(text))) == text


def test_the_same_text_never_looks_the_same_and_never_shows():
    one, other = SEAL.close("11010519491231002X"), SEAL.close("11010519491231002X")
    assert one != other
    assert b"1949" not in one


@given(st.integers(0, 46), st.integers(1, 255))
def test_any_changed_byte_is_noticed(place, by):
    sealed = bytearray(SEAL.close("11010519491231002X"))
    sealed[place] ^= by
    with pytest.raises(Tampered):
        SEAL.open(bytes(sealed))


@pytest.mark.parametrize("length", [0, 1, 12, 13, 28, 46])
def test_a_cut_seal_is_noticed(length):
    with pytest.raises(Tampered):
        SEAL.open(SEAL.close("11010519491231002X")[:length])


def test_another_key_opens_nothing():
    with pytest.raises(Tampered):
        Seal(b"t" * 32, b"i" * 32).open(SEAL.close("11010519491231002X"))


def test_short_keys_are_refused():
    with pytest.raises(ValueError):
        Seal(b"s" * 16, b"i" * 32)


def test_the_index_finds_the_same_number_typed_otherwise():
    assert SEAL.index(" 11010519491231002x") == SEAL.index("11010519491231002X")
    assert SEAL.index("11010519491231002X") != SEAL.index("110105194912310021")
    assert SEAL.index("11010519491231002X") != Seal(b"s" * 32, b"j" * 32).index("11010519491231002X")
    assert len(SEAL.index("")) == 16
