"""Alphabetical order and search: the alphabets, the folds, and properties over arbitrary text, on real SQLite too."""

import random
import sqlite3
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from isuo_graph.kit.text import LENGTH_READ_MAX, prefix_range, search_key, sort_key

KYRGYZ = "АБВГДЕЁЖЗИЙКЛМНҢОӨПРСТУҮФХЦЧШЩЪЫЬЭЮЯ"
RUSSIAN = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
LETTERS = KYRGYZ + KYRGYZ.lower()
NAMES = st.text(alphabet=LETTERS + " -'", max_size=30)
WORDS = st.text(alphabet=KYRGYZ.lower(), max_size=12)
POSTGRES_INDEX_ENTRY_MAX = 2_704


def shuffled(ordered: Sequence[str]) -> list[str]:
    return random.Random(5).sample(ordered, k=len(ordered))


def alphabetical(word: str) -> list[int]:
    """Order slowly and obviously: the place of each letter in the Kyrgyz alphabet."""
    return [KYRGYZ.index(letter) for letter in word.upper()]


@pytest.mark.parametrize("alphabet", [KYRGYZ, RUSSIAN])
def test_letters_stand_as_in_their_alphabet(alphabet: str) -> None:
    assert "".join(sorted(shuffled(alphabet), key=sort_key)) == alphabet


@given(WORDS, WORDS)
def test_two_words_stand_as_in_a_kyrgyz_dictionary(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) == (alphabetical(one) < alphabetical(other))


@given(NAMES, NAMES)
def test_case_decides_only_between_words_of_the_same_letters(one: str, other: str) -> None:
    if sort_key(one.lower()) < sort_key(other.lower()) and one.lower().isalpha() and other.lower().isalpha():
        assert sort_key(one.upper()) < sort_key(other)


@pytest.mark.parametrize(
    "ordered",
    [
        ["Асан", "Асан уулу", "Асанов", "Асанова"],
        ["Нурбек", "Няня", "Ңа", "Оля", "Өмүрбек", "Пётр"],
        ["Еяа", "Ёлка", "Жук"],
        ["Уя", "Үмүт", "Фатима"],
        ["асан", "Асан", "АСАН"],
        ["5 «А»", "5 «Б»", "9 «А»", "10 «А»", "11 «Б»", "100"],
        ["7", "Ян", "Adam", "Éva", "Zoë", "中文"],
        ["Анна Мария", "Анна-Мария", "Аннабель"],
        ["Гулнара", "Гүлнара", "Ғани", "Дастан"],
        ["Китеп", "Қодир", "Лола"],
        ["", "«Ак»", "«Көк»"],
        ["Наталка", "Наталья", "Наталя"],
    ],
)
def test_names_and_titles_stand_as_people_expect(ordered: list[str]) -> None:
    assert sorted(shuffled(ordered), key=sort_key) == ordered


@given(st.text())
@example("\x00\ud800ﷺ\u0301")
def test_keys_are_printable_ascii(text: str) -> None:
    assert all(" " < sign <= "~" for sign in sort_key(text) + search_key(text))


@given(st.text(max_size=2_000))
@example("ǟ" * 400)
@example("😀" * 400)
@example("9" * 400)
def test_a_key_fits_an_index_entry(text: str) -> None:
    assert max(len(sort_key(text)), len(search_key(text))) < POSTGRES_INDEX_ENTRY_MAX


@given(st.text())
def test_composed_and_decomposed_spellings_have_the_same_keys(text: str) -> None:
    composed, apart = (unicodedata.normalize(form, text[:40]) for form in ("NFC", "NFD"))
    assert (sort_key(composed), search_key(composed)) == (sort_key(apart), search_key(apart))


@given(NAMES.map(lambda name: " ".join(name.split())), NAMES.map(lambda name: " ".join(name.split())))
def test_different_names_have_different_sort_keys(one: str, other: str) -> None:
    assert (one == other) == (sort_key(one) == sort_key(other))


@given(NAMES, st.integers(0, 30))
def test_the_key_of_a_prefix_is_a_prefix_of_the_key(name: str, length: int) -> None:
    assert search_key(name).startswith(search_key(name[:length]))


@given(WORDS, WORDS, WORDS)
def test_the_key_of_a_part_is_a_part_of_the_key(before: str, part: str, after: str) -> None:
    assert search_key(part) in search_key(before + part + after)


@given(
    st.text(alphabet=LETTERS + "中😀 12az", min_size=1, max_size=8), st.text(alphabet=LETTERS + "中😀12az", max_size=3)
)
def test_a_found_part_is_really_a_part(text: str, part: str) -> None:
    folded = str.maketrans("ёңөү", "еноу")
    plain_text, plain_part = (" ".join(one.lower().translate(folded).split()) for one in (text, part))
    assert (search_key(part) in search_key(text)) == (plain_part in plain_text)


@given(WORDS, st.lists(WORDS, max_size=8))
def test_a_prefix_range_finds_exactly_the_names_that_start_so(prefix: str, names: list[str]) -> None:
    low, high = prefix_range(prefix)
    found = [name for name in names if low <= search_key(name) < high]
    assert found == [name for name in names if search_key(name).startswith(search_key(prefix))]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("омурбек", "Өмүрбек"),
        ("Өмүрбек", "Омурбек"),
        ("нурманбетов", "Нурманбетов"),
        ("жаны", "Жаңы"),
        ("семенова", "Семёнова"),
        ("анна мария", "Анна-Мария"),
        ("oʻktam", "O'ktam"),
        ("eva", "Éva"),
        ("  асан   уулу ", "Асан уулу"),
        ("5 а", "5 «А»"),
    ],
)
def test_what_people_type_finds_what_is_written(typed: str, written: str) -> None:
    assert search_key(typed) == search_key(written)


@pytest.mark.parametrize(("one", "other"), [("Мин", "Мий"), ("мыл", "мыль"), ("05", "5"), ("Анна", "Анна М")])
def test_different_names_are_not_folded_together(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


def test_only_the_first_characters_count() -> None:
    assert sort_key("а" * LENGTH_READ_MAX + "я") == sort_key("а" * LENGTH_READ_MAX + "б")


def test_sqlite_orders_keys_as_python_does() -> None:
    words = ["Ня", "Ңа", "Оя", "Өа", "Уя", "Үа", "Ёлка", "10", "9", "Anna", "中文", "асан", "Асан уулу"]
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE word (text, key TEXT COLLATE BINARY)")
        database.executemany("INSERT INTO word VALUES (?, ?)", [(word, sort_key(word)) for word in words])
        rows = [text for (text,) in database.execute("SELECT text FROM word ORDER BY key")]
    database.close()
    assert rows == sorted(words, key=sort_key)


def test_no_sign_of_a_search_key_is_special_to_like() -> None:
    keys = "".join(search_key(letter) for letter in KYRGYZ + "abcxyz 0123456789-中")
    assert not set(keys) & set("%_\\")


def test_a_variant_never_stands_before_its_letter() -> None:
    assert all(sort_key(low) < sort_key(high) for low, high in pairwise("уүұўӯф"))
