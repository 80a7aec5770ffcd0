"""Who may see totals only asks again and again, and subtracts: whatever is asked, no two answers differ by a few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.proof.model import CATALOGUE
from tests.proof.oracle import Oracle
from tests.proof.printed import Value
from tests.proof.questions import summary
from tests.proof.rows import FOREVER, row
from tests.proof.told import FEW
from tests.proof.viewers import ANALYST
from tests.proof.world import NOW_MS, TODAY, World
from tests.proof.writing import PLAIN, Question

from isuo_graph.plan import bind

DAYS = (date(2014, 1, 2), date(2014, 1, 3), date(2014, 1, 5))
DIMENSIONS = {
    "status": ("eq: ON_ROLL", "eq: LEFT"),
    "exempt": ("eq: true", "eq: false"),
    "bornOn": (f'eq: "{DAYS[0]}"', f'gt: "{DAYS[0]}"', f'in: ["{DAYS[0]}", "{DAYS[2]}"]'),
}
"""What students are grouped by, and some tests of each."""
SUMMED = [one for one in CATALOGUE.types.values() if one.summary]
SCHOOLS = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), database=None)
QUESTIONS = settings(SCHOOLS, max_examples=60)

AT_ONCE = 8
"""Summaries in one document; ten of them are as many rows as one may cost."""

Rows = dict[str, list[dict[str, Any]]]


def school(seed: int) -> Rows:
    """Give a school where some values are common and some are rare, and some pupils' consents are missing."""
    luck = Random(seed)
    rare = luck.choice([0.03, 0.1, 0.3])

    def seldom(common: Value, other: Value) -> Value:
        return other if luck.random() < rare else common

    pupils = [
        row(
            "student",
            n,
            status=seldom("on roll's", "LEFT"),
            exempt=seldom(False, luck.choice([True, None])),
            born_on=luck.choice([DAYS[0], DAYS[1], seldom(DAYS[1], DAYS[2])]),
            weight=seldom(luck.randint(1, 9) * 1000, None),
            record_until=seldom(FOREVER, 0),
            health_until=seldom(FOREVER, 0),
        )
        for n in range(1, luck.randint(4, 60))
    ]
    marks = [
        row("mark", n, student_id=luck.randint(1, len(pupils)), value=seldom(4, luck.choice([2, 3, 5, None])),
            share=luck.choice([None, 333, 500]))
        for n in range(1, luck.randint(2, 80))
    ]  # fmt: skip
    return {"school": [row("school", 1)], "class": [row("class", 1)], "student": pupils, "mark": marks}


@dataclass(frozen=True)
class Asked:
    """A question: whom it counts, as the tests that they pass, and by what."""

    tests: tuple[str, ...]
    by: tuple[str, ...]

    def text(self) -> str:
        where = f"where: {{and: [{', '.join(f'{{{one}}}' for one in self.tests)}]}}" if self.tests else ""
        names = {"status": "STATUS", "exempt": "EXEMPT", "bornOn": "BORN_ON"}
        by = f"groupBy: [{', '.join(names[one] for one in self.by)}]" if self.by else ""
        given_ = f"({', '.join(filter(None, (where, by)))})" if where or by else ""
        return f"studentsSummary{given_} {{ count key {{ status exempt bornOn }} }}"


def questions() -> Iterator[Asked]:
    """Give every way to group, alone and with every one or two tests, straight and negated."""
    tests = [f"{name}: {{{test}}}" for name, found in DIMENSIONS.items() for test in found]
    tests += [f"not: {{{test}}}" for test in tests] + [f"{name}: {{isNull: true}}" for name in DIMENSIONS]
    groupings = [by for size in range(4) for by in combinations(DIMENSIONS, size)]
    filters = [(), *((one,) for one in tests), *product(tests[:3], tests[3:])]
    yield from (Asked(one, by) for one in filters for by in groupings if not one or len(by) < 2)


def counted(world: World) -> dict[Asked, list[tuple[Mapping[str, Any], int]]]:
    """Ask everything."""
    found = {}
    asked = list(questions())
    for start in range(0, len(asked), AT_ONCE):
        part = asked[start : start + AT_ONCE]
        text = " ".join(f"a{i}: {one.text()}" for i, one in enumerate(part))
        answers = world.same(f"{{ {text} }}", ANALYST).decoded
        for i, one in enumerate(part):
            found[one] = [(group["key"], group["count"]) for group in answers[f"a{i}"]]
    return found


def sizes(found: Mapping[Asked, list[tuple[Mapping[str, Any], int]]]) -> Iterable[tuple[Asked, int]]:
    return ((one, sum(count for _, count in groups)) for one, groups in found.items())


@SCHOOLS
@given(st.integers())
def test_no_two_totals_differ_by_a_few(world: World, seed: int) -> None:
    world.fill(school(seed))
    found = counted(world)
    for (wide, many), (narrow, few) in product(sizes(found), repeat=2):
        if set(wide.tests) <= set(narrow.tests):
            assert many - few == 0 or many - few >= FEW, f"{wide.text()} - {narrow.text()}"


@SCHOOLS
@given(st.integers())
def test_no_group_differs_by_a_few_from_its_parts(world: World, seed: int) -> None:
    world.fill(school(seed))
    found = counted(world)
    for wide, narrow in product(found, repeat=2):
        if set(wide.tests) == set(narrow.tests) and set(wide.by) <= set(narrow.by):
            for key, count in found[wide]:
                parts = [n for part, n in found[narrow] if all(part[name] == key[name] for name in wide.by)]
                assert count == sum(parts), f"{wide.text()} against {narrow.text()}"
                assert all(n >= FEW for n in parts)


@SCHOOLS
@given(st.integers())
def test_all_answers_are_sums_over_groups_none_of_which_is_small(world: World, seed: int) -> None:
    world.fill(school(seed))
    finest = world.same(f"{{ a: {Asked((), tuple(DIMENSIONS)).text()} }}", ANALYST).decoded["a"]
    everything = world.same(f"{{ a: {Asked((), ()).text()} }}", ANALYST).decoded["a"]
    assert sum(one["count"] for one in finest) == sum(one["count"] for one in everything)
    assert all(one["count"] >= FEW for one in finest)


@QUESTIONS
@given(st.integers(), st.data())
def test_totals_are_those_of_the_oracle(world: World, seed: int, data: Value) -> None:
    rows = school(seed)
    world.fill(rows)
    q = Question(data.draw)
    node = data.draw(st.sampled_from(SUMMED))
    text = q.text(f"a: {node.plural}Summary{summary(q, node)}")
    found = world.ask(text, ANALYST, q.variables)
    assert found[bind.Dialect.SQLITE].told == found[bind.Dialect.POSTGRES].told
    if found[bind.Dialect.SQLITE].refused:
        assert found[bind.Dialect.SQLITE].refused.startswith("FORBIDDEN_FIELD")
        return
    expected = Oracle(rows, ANALYST, NOW_MS, TODAY).answer(PLAIN, text, q.variables)
    assert found[bind.Dialect.POSTGRES].decoded == expected, text
