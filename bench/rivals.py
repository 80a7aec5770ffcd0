"""How each arm is asked: its address, headers and the same question in its own words. Pure; `servers` starts the
processes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, SelectionSetNode, Visitor, parse, print_ast, visit

from bench.workloads import Workload

Body = dict[str, Any]
RIVALS = frozenset({"q1", "q2", "q3"})
"""What every rival answers; the rest is compared with the hand-written statement alone."""


@dataclass(frozen=True)
class Arm:
    """One way to answer. `module` is served by `bench.serve`; PostGraphile, which has none, is a server of its own."""

    name: str
    title: str
    module: str | None
    body: Callable[[Workload, Mapping[str, Any]], Body]
    path: Callable[[Workload], str] = lambda _: "/graphql"
    has_rights: bool = False
    workloads: frozenset[str] = RIVALS


def _as_is(work: Workload, given: Mapping[str, Any]) -> Body:
    return {"query": work.query, "variables": dict(given)}


def _plain(work: Workload, given: Mapping[str, Any]) -> Body:
    """Ask for lists instead of connections."""
    name = re.search(r"query (\w+)", work.query)
    return {"query": without_nodes(work.query), "variables": dict(given), "operationName": name and name[1]}


def _mapper(work: Workload, given: Mapping[str, Any]) -> Body:
    """Ask as strawchemy wants: the size of a list is its `limit`, and ids are numbers."""
    query = without_nodes(work.query).replace("first:", "limit:").replace("$id: ID!", "$id: BigInt!")
    return {"query": query, "variables": {"id": int(given["id"].rpartition("_")[2])}}


def _postgraphile(work: Workload, given: Mapping[str, Any]) -> Body:
    """PostGraphile names edges by their columns; aliases bring the answer back into our words."""
    query = work.query.replace("$id: ID!", "$id: BigInt!")
    for ours, theirs in (_ID, *_POSTGRAPHILE[work.key]):
        query = query.replace(ours, theirs)
    return {"query": query, "variables": {"id": given["id"].rpartition("_")[2]}}


_ID = (" id ", " id: rowId ")
_POSTGRAPHILE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "q1": (
        ("schoolClass(id: $id)", "schoolClass: schoolClassByRowId(rowId: $id)"),
        ("students(first: 40)", "students: studentsByClassId(first: 40, orderBy: [NAME_SORT_ASC])"),
        ("marks(first: 20)", "marks: marksByStudentId(first: 20, orderBy: [HELD_ON_ASC])"),
        ("lesson {", "lesson: lessonByLessonId {"),
    ),
    "q2": (
        ("student(id: $id)", "student: studentByRowId(rowId: $id)"),
        ("schoolClass {", "schoolClass: schoolClassByClassId {"),
        ("school {", "school: schoolBySchoolId {"),
        ("marks(first: 10)", "marks: marksByStudentId(first: 10, orderBy: [HELD_ON_ASC])"),
    ),
    "q3": (
        ("school(id: $id)", "school: schoolByRowId(rowId: $id)"),
        ("students(first: 700)", "students: studentsBySchoolId(first: 700, orderBy: [NAME_SORT_ASC])"),
        ("schoolClass {", "schoolClass: schoolClassByClassId {"),
        ("guardians(first: 2)", "guardians: guardianshipsByStudentId(first: 2)"),
        ("guardian {", "guardian: guardianByGuardianId {"),
    ),
}
HOUSE = Arm("house", "isuo_graph, rights and consent on", "house", _as_is, has_rights=True, workloads=frozenset())
SEEING = Arm("seeing", "isuo_graph, all-seeing viewer (bench only)", "seeing", _as_is, workloads=frozenset())
BARE = Arm(
    "bare", "one hand-written statement, bare ASGI", "bare", _as_is, lambda work: f"/{work.key}", workloads=frozenset()
)
ARMS = (
    BARE,
    Arm("door", "the same statement through Strawberry's on_execute", "door", _plain, lambda _: "/"),
    Arm(
        "dataloader", "Strawberry + DataLoader + SQLAlchemy, the same rights", "dataloader", _plain, lambda _: "/", True
    ),
    Arm("mapper", "strawchemy, no rights", "mapper", _mapper, lambda _: "/"),
    Arm("postgraphile", "PostGraphile 5, no rights", None, _postgraphile),
)


def without_nodes(query: str) -> str:
    """Give the document with lists where it has connections: `students { nodes { id } }` becomes `students { id }`."""

    class Lifted(Visitor):
        def leave_selection_set(self, node: SelectionSetNode, *_: object) -> SelectionSetNode | None:
            only = node.selections[0]
            is_nodes = len(node.selections) == 1 and isinstance(only, FieldNode) and only.name.value == "nodes"
            return only.selection_set if is_nodes and isinstance(only, FieldNode) else None

    return print_ast(visit(parse(query), Lifted()))
