"""Ids: order, uniqueness, and the strict reading of what callers send."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isuo_graph.kit import ids
from isuo_graph.kit.clock import HeldClock
from isuo_graph.kit.errors import Code, Refused

MOMENT = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)


def test_ids_only_grow_when_the_clock_steps_back() -> None:
    clock = HeldClock(MOMENT)
    maker = ids.IdMaker(clock, node=0)
    before = maker.new()
    clock.move(timedelta(hours=-1))
    assert maker.new() > before


def test_ids_only_grow_beyond_one_millisecond_full() -> None:
    maker = ids.IdMaker(HeldClock(MOMENT), node=1023)
    made = [maker.new() for _ in range(10_000)]
    assert made == sorted(set(made))


def test_ids_of_a_later_millisecond_sort_later_whatever_the_node() -> None:
    clock = HeldClock(MOMENT)
    high, low = ids.IdMaker(clock, node=1023), ids.IdMaker(clock, node=0)
    before = high.new()
    clock.move(timedelta(milliseconds=1))
    assert low.new() > before


def test_two_nodes_never_make_the_same_id() -> None:
    clock = HeldClock(MOMENT)
    makers = [ids.IdMaker(clock, node=node) for node in (4, 5)]
    assert len({maker.new() for maker in makers for _ in range(5_000)}) == 10_000


def test_threads_never_get_the_same_id() -> None:
    maker = ids.IdMaker(HeldClock(MOMENT), node=0)
    with ThreadPoolExecutor(8) as pool:
        made = [one for part in pool.map(lambda _: [maker.new() for _ in range(500)], range(8)) for one in part]
    assert len(set(made)) == 4_000


def test_an_id_of_the_last_possible_moment_fits_a_signed_column() -> None:
    last = datetime.fromtimestamp((ids.EPOCH_MS + (1 << 41) - 1) / 1000, tz=UTC)
    assert ids.IdMaker(HeldClock(last - timedelta(seconds=1)), node=1023).new() <= ids.ID_MAX


@pytest.mark.parametrize("node", [-1, 1024])
def test_a_node_number_out_of_range_is_refused(node: int) -> None:
    with pytest.raises(ValueError, match="node"):
        ids.IdMaker(HeldClock(MOMENT), node=node)


@given(st.integers(1, ids.ID_MAX))
def test_what_goes_outside_comes_inside_again(number: int) -> None:
    text = ids.outside("stu", number)
    assert (ids.inside("stu", text), ids.prefix_of(text)) == (number, "stu")


@pytest.mark.parametrize(
    "text",
    [
        "", "stu", "stu_", "_42", "stu_0", "stu_042", "stu_-1", "stu_+1", "stu_4_2", "stu_ 42", "stu_42 ", "stu_42\n",
        "stu_4٢", "stu_４２", "STU_42", "ord_42", "stu-42", "stu_9223372036854775808", "stu_" + "9" * 5_000, "stu_1e3",
    ],
)  # fmt: skip
def test_anything_but_a_well_formed_id_of_the_type_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        ids.inside("stu", text)
    assert (caught.value.code, caught.value.message) == (Code.BAD_USER_INPUT, "id.malformed")


def written_again(text: str) -> str | Code:
    try:
        return ids.outside(ids.prefix_of(text), ids.inside(ids.prefix_of(text), text))
    except Refused as refused:
        return refused.code


@given(st.text() | st.from_regex(r"[a-z]{1,4}_[0-9]{1,20}"))
def test_an_id_is_read_as_it_is_written_or_refused(text: str) -> None:
    assert written_again(text) in {text, Code.BAD_USER_INPUT}


@pytest.mark.parametrize(
    ("prefix", "number"), [("stu", 0), ("stu", -1), ("stu", 1 << 63), ("Stu", 1), ("", 1), ("a_b", 1)]
)
def test_the_house_itself_cannot_write_a_malformed_id(prefix: str, number: int) -> None:
    with pytest.raises(ValueError, match="not an id"):
        ids.outside(prefix, number)


def test_the_prefix_of_an_overflowing_id_is_refused_too() -> None:
    with pytest.raises(Refused):
        ids.prefix_of("stu_9223372036854775808")
