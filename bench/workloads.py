"""What is asked: each workload is one GraphQL document, the variables it is asked with, and the role that asks.

Every variable lies in the first school, so that the same questions can be asked of a country of any size.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from bench import data
from isuo_graph.policy.rights import Role

DEPUTY, DIRECTOR, RESPONSIBLE, TEACHER = Role.DEPUTY, Role.DIRECTOR, Role.RESPONSIBLE, Role.CLASS_TEACHER
DISTINCT = 200
"""Documents of the mixed run; more than a school's programs will ever send, fewer than the plan cache holds."""


@dataclass(frozen=True)
class Workload:
    """One question. `roles` ask it; the first of them is compared with the rivals."""

    key: str
    title: str
    query: str
    roles: tuple[Role, ...]
    variables: tuple[dict[str, Any], ...] = field(default=({},))

    @property
    def name(self) -> str:
        """Give the short name, as in `Q1`."""
        return self.key.upper()


def workloads(size: data.Size) -> tuple[Workload, ...]:
    """Give the workloads whose documents stand fixed; the page deep in a list is found by asking (`deep`)."""
    first_class = ({"id": outside("cls", "school_class", 0)},)
    students = tuple({"id": outside("stu", "student", n)} for n in range(size.students))
    school = ({"id": outside("sch", "school", 0)},)
    return (
        Workload(
            "q1", "journal: class → 28 students → 20 marks → lesson", JOURNAL, (TEACHER, DEPUTY, DIRECTOR), first_class
        ),
        Workload(
            "q2", "card: student → person fields, class, school, 10 marks", CARD, (TEACHER, DEPUTY, DIRECTOR), students
        ),
        Workload(
            "q3", "roll: school → 700 students → names, phone, class, guardians", ROLL, (RESPONSIBLE, DIRECTOR), school
        ),
        Workload("q4", "search: filtered and ordered page with totalCount", SEARCH, (DEPUTY, DIRECTOR), _prefixes()),
        Workload("q6", "summary: mean mark by grade", SUMMARY, (DEPUTY, DIRECTOR)),
        Workload(
            "q7",
            "whole class: eleven guarded fields, guardians, marks, teachers",
            WHOLE,
            (TEACHER, DIRECTOR),
            first_class,
        ),
    )


def deep(after: str, position: str) -> Workload:
    """Give the page far down a list: after our cursor, which a statement written by hand takes as day and id."""
    given = ({"after": after, "position": position},)
    return Workload("q5", "the 50 marks of a school that follow the first 600, by cursor", PAGE, (DIRECTOR,), given)


def outside(prefix: str, table: str, number: int) -> str:
    """Give the id of a row as callers write it."""
    return f"{prefix}_{data.identity(table, number)}"


def mixed(size: data.Size, count: int = DISTINCT) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Draw distinct documents over the same types with their variables, as a school's many programs would send them."""
    draw = Random("documents")
    found: dict[str, dict[str, Any]] = {}
    while len(found) < count:
        query, variables = _drawn(draw, size)
        found.setdefault(query, variables)
    return tuple(found.items())


def _drawn(draw: Random, size: data.Size) -> tuple[str, dict[str, Any]]:
    fields = " ".join(draw.sample(_STUDENT_FIELDS, draw.randint(3, 6)))
    edges = " ".join(draw.sample(_STUDENT_EDGES, draw.randint(0, 2)))
    number = draw.randrange(size.classes * size.students)
    match draw.randrange(3):
        case 0:
            return (
                f"query Card($id: ID!) {{ student(id: $id) {{ {fields} {edges} }} }}",
                {"id": outside("stu", "student", number)},
            )
        case 1:
            students = f"students(first: {draw.randint(5, 30)}) {{ nodes {{ {fields} {edges} }} }}"
            return (
                f"query Class($id: ID!) {{ schoolClass(id: $id) {{ name {students} }} }}",
                {"id": outside("cls", "school_class", number // size.students)},
            )
        case _:
            order = draw.choice(("familyName", "grade", "status"))
            given = f"where: {{grade: {{eq: $grade}}}}, orderBy: [{{{order}: ASC}}], first: {draw.randint(5, 40)}"
            return (
                f"query Found($grade: Int) {{ students({given}) {{ totalCount nodes {{ {fields} }} }} }}",
                {"grade": 1 + number % data.GRADES},
            )


def _prefixes() -> tuple[dict[str, Any], ...]:
    return tuple({"grade": grade, "start": start} for grade in (3, 5, 7) for start in ("А", "Б", "Т", "Ж"))


_STUDENT_FIELDS = (
    "id", "familyName", "givenName", "patronymic", "displayName", "grade", "status", "birthDate", "phone", "address",
    "sex", "citizenship",
)  # fmt: skip
_STUDENT_EDGES = (
    "schoolClass { id name letter }",
    "school { id nameRu }",
    "marks(first: 5) { nodes { id value heldOn } }",
    "few: marks(first: 3) { nodes { value subject { nameRu } lesson { topic } } }",
)
JOURNAL = """
query Journal($id: ID!) {
  schoolClass(id: $id) {
    id name
    students(first: 40) {
      nodes {
        id familyName givenName
        marks(first: 20) { nodes { id value heldOn lesson { id topic } } }
      }
    }
  }
}"""
CARD = """
query Card($id: ID!) {
  student(id: $id) {
    id familyName givenName patronymic grade phone
    schoolClass { id name }
    school { id nameRu }
    marks(first: 10) { nodes { id value heldOn } }
  }
}"""
ROLL = """
query Roll($id: ID!) {
  school(id: $id) {
    id nameRu
    students(first: 700) {
      nodes {
        id familyName givenName phone
        schoolClass { id name }
        guardians(first: 2) { nodes { id kind guardian { id familyName givenName } } }
      }
    }
  }
}"""
SEARCH = """
query Search($grade: Int!, $start: String!) {
  students(
    where: {grade: {eq: $grade}, familyName: {startsWith: $start}}
    orderBy: [{familyName: DESC}]
    first: 20
  ) {
    totalCount
    nodes { id familyName givenName grade }
  }
}"""
PAGE = """
query Page($after: String!) {
  marks(first: 50, after: $after) {
    nodes { id value heldOn }
    pageInfo { hasNextPage endCursor }
  }
}"""
SUMMARY = """
query Summary {
  marksSummary(groupBy: [GRADE]) { key { grade } count average { value } }
}"""
WHOLE = """
query Whole($id: ID!) {
  schoolClass(id: $id) {
    id name
    classTeachers { nodes { id staff { id familyName } } }
    students(first: 40) {
      nodes {
        id displayName birthDate sex citizenship documentNumber phone address healthAlert freeMeals isLowIncome
        guardians(first: 2) { nodes { id kind hasCustody guardian { id displayName phone } } }
        marks(first: 5) {
          nodes { id value kind heldOn lesson { id topic load { id teacher { id familyName } } subject { id nameRu } } }
        }
      }
    }
  }
}"""
