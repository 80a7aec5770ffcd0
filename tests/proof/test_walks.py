"""A row shows the same however it is reached: what a list at the root keeps from somebody, no way of edges gives."""

from __future__ import annotations

import pytest
from tests.proof.walks import Map, Row, ends
from tests.served import School

PEOPLE = ("director", "classteacher", "teacher", "guardian", "student", "nurse", "trainee", "analyst", "administrator")
WAYS, DEPTH_MAX = 15, 3
"""Ways for each person and depth; thousands more were walked by hand and gave the same."""


def by_id(school: School, charted: Map, login: str, name: str) -> dict[str, Row]:
    """Read the whole list of a type, as far as somebody sees it."""
    step, found, after = charted.lists[name], dict[str, Row](), None
    while True:
        asked = f"first: 200, after: {after}" if after else "first: 200"
        page = f"nodes {{ {charted.leaves(name)} }} pageInfo {{ hasNextPage endCursor }}"
        rows = school.person(login).data(f"{{ {step.name}({asked}) {{ {page} }} }}")[step.name]
        found |= {row["id"]: row for row in (rows or {}).get("nodes", ())}
        if not rows or not rows["pageInfo"]["hasNextPage"]:
            return found
        after = f'"{rows["pageInfo"]["endCursor"]}"'


@pytest.mark.parametrize("login", PEOPLE)
def test_a_row_shows_the_same_however_it_is_reached(school: School, login: str) -> None:
    charted = Map(school.house.schema._schema, school.house.catalogue)  # noqa: SLF001 - see graph/schema.py
    listed: dict[str, dict[str, Row]] = {}
    seen = 0
    for depth in range(1, DEPTH_MAX + 1):
        for way in charted.ways(depth, WAYS, depth):
            name = way[-1].target
            answer = school.person(login).data(charted.document(way))
            for row in ends(answer, way):
                if name in charted.lists:
                    listed.setdefault(name, {}) or listed.update({name: by_id(school, charted, login, name)})
                    assert listed[name].get(row["id"]) == row, f"{login}: {[step.name for step in way]}"
                    seen += 1
    assert seen > WAYS
