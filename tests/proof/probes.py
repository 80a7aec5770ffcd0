"""Short questions that name every field in every way there is: shown, tested, ordered by, grouped by, through edges.

Random questions are seldom about the one hidden cell; these always are.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.proof.model import CATALOGUE

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Field, NodeType, Scalar
from isuo_graph.graph.filters import is_filterable, is_sortable
from isuo_graph.graph.summaries import averaged, enum_name

_OPERANDS: dict[Scalar, tuple[str, ...]] = {
    Scalar.STRING: ('eq: "+7"', 'startsWith: "+9"', 'contains: "5"', 'startsWith: "а"'),
    Scalar.INT: ("gt: 3",),
    Scalar.FLOAT: ("gt: 0.5",),
    Scalar.BOOLEAN: ("eq: true",),
    Scalar.DATE: ('gt: "2014-01-03"',),
    Scalar.DATETIME: ('gt: "2026-09-21T00:00:00Z"',),
    Scalar.ENUM: ("eq: LEFT",),
}


def probes() -> tuple[str, ...]:
    """Give the documents; each names one field, so that a refusal of one hides no other."""
    return tuple(probe for node in CATALOGUE.types.values() if node.plural for probe in _of(node))


def _of(node: NodeType) -> Iterator[str]:
    for one in node.fields.values():
        yield f"{{ {node.plural} {{ nodes {{ {_shown(one)} withheld {{ field code }} }} }} }}"
        if is_sortable(one):
            for way in ("ASC", "DESC"):
                yield f"{{ {node.plural}(first: 3, orderBy: [{{{one.name}: {way}}}]) {{ {_PAGE} }} }}"
        for test in _tests(one):
            yield f"{{ {node.plural}(where: {test}) {{ totalCount nodes {{ id }} }} }}"
            yield f"{{ {node.plural}(where: {{not: {test}}}) {{ totalCount }} }}"
        if one.name in node.summary:
            wanted = f"count key {{ {one.name} }}{_means(node)}"
            yield f"{{ {node.plural}Summary(groupBy: [{enum_name(one.name)}]) {{ {wanted} }} }}"


_PAGE = "edges { cursor node { id } } pageInfo { hasNextPage endCursor }"


def _means(node: NodeType) -> str:
    names = " ".join(one.name for one in averaged(node))
    return f" average {{ {names} }}" if names else ""


def _shown(one: Field) -> str:
    if one.target is None:
        return one.name
    inner = " ".join(leaf.name for leaf in CATALOGUE.types[one.target].fields.values() if leaf.target is None)
    return f"{one.name} {{ nodes {{ {inner} }} totalCount }}" if _is_many(one) else f"{one.name} {{ {inner} }}"


def _tests(one: Field) -> Iterator[str]:
    if not is_filterable(one):
        return
    if one.target is None:
        yield f"{{{one.name}: {{isNull: true}}}}"
        yield from (f"{{{one.name}: {{{test}}}}}" for test in _OPERANDS.get(one.scalar or Scalar.ID, ()))
        return
    for leaf in CATALOGUE.types[one.target].fields.values():
        if leaf.target is None and is_filterable(leaf):
            inner = f"{{{leaf.name}: {{isNull: true}}}}"
            yield f"{{{one.name}: {{some: {inner}}}}}" if _is_many(one) else f"{{{one.name}: {inner}}}"


def _is_many(one: Field) -> bool:
    return isinstance(one.kind, fields.ToMany)
