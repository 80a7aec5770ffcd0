"""Ids of no type: refused as bad input wherever one is typed, never a fault of the service."""

from __future__ import annotations

import pytest
from tests.served import School

PLACES = {
    "node": "query($i: ID!) { node(id: $i) { id } }",
    "student": "query($i: ID!) { student(id: $i) { id } }",
    "explainAccess": 'query($i: ID!) { explainAccess(node: $i, field: "id") { decision } }',
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("typed", ["xyz_1", "stu_abc", "stu_", "_1", "stu_0", "stu_٣", " stu_1", "", "stu_" + "9" * 25])
def test_an_id_that_is_none_is_bad_input(school: School, place: str, typed: str) -> None:
    found = school.person("director").ask(PLACES[place], {"i": typed})
    assert [one["extensions"]["code"] for one in found["errors"]] == ["BAD_USER_INPUT"]
