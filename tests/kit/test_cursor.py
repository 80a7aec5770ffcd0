"""Cursors: they open only for who and what they were made for, and tell nothing."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isuo_graph.kit.cursor import LENGTH_MAX, CursorBox
from isuo_graph.kit.errors import Code, Refused

BOX = CursorBox(b"k" * 32)
SCOPE = b"students:familyName:shape-1"
VALUES = st.lists(st.none() | st.text(max_size=300) | st.integers(-(2**63), 2**63 - 1), max_size=4).map(tuple)


def refused(box: CursorBox, text: str, scope: bytes = SCOPE) -> bool:
    with pytest.raises(Refused) as caught:
        box.open(text, scope)
    return (caught.value.code, caught.value.message) == (Code.BAD_USER_INPUT, "cursor.malformed")


@given(VALUES)
def test_a_sealed_cursor_opens_to_its_values(values: tuple[int | str | None, ...]) -> None:
    assert BOX.open(BOX.seal(values, SCOPE), SCOPE) == values


@given(VALUES)
def test_the_same_values_give_the_same_cursor(values: tuple[int | str | None, ...]) -> None:
    assert BOX.seal(values, SCOPE) == CursorBox(b"k" * 32).seal(values, SCOPE)


def test_a_cursor_does_not_open_under_another_scope() -> None:
    assert refused(BOX, BOX.seal(("А", 1), SCOPE), b"students:birthDate:shape-1")


def test_a_cursor_does_not_open_under_another_key() -> None:
    assert refused(CursorBox(b"x" * 32), BOX.seal(("А", 1), SCOPE))


@given(st.integers(min_value=0), st.integers(0, 63))
def test_a_cursor_with_one_changed_letter_does_not_open(place: int, letter: int) -> None:
    sealed = BOX.seal(("Асанова", 42), SCOPE)
    place %= len(sealed)
    other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[letter]
    if other != sealed[place]:
        assert refused(BOX, sealed[:place] + other + sealed[place + 1 :])


@given(st.text())
def test_no_text_breaks_the_opening(text: str) -> None:
    assert refused(BOX, text)


@pytest.mark.parametrize("tail", ["=", "==", " ", "\n", "A"])
def test_a_cursor_has_one_spelling(tail: str) -> None:
    assert refused(BOX, BOX.seal(("А", 1), SCOPE) + tail)


def test_an_endless_cursor_is_refused_before_decoding() -> None:
    assert refused(BOX, "A" * (LENGTH_MAX + 1))


def test_values_too_long_for_any_cursor_are_not_sealed() -> None:
    with pytest.raises(ValueError, match="order by a sort key"):
        BOX.seal(("я" * LENGTH_MAX,), SCOPE)


def test_the_length_of_a_cursor_does_not_tell_the_length_of_a_short_value() -> None:
    assert len({len(BOX.seal(("9" * digits, 7261538264719360), SCOPE)) for digits in range(9)}) == 1


def test_a_cursor_does_not_show_its_values() -> None:
    sealed = BOX.seal(("Asanova",), SCOPE)
    assert b"Asanova" not in base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
