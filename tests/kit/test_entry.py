"""Reading what people type: trimmed, composed, and every fault told at once."""

from dataclasses import dataclass
from datetime import date

import pytest

from isuo_graph.kit.entry import Entry, given, put
from isuo_graph.kit.errors import Refusals, Refused


@dataclass
class Row:
    name: str = "Айгүл"
    shift: int | None = 1


def faults(entry: Entry) -> list[str]:
    return [fault.message for fault in entry.faults]


def test_white_space_is_trimmed_and_folded() -> None:
    assert Entry().line("name", "  Ысык \t Көл\n", 20) == "Ысык Көл"


def test_letters_are_composed() -> None:
    assert Entry().line("name", "Май", 20) == "Май"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        (" \u00a0", "input.blank"),
        ("абв", "limit.text_length"),
        ("а\u202e", "input.malformed"),
        ("\x00", "input.malformed"),
    ],
)
def test_a_line_is_neither_blank_nor_too_long_nor_invisible(typed: str, fault: str) -> None:
    entry = Entry()
    entry.line("name", typed, 2)
    assert faults(entry) == [fault]


def test_a_line_left_out_is_no_fault() -> None:
    entry = Entry()
    assert (entry.optional("name", None, 2), faults(entry)) == (None, [])


@pytest.mark.parametrize(
    ("value", "found"), [(0, ["input.out_of_range"]), (1, []), (3, []), (4, ["input.out_of_range"]), (None, [])]
)
def test_a_number_lies_within_its_bounds(value: int | None, found: list[str]) -> None:
    entry = Entry()
    entry.number("shift", value, 1, 3)
    assert faults(entry) == found


def test_a_term_may_last_one_day_but_not_end_before_it_starts() -> None:
    entry = Entry()
    entry.days(date(2026, 9, 1), date(2026, 9, 1))
    entry.days(date(2026, 9, 1), date(2026, 8, 31))
    assert faults(entry) == ["input.end_before_start"]


def test_one_fault_is_raised_alone() -> None:
    entry = Entry()
    entry.refuse("input.blank", "name", field="name")
    with pytest.raises(Refused) as caught:
        entry.close()
    assert caught.value.path == ("name",)


def test_several_faults_are_raised_together_in_their_order() -> None:
    entry = Entry()
    entry.line("one", "", 2)
    entry.line("two", "абв", 2)
    with pytest.raises(Refusals) as caught:
        entry.close()
    assert [fault.path for fault in caught.value.refusals] == [("one",), ("two",)]


def test_without_a_fault_nothing_is_raised() -> None:
    Entry().close()


def test_what_a_change_leaves_out_is_not_given() -> None:
    assert given(Row("Бакыт", None), ("name", "shift")) == {"name": "Бакыт"}


def test_putting_tells_only_what_differs() -> None:
    row = Row()
    assert put(row, {"name": "Айгүл", "shift": None}) == ("shift",)
    assert row.shift is None
