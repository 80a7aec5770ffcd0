"""Letters exchanged one by one: the alphabets' order, what a Russian keyboard finds, and SQLite doing the same."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isuo_graph.kit import letters
from isuo_graph.kit.letters import Spelling

NAMES = ["Ева", "Ёлка", "Жан", "Нур", "Ңара", "Оля", "Орлов", "Өмүр", "Пётр", "Улан", "Үсөн", "Ann", "Zoe"]


def test_names_stand_in_the_order_of_the_alphabets() -> None:
    assert sorted(set(NAMES), key=lambda name: letters.spelled(name, Spelling.ORDERED)) == NAMES


def test_a_capital_letter_is_ordered_like_a_small_one() -> None:
    assert letters.spelled("ӨМҮР", Spelling.ORDERED) == letters.spelled("өмүр", Spelling.ORDERED)


@pytest.mark.parametrize("typed", ["өмүр", "омур", "Өмур", "ОМҮР"])
def test_a_name_is_folded_the_same_however_it_is_typed(typed: str) -> None:
    assert letters.spelled(typed, Spelling.FOLDED) == "омур"


@pytest.mark.parametrize(("typed", "meant"), [("Омур", ""), ("Ёлка", ""), ("Өмур", "өмур"), ("123", "")])
def test_only_letters_that_a_russian_keyboard_lacks_are_meant(typed: str, meant: str) -> None:
    assert letters.meant(typed) == meant


@given(st.text(), st.sampled_from(Spelling))
def test_an_exchange_is_for_sql_what_it_is_for_python(text: str, spelling: Spelling) -> None:
    exchange = letters.EXCHANGES[spelling]
    assert len(set(exchange.given)) == len(exchange.given) >= len(exchange.taken)
    by_hand = (
        exchange.taken[place : place + 1] if (place := exchange.given.find(letter)) >= 0 else letter for letter in text
    )
    assert letters.exchanged(spelling)(text) == "".join(by_hand)


@pytest.mark.parametrize("spelling", Spelling)
def test_sqlite_takes_the_function(spelling: Spelling) -> None:
    database = sqlite3.connect(":memory:")
    name = letters.function_of(spelling)
    database.create_function(name, 1, letters.exchanged(spelling), deterministic=True)
    found = database.execute(f"SELECT {name}('Өң'), {name}(NULL)").fetchone()
    assert found == (letters.spelled("Өң", spelling), None)
    database.close()
