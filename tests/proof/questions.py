"""Writes random documents from the schema: nested selections, filters, orders, pages, summaries; and random viewers
and schools.

A question keeps its filters both as literals and as variables, so that either way of giving a value is tried.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from tests.proof.model import CATALOGUE
from tests.proof.printed import Value
from tests.proof.rows import FOREVER, row
from tests.proof.viewers import PUBLIC, VIEWERS
from tests.proof.world import NOW_MS

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Field, NodeType, Scalar
from isuo_graph.graph.filters import is_filterable, is_sortable
from isuo_graph.graph.summaries import averaged, enum_name
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Right, Scope
from isuo_graph.policy.viewer import Reach, Viewer

NAMES = ("Өмүрова", "Асанов", "Омурова", "Бек", 'O\'Brien "q"', "Ңа", "a%_\\", "", None)
TYPES = CATALOGUE.types


@dataclass
class Question:
    """A document as it is being written."""

    draw: Any
    variables: dict[str, Any] = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    names: int = 0
    has_cursors: bool = False
    """Whether cursors are asked for; only the planner can make them."""

    def coin(self, one_in: int = 2) -> bool:
        return bool(self.draw(st.integers(1, one_in)) == 1)

    def pick(self, options: Value) -> Value:
        return self.draw(st.sampled_from(list(options)))

    def given(self, value: Value, type_name: str) -> str:
        """Write a value as a literal or give it as a variable."""
        if self.coin(3):
            self.names += 1
            self.variables[f"v{self.names}"] = value
            self.declared.append(f"$v{self.names}: {type_name}")
            return f"$v{self.names}"
        return literal(value)

    def text(self, body: str) -> str:
        head = f"query Q({', '.join(self.declared)}) " if self.declared else ""
        return f"{head}{{ {body} }} {' '.join(self.fragments)}"


class Name(str):
    """A value that is written without quotes, such as a member of an enum."""

    __slots__ = ()


def literal(value: Value) -> str:
    if isinstance(value, Name):
        return value
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {literal(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@st.composite
def questions(draw: Value, *, has_cursors: bool = False) -> tuple[str, dict[str, Any]]:
    """Give a document and its variables."""
    q = Question(draw, has_cursors=has_cursors)
    roots = [f"a{i}: {_root(q)}" for i in range(draw(st.integers(1, 2)))]
    return q.text(" ".join(roots)), q.variables


def _root(q: Question) -> str:
    kind = q.pick(["connection", "connection", "connection", "row", "node", "summary"])
    node = q.pick(one for one in TYPES.values() if one.plural and (kind != "summary" or one.summary))
    if kind == "connection":
        return f"{node.plural}{connection(q, node, 3)}"
    if kind == "summary":
        return f"{node.plural}Summary{summary(q, node)}"
    number = q.draw(st.integers(1, 9))
    if kind == "row":
        return f"{node.singular}(id: {q.given(f'{node.prefix}_{number}', 'ID!')}) {selection(q, node, 3)}"
    return f'node(id: "{node.prefix}_{number}") {{ __typename id ... on {node.name} {selection(q, node, 2)} }}'


def connection(q: Question, node: NodeType, depth: int) -> str:
    """Write the arguments and the selection of a connection."""
    arguments = []
    if q.coin():
        arguments.append(f"where: {q.given(where(q, node, 2), f'{node.name}Where')}")
    if q.coin():
        arguments.append(f"orderBy: {q.given(order(q, node), f'[{node.name}Order!]')}")
    if q.coin():
        arguments.append(f"first: {q.given(q.draw(st.integers(0, 6)), 'Int')}")
    parts = ["totalCount"] if q.coin(3) else []
    if q.coin(3):
        parts.append("pageInfo { hasNextPage hasPreviousPage __typename }")
    if q.coin(4):
        parts.append(f"edges {{ node {selection(q, node, depth - 1)} }}")
    if q.has_cursors and q.coin():
        parts.append("edges { cursor } pageInfo { startCursor endCursor }")
    if not parts or q.coin():
        parts.append(f"nodes {selection(q, node, depth - 1)}")
    head = f"({', '.join(arguments)})" if arguments else ""
    return f"{head} {{ {' '.join(parts)} }}"


def selection(q: Question, node: NodeType, depth: int) -> str:
    """Write a selection over a type: plainly, in an inline fragment, or in a named one."""
    if q.coin(6):
        return "{ id withheld { field } }"
    chosen = q.draw(
        st.lists(st.sampled_from(list(node.fields.values())), min_size=1, max_size=5, unique_by=lambda f: f.name)
    )
    parts = [one for f in chosen if (one := _chosen(q, f, depth)) is not None] or ["id"]
    body = "{ " + " ".join(parts) + " }"
    if q.coin(6):
        q.names += 1
        q.fragments.append(f"fragment F{q.names} on {q.pick([node.name])} {body}")
        return f"{{ __typename ...F{q.names} }}"
    return f"{{ ... on Node {{ id }} ... on {node.name} {body} }}" if q.coin(6) else body


def _chosen(q: Question, wanted: Field, depth: int) -> str | None:
    if wanted.target is None:
        switch = f" @{q.pick(['skip', 'include'])}(if: {q.given(q.coin(), 'Boolean!')})" if q.coin(8) else ""
        return (
            f"{wanted.name}{switch}" if q.coin(5) is False else f"x_{wanted.name}: {wanted.name}{switch} {wanted.name}"
        )
    if depth <= 0:
        return None
    target = TYPES[wanted.target]
    below = (
        connection(q, target, depth)
        if isinstance(wanted.kind, fields.ToMany)
        else f" {selection(q, target, depth - 1)}"
    )
    return f"{wanted.name}{below}"


def where(q: Question, node: NodeType, depth: int) -> dict[str, Any]:
    """Give a filter."""
    found: dict[str, Any] = {}
    for one in q.draw(
        st.lists(st.sampled_from(list(node.fields.values())), min_size=1, max_size=2, unique_by=lambda f: f.name)
    ):
        if not is_filterable(one):
            continue
        if one.target is None:
            found[one.name] = tests(q, one, node)
        elif depth > 0:
            inner = where(q, TYPES[one.target], depth - 1)
            is_one = isinstance(one.kind, fields.ToOne)
            found[one.name] = inner if is_one else {q.pick(["some", "none"]): inner}
    if depth > 0 and q.coin(4):
        how = q.pick(["and", "or", "not"])
        parts = [where(q, node, depth - 1) for _ in range(q.draw(st.integers(0, 2)))]
        found[how] = (parts or [{}])[0] if how == "not" else parts
    return found


def tests(q: Question, wanted: Field, node: NodeType) -> dict[str, Any]:
    """Give tests of one field."""
    how = ["eq", "isNull"] if wanted.scalar is Scalar.BOOLEAN else ["eq", "in", "isNull"]
    if wanted.scalar is Scalar.STRING:
        how += ["startsWith", "contains"]
    if wanted.scalar in {Scalar.INT, Scalar.FLOAT, Scalar.DATE, Scalar.DATETIME}:
        how += ["lt", "lte", "gt", "gte"]
    found: dict[str, Any] = {}
    for one in q.draw(st.lists(st.sampled_from(how), min_size=1, max_size=2, unique=True)):
        if one == "isNull":
            found[one] = q.coin()
        elif one == "in":
            found[one] = [value(q, wanted, node) for _ in range(q.draw(st.integers(0, 3)))]
        else:
            found[one] = None if q.coin(10) else value(q, wanted, node)
    return found


def value(q: Question, wanted: Field, node: NodeType) -> Value:
    number = q.draw(st.integers(1, 9))
    match wanted.scalar:
        case Scalar.ID:
            return f"{node.prefix}_{number}"
        case Scalar.INT:
            return number
        case Scalar.FLOAT:
            return number / 4
        case Scalar.BOOLEAN:
            return q.coin()
        case Scalar.DATE:
            return (date(2014, 1, 1) + timedelta(days=number)).isoformat()
        case Scalar.DATETIME:
            return f"2026-09-2{number}T08:00:00.00{number}+06:00"
        case Scalar.ENUM:
            return Name(q.pick(["ON_ROLL", "LEFT"]))
    return q.pick([*(one for one in NAMES if one is not None), "Аса", "ому", "2000", "+99"])


def order(q: Question, node: NodeType) -> list[dict[str, Any]]:
    sortable = [one for one in node.fields.values() if is_sortable(one)]
    chosen = q.draw(st.lists(st.sampled_from(sortable), max_size=3, unique_by=lambda f: f.name))
    return [{one.name: Name(q.pick(["ASC", "DESC"]))} for one in chosen]


def summary(q: Question, node: NodeType) -> str:
    """Write the arguments and the selection of a summary."""
    arguments = []
    by = q.draw(st.lists(st.sampled_from(node.summary), max_size=2, unique=True))
    if by:
        arguments.append(f"groupBy: {literal([Name(enum_name(one)) for one in by])}")
    if q.coin():
        one = node.fields[q.pick(node.summary)]
        arguments.append(f"where: {q.given({one.name: tests(q, one, node)}, f'{node.name}Where')}")
    if q.coin(4):
        arguments.append(
            f"having: {literal({'count': {q.pick(['eq', 'lt', 'lte', 'gt', 'gte']): q.draw(st.integers(0, 9))}})}"
        )
    means = " ".join(one.name for one in averaged(node))
    head = f"({', '.join(arguments)})" if arguments else ""
    return f"{head} {{ count key {{ {' '.join(node.summary)} }}{f' average {{ {means} }}' if means else ''} }}"


_CATEGORIES = (
    Category.ROSTER,
    Category.IDENTITY,
    Category.PIN,
    Category.CONTACTS,
    Category.FAMILY,
    Category.HEALTH_ALERT,
    Category.PE_EXEMPT,
    Category.MARKS,
)


@st.composite
def viewers(draw: Value) -> Viewer:
    """Give one of the known viewers, or one with any rights at all."""
    if draw(st.booleans()):
        return VIEWERS[draw(st.sampled_from(sorted(VIEWERS)))]
    reach = st.builds(
        Reach,
        st.sampled_from(list(Scope)),
        st.integers(0, 1),
        st.sampled_from([None, None, None, *Purpose]),
        st.booleans(),
    )
    action = st.sampled_from([Action.READ, Action.READ, Action.READ, Action.SUMMARISE])
    right = st.builds(Right, st.sampled_from(_CATEGORIES), action)
    found = draw(st.dictionaries(right, st.frozensets(reach, min_size=1, max_size=3), max_size=8))
    ids = st.lists(st.integers(1, 4), max_size=2, unique=True).map(tuple)
    return Viewer(
        account_id=9,
        person_id=draw(st.sampled_from([None, 3])),
        student_ids=draw(ids),
        guardian_ids=draw(ids),
        staff_ids=draw(st.lists(st.integers(70, 72), max_size=2, unique=True).map(tuple)),
        school_sets=(draw(ids), draw(ids)),
        reaches={**PUBLIC, **found},
    )


def school(seed: int) -> dict[str, list[dict[str, Any]]]:
    """Give random rows that hang together: what belongs to each other is of one school."""
    luck = random.Random(seed)
    days = [date(2026, 10, 5) + timedelta(days=offset) for offset in (-40, -1, 0, 1, 40)]
    windows = [(0, 0), (0, FOREVER), (NOW_MS, FOREVER), (NOW_MS + 1, FOREVER), (0, NOW_MS), (0, NOW_MS + 1)]

    def window(name: str) -> dict[str, Any]:
        start, end = luck.choice(windows)
        return {f"{name}_from": start, f"{name}_until": end}

    found = _frame(luck, days)
    found["student"] = [_student(luck, n, window) for n in range(1, 13)]
    found |= _families(luck, days, window)
    found["order"] = [
        row("order", n, school_id=luck.choice([None, 1, 2]), title=luck.choice("abc")) for n in range(1, 4)
    ]
    found["mark"] = [_mark(luck, n, luck.randint(1, 12)) for n in range(1, 31)]
    return found


def _frame(luck: random.Random, days: list[date]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"school": [row("school", n, name=f"№{n}") for n in (1, 2)]}
    found["class"] = [
        row(
            "class",
            n,
            school_id=1 + n % 2,
            name=luck.choice("АБВ"),
            grade=luck.randint(5, 7),
            group=luck.choice(["I", None]),
        )
        for n in range(1, 5)
    ]
    found["leadership"] = [
        row(
            "leadership",
            n,
            class_id=luck.randint(1, 4),
            staff_id=luck.randint(70, 72),
            starts_on=luck.choice(days),
            ends_on=luck.choice([None, *days]),
        )
        for n in range(1, 6)
    ]
    found["load"] = [row("load", n, class_id=luck.randint(1, 4), teacher_id=luck.randint(70, 72)) for n in range(1, 6)]
    return found


def _families(luck: random.Random, days: list[date], window: Value) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    found["guardian"] = [
        row(
            "guardian",
            n,
            school_id=1 + n % 2,
            family_name=luck.choice(NAMES),
            phone=luck.choice(["01", None]),
            **window("record"),
        )
        for n in range(1, 5)
    ]
    found["kinship"] = [
        row(
            "kinship",
            n,
            school_id=1 + n % 2,
            student_id=n + 2 * luck.randint(0, 2),
            guardian_id=(n - 1) % 4 + 1,
            may_see=luck.choice([True, True, False, None]),
            starts_on=luck.choice(days),
            ends_on=luck.choice([None, *days]),
        )
        for n in range(1, 9)
    ]
    return found


def _mark(luck: random.Random, n: int, student_id: int) -> dict[str, Any]:
    return row(
        "mark",
        n,
        school_id=1 + student_id % 2,
        student_id=student_id,
        load_id=luck.choice([None, 1, 2, 3]),
        topic_id=luck.choice([None, 1, 2, 3]),
        value=luck.choice([None, 2, 3, 4, 5, -3]),
        share=luck.choice([None, 0, 333, -5, 1000, 123456]),
        given_at=luck.choice([None, -1, 0, 1_789_999_999_999]),
        voided=luck.choice([None, True, False]),
    )


def _student(luck: random.Random, n: int, window: Value) -> dict[str, Any]:
    school_id = 1 + n % 2
    klass = luck.choice([None, 2 if school_id == 1 else 1, 4 if school_id == 1 else 3])
    health = window("health") | ({"health_until": None} if luck.random() < 0.4 else {})
    return row(
        "student",
        n,
        school_id=school_id,
        class_id=klass,
        mentor_id=luck.choice([None, n % 2 or 2, n]),
        family_name=luck.choice(NAMES),
        given_name=luck.choice(["Айгүл", " ", "", None]),
        pin=luck.choice([None, "20000000000001"]),
        phone=luck.choice([None, "+996555", "+7"]),
        born_on=luck.choice([None, date(2014, 1, 3), date(2014, 1, 5)]),
        exempt=luck.choice([None, True, False]),
        weight=luck.choice([None, 250, 1750, 10_000]),
        seen_at=luck.choice([None, 5, 1_790_000_000_123]),
        status=luck.choice(["on roll's", "LEFT"]),
        **window("record"),
        **health,
        **window("community"),
    )
