"""What the schema says of a declaration: types, nullability, guards, who may read, filters and orders only where
they are safe.
"""

from __future__ import annotations

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, print_type
from strawberry.printer import print_schema
from tests.proof.world import CORE, SCHEMA

SDL = print_schema(SCHEMA)


def fields_of(name: str) -> set[str]:
    made = CORE.type_map[name]
    assert isinstance(made, GraphQLObjectType | GraphQLInputObjectType)
    return set(made.fields)


@pytest.mark.parametrize("line", [
    "  id: ID!",
    '  pin: String @guard(right: "student:pin:read", consent: "SCHOOL_RECORD")',
    "  nameless: Boolean!",
    '  weight: Float @guard(right: "student:health_alert:read", consent: "HEALTH_SAFETY")',
    '  schoolClass: SchoolClass @guard(right: "student:roster:read", consent: "SCHOOL_RECORD")',
    "  withheld: [Withheld!]!",
])  # fmt: skip
def test_a_field_is_printed_with_its_guard(line: str) -> None:
    student = SDL[SDL.index("type Student implements Node") :]
    assert line in student[: student.index("\n}")].splitlines()


def test_a_description_says_who_may_read() -> None:
    assert "Who may read: DIRECTOR, SECRETARY, RESPONSIBLE, NURSE, STUDENT, GUARDIAN (right student:pin:read)." in SDL
    assert "Needs consent: SCHOOL_RECORD." in SDL


def test_a_connection_takes_a_filter_an_order_and_a_page() -> None:
    query = CORE.query_type
    assert query is not None
    assert set(query.fields["students"].args) == {"where", "orderBy", "first", "after"}
    assert fields_of("StudentConnection") == {"nodes", "edges", "pageInfo", "totalCount"}


def test_rows_are_ordered_by_columns_only() -> None:
    assert {"familyName", "phone", "bornOn", "status"} <= fields_of("StudentOrder")
    assert not {"fullName", "nameless", "marks", "mentor", "withheld"} & fields_of("StudentOrder")


@pytest.mark.parametrize(("name", "tests"), [
    ("StringFilter", {"eq", "in", "startsWith", "contains", "isNull"}), ("IDFilter", {"eq", "in", "isNull"}),
    ("IntFilter", {"eq", "in", "lt", "lte", "gt", "gte", "isNull"}), ("BooleanFilter", {"eq", "isNull"}),
    ("StatusFilter", {"eq", "in", "isNull"}), ("DateFilter", {"eq", "in", "lt", "lte", "gt", "gte", "isNull"}),
])  # fmt: skip
def test_a_value_is_tested_as_its_type_allows(name: str, tests: set[str]) -> None:
    assert fields_of(name) == tests


def test_a_summary_groups_by_what_was_declared_and_means_numbers() -> None:
    assert print_type(CORE.type_map["StudentGroupBy"]).count("\n  ") == 3
    assert fields_of("StudentAverage") == {"weight"}


def test_no_root_gives_rows_of_a_type_without_a_plural() -> None:
    query = CORE.query_type
    assert query is not None
    assert "kinship" in query.fields
    assert not {"kinships", "kinshipsSummary", "topicsSummary"} & set(query.fields)


def test_every_type_is_a_node() -> None:
    interface = CORE.type_map["Node"]
    names = {one.name for one in CORE.get_possible_types(interface)}  # type: ignore[arg-type] # it is an interface
    assert names == {"School", "SchoolClass", "Student", "Mark", "Topic", "Kinship", "Guardian"}
