"""Draws random documents over the proof catalogue: nested selections, fragments, filters, orders, pages, summaries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from tests.proof.model import CATALOGUE
from tests.proof.printed import Value
from tests.proof.schools import NAMES
from tests.proof.writing import Name, Question

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Field, NodeType, Scalar
from isuo_graph.graph.filters import is_filterable, is_sortable
from isuo_graph.graph.summaries import averaged, enum_name

TYPES = CATALOGUE.types
_RANGES = frozenset({Scalar.INT, Scalar.FLOAT, Scalar.DATE, Scalar.DATETIME})


@st.composite
def questions(draw: Value, *, has_cursors: bool = False) -> tuple[str, dict[str, Any]]:
    """Give a document and its variables."""
    q = Question(draw, has_cursors=has_cursors)
    roots = [f"a{i}: {_root(q)}" for i in range(q.number(1, 2))]
    return q.text(" ".join(roots)), q.variables


def _root(q: Question) -> str:
    kind = q.pick(["connection", "connection", "connection", "row", "node", "summary"])
    node = q.pick(one for one in TYPES.values() if one.plural and (kind != "summary" or one.summary))
    if kind == "connection":
        return f"{node.plural}{connection(q, node, 3)}"
    if kind == "summary":
        return f"{node.plural}Summary{summary(q, node)}"
    number = q.given(f"{node.prefix}_{q.number(1, 9)}", "ID!")
    if kind == "row":
        return f"{node.singular}(id: {number}){q.switch()} {selection(q, node, 3)}"
    q.shared += 1
    other = q.pick(TYPES.values())
    parts = ["__typename", "id", *(f"... on {one.name}{q.switch()} {selection(q, one, 2)}" for one in (node, other))]
    q.shared -= 1
    return f"node(id: {number}) {{ {' '.join(parts)} }}"


def connection(q: Question, node: NodeType, depth: int) -> str:
    """Write the arguments and the selection of a connection."""
    head = _arguments(
        q,
        ("where", f"{node.name}Where", 2, lambda: _or_null(q, where(q, node, 2))),
        ("orderBy", f"[{node.name}Order!]", 2, lambda: _or_null(q, order(q, node))),
        ("first", "Int", 2, lambda: _or_null(q, q.number(0, 6))),
        ("after", "String", 12, lambda: None),
    )
    parts = [f"totalCount{q.switch()}"] if q.coin(3) else []
    if q.coin(3):
        parts.append("pageInfo { hasNextPage hasPreviousPage __typename }")
    if q.coin(4):
        parts.append(f"edges {{ __typename node {selection(q, node, depth - 1)} }}")
    if q.has_cursors and q.coin():
        parts.append("edges { cursor } pageInfo { startCursor endCursor }")
    if not parts or q.coin():
        parts.append(f"nodes{q.switch(20)} {selection(q, node, depth - 1)} __typename")
    return f"{head} {{ {' '.join(parts)} }}"


def _arguments(q: Question, *known: tuple[str, str, int, Callable[[], Value]]) -> str:
    """Write some arguments, each known by name, type, how seldom it is given, and what draws its value."""
    given = [f"{name}: {q.given(make(), type_name)}" for name, type_name, one_in, make in known if q.coin(one_in)]
    return f"({', '.join(given)})" if given else ""


def _or_null(q: Question, value: Value) -> Value:
    return None if q.coin(20) else value


def selection(q: Question, node: NodeType, depth: int) -> str:
    """Write a selection over a type: plainly, in fragments, or as a question for what is withheld."""
    if not q.shared and q.coin(6):
        return _withheld(q, node)
    chosen = q.draw(
        st.lists(st.sampled_from(list(node.fields.values())), min_size=1, max_size=5, unique_by=lambda f: f.name)
    )
    if q.coin(6):
        return _fragment(q, node, chosen, depth)
    body = _body(q, chosen, depth)
    fitting = [name for name, levels in q.spreads.get(node.name, ()) if levels <= depth]
    if q.shared and fitting and q.coin():
        return f"{{ ...{q.pick(fitting)}{q.switch(4)} ... {body} }}"
    return f"{{ ... on Node {{ id }} ... on {node.name}{q.switch()} {body} }}" if q.coin(6) else body


def _body(q: Question, chosen: list[Field], depth: int) -> str:
    parts = [one for f in chosen if (one := _chosen(q, f, depth)) is not None] or ["id"]
    return "{ " + " ".join(parts) + " }"


def _fragment(q: Question, node: NodeType, chosen: list[Field], depth: int) -> str:
    """Write a fragment, and spread it; others may spread it too."""
    q.shared += 1
    name, body = q.name("F"), _body(q, chosen, depth)
    q.shared -= 1
    q.fragments.append(f"fragment {name} on {node.name} {body}")
    q.spreads.setdefault(node.name, []).append((name, depth))
    return f"{{ __typename ...{name}{q.switch()} }}"


def _withheld(q: Question, node: NodeType) -> str:
    """Ask a row what it does not show: of everything, or of the fields beside, which the oracle reads off the alias."""
    told = "withheld { field code purpose __typename }"
    guarded = [one.name for one in node.fields.values() if one.guard.word != "Open" and not one.target]
    if not guarded or q.coin():
        return f"{{ id {told} }}"
    beside = q.draw(st.lists(st.sampled_from(guarded), min_size=1, max_size=3, unique=True))
    return f"{{ {' '.join(beside)} of_{'_'.join(beside)}: {told} }}"


def _chosen(q: Question, wanted: Field, depth: int) -> str | None:
    if wanted.target is None:
        switch = q.switch()
        return (
            f"{wanted.name}{switch}" if q.coin(5) is False else f"x_{wanted.name}: {wanted.name}{switch} {wanted.name}"
        )
    if depth <= 0:
        return None
    target = TYPES[wanted.target]
    if isinstance(wanted.kind, fields.ToMany):
        return f"{q.name('c')}: {wanted.name}{connection(q, target, depth)}"
    if q.coin(6):  # twice under one key: the selections of both are merged
        q.shared += 1
        twice = f"{wanted.name} {selection(q, target, depth - 1)} {wanted.name} {selection(q, target, depth - 1)}"
        q.shared -= 1
        return twice
    return f"{wanted.name}{q.switch(20)} {selection(q, target, depth - 1)}"


def where(q: Question, node: NodeType, depth: int) -> dict[str, Any]:
    """Give a filter."""
    found: dict[str, Any] = {}
    for one in q.draw(
        st.lists(st.sampled_from(list(node.fields.values())), min_size=1, max_size=2, unique_by=lambda f: f.name)
    ):
        if not is_filterable(one):
            continue
        if one.target is None:
            found[one.name] = _or_null(q, tests(q, one, node))
        elif depth > 0:
            found[one.name] = _or_null(q, _related(q, one, depth - 1))
    if depth > 0 and q.coin(4):
        how = q.pick(["and", "or", "not"])
        parts = [where(q, node, depth - 1) for _ in range(q.number(0, 2))]
        is_one = how == "not" or (len(parts) == 1 and q.coin())
        found[how] = _or_null(q, (parts or [{}])[0] if is_one else parts)
    return found


def _related(q: Question, wanted: Field, depth: int) -> dict[str, Any]:
    """Give a filter of the rows behind an edge."""
    target = TYPES[wanted.target or ""]
    if isinstance(wanted.kind, fields.ToOne):
        return where(q, target, depth)
    asked = q.draw(st.lists(st.sampled_from(["some", "none"]), min_size=1, max_size=2, unique=True))
    return {how: _or_null(q, where(q, target, depth)) for how in asked}


def tests(q: Question, wanted: Field, node: NodeType) -> dict[str, Any]:
    """Give tests of one field."""
    how = ["eq", "isNull"] if wanted.scalar is Scalar.BOOLEAN else ["eq", "in", "isNull"]
    if wanted.scalar is Scalar.STRING:
        how += ["startsWith", "contains"]
    if wanted.scalar in _RANGES:
        how += ["lt", "lte", "gt", "gte"]
    found: dict[str, Any] = {}
    for one in q.draw(st.lists(st.sampled_from(how), min_size=1, max_size=2, unique=True)):
        if q.coin(10):
            found[one] = None
        elif one == "in":
            found[one] = [value(q, wanted, node) for _ in range(q.number(0, 3))]
        else:
            found[one] = q.coin() if one == "isNull" else value(q, wanted, node)
    return found


def value(q: Question, wanted: Field, node: NodeType) -> Value:
    number = q.number(1, 9)
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


def order(q: Question, node: NodeType) -> Value:
    """Give an order: mostly one key in each object, sometimes all in one, sometimes a key twice or without a way."""
    sortable = [one.name for one in node.fields.values() if is_sortable(one)]
    keys = q.draw(st.lists(st.sampled_from(sortable), max_size=3))
    ways = [None if q.coin(12) else Name(q.pick(["ASC", "DESC"])) for _ in keys]
    if keys and q.coin(6):
        return dict(zip(keys, ways, strict=True))
    return [{key: way} for key, way in zip(keys, ways, strict=True)]


def summary(q: Question, node: NodeType) -> str:
    """Write the arguments and the selection of a summary."""
    one = node.fields[q.pick(node.summary)]
    by = st.lists(st.sampled_from([Name(enum_name(name)) for name in node.summary]), max_size=2, unique=True)
    head = _arguments(
        q,
        ("groupBy", f"[{node.name}GroupBy!]", 1, lambda: _or_null(q, q.draw(by))),
        ("where", f"{node.name}Where", 2, lambda: where(q, node, 1) if q.coin(4) else {one.name: tests(q, one, node)}),
        ("having", f"{node.name}Having", 4, lambda: {"count": _or_null(q, _counts(q))}),
    )
    means = " ".join(one.name for one in averaged(node))
    shown = f" average {{ {means} }}" if means else ""
    return f"{head} {{ count key {{ __typename {' '.join(node.summary)} }}{shown} __typename }}"


def _counts(q: Question) -> dict[str, Any]:
    return {q.pick(["eq", "lt", "lte", "gt", "gte"]): _or_null(q, q.number(0, 9))}
