"""Who may see totals only learns of no small group, neither at once nor by subtracting."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.proof.rows import FOREVER, row, town
from tests.proof.viewers import ANALYST, DIRECTOR, reaching
from tests.proof.world import World

from isuo_graph.policy.rights import Action, Category, Scope
from isuo_graph.policy.viewer import Reach, Viewer


@pytest.fixture(autouse=True)
def school(world: World) -> None:
    world.fill(town())


# --- summaries


def pupils(*groups: int) -> dict[str, list[dict[str, Any]]]:
    """Give students of one school: so many born on each day."""
    numbers = iter(range(1, 1000))
    days = [
        row(
            "student",
            next(numbers),
            born_on=NOW_DAY.replace(day=i + 1),
            weight=1000 * i,
            record_until=FOREVER,
            health_until=FOREVER,
        )
        for i, size in enumerate(groups)
        for _ in range(size)
    ]
    return {"school": [row("school", 1)], "class": [row("class", 1)], "student": days}


NOW_DAY = date(2014, 1, 1)


def counts(world: World, arguments: str = "") -> list[int]:
    found = world.same(f"{{ studentsSummary{arguments} {{ count average {{ weight }} }} }}", ANALYST)
    return [one["count"] for one in found.decoded["studentsSummary"]]


def keys(world: World, arguments: str) -> list[tuple[str | None, int]]:
    found = world.same(f"{{ studentsSummary{arguments} {{ count key {{ bornOn }} }} }}", ANALYST)
    return [(one["key"]["bornOn"], one["count"]) for one in found.decoded["studentsSummary"]]


def test_small_groups_are_told_as_one_without_a_key(world: World) -> None:
    world.fill(pupils(7, 4, 3, 9))
    assert keys(world, "(groupBy: [BORN_ON])") == [("2014-01-01", 7), ("2014-01-04", 9), (None, 7)]


def test_the_smallest_other_group_goes_along_where_the_small_ones_could_be_worked_out(world: World) -> None:
    world.fill(pupils(7, 4, 9))
    assert keys(world, "(groupBy: [BORN_ON])") == [("2014-01-03", 9), (None, 11)]


def test_nothing_is_told_of_a_school_of_few(world: World) -> None:
    world.fill(pupils(3, 1))
    assert counts(world) == []


@pytest.mark.parametrize(("excluded", "shown", "others"), [(1, [], [21]), (4, [], [24]), (5, [20], [20])])
def test_a_filter_that_leaves_out_a_few_finds_nobody(
    world: World, excluded: int, shown: list[int], others: list[int]
) -> None:
    world.fill(pupils(20, excluded))
    assert counts(world, '(where: {bornOn: {eq: "2014-01-01"}})') == shown
    assert counts(world, '(where: {not: {bornOn: {eq: "2014-01-02"}}})') == others


def test_having_tells_nothing_of_hidden_groups(world: World) -> None:
    world.fill(pupils(7, 4, 3, 9))
    assert counts(world, "(groupBy: [BORN_ON], having: {count: {lt: 5}})") == []


def test_a_mean_over_few_values_is_not_shown_to_who_sees_totals(world: World) -> None:
    rows = pupils(9)
    for one in rows["student"][4:]:
        one["weight"] = None
    world.fill(rows)
    found = world.same("{ studentsSummary { count average { weight } } }", ANALYST).decoded
    assert found["studentsSummary"] == [{"count": 9, "average": {"weight": None}}]


def test_who_may_read_the_rows_sees_small_groups(world: World) -> None:
    world.fill(pupils(7, 4))
    found = world.same("{ studentsSummary(groupBy: [BORN_ON]) { count } }", DIRECTOR).decoded
    assert found["studentsSummary"] == [{"count": 7}, {"count": 4}]


def test_a_public_field_is_grouped_by_only_where_it_may_be_read(world: World) -> None:
    marks = [row("mark", n, school_id=1 + n % 2, student_id=1, kind="exam", value=5) for n in range(1, 13)]
    world.fill({"school": [row("school", 1), row("school", 2)], "mark": marks})
    totals = reaching([Category.MARKS], Reach(Scope.NATION), action=Action.SUMMARISE)
    viewer = Viewer(
        account_id=8, school_sets=((1,),), reaches={**reaching([Category.PUBLIC], Reach(Scope.SCHOOL)), **totals}
    )
    found = world.same("{ marksSummary(groupBy: [KIND]) { count key { kind } } }", viewer).decoded["marksSummary"]
    assert found == [{"count": 6, "key": {"kind": "exam"}}, {"count": 6, "key": {"kind": None}}]


@pytest.mark.parametrize(("known", "shown"), [(0, [3.0, None]), (2, [None, None]), (5, [3.0, 7.0])])
def test_a_mean_is_not_shown_where_it_would_tell_the_mean_of_a_few_others(
    world: World, known: int, shown: list[float | None]
) -> None:
    """Twelve weigh 3 kg, and of six exempt ones only some have a weight; the mean of all eighteen is told."""
    rows = pupils(18)
    for number, one in enumerate(rows["student"]):
        one["exempt"] = number >= len(rows["student"]) - 6
        one["weight"] = 3000 if number < len(rows["student"]) - 6 else (7000 if number % 6 < known else None)
    world.fill(rows)
    asked = (
        "{ all: studentsSummary { average { weight } } by: studentsSummary(groupBy: [EXEMPT]) { average { weight } } }"
    )
    found = world.same(asked, ANALYST).decoded
    assert [one["average"]["weight"] for one in found["all"]] == [round((36 + 7 * known) / (12 + known), 3)]
    assert [one["average"]["weight"] for one in found["by"]] == shown
