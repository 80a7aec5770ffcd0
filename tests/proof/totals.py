"""The oracle's reading of summaries: groups counted one row at a time, then the small ones taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests.proof.printed import COMPARE, shown
from tests.proof.reading import Reading, Row

from isuo_graph.graph.catalogue import Field, NodeType, Scalar
from isuo_graph.graph.summaries import averaged, enum_name


def totals(
    own: Reading, node: NodeType, given: Mapping[str, Any], *, is_protected: bool
) -> list[dict[str, Any]] | None:
    if not own.reaches(node, node.protection.category, own.action):
        return None
    seen = [one for one in own.rows.get(node.table.name, ()) if own.visible(node, one)]
    found = [one for one in seen if own.test(node, one, given.get("where"))]
    asked = dict.fromkeys(given.get("groupBy") or ())
    by = [one for name in asked for one in node.summary if enum_name(one) == name]
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list) if by else {(): found}
    for row in found if by else ():
        groups[tuple(own.raw(node, node.fields[one], row) for one in by)].append(row)
    ranked = sorted(groups.items(), key=lambda one: [(x is None, 0 if x is None else x) for x in one[0]])
    having = (given.get("having") or {}).get("count") or {}
    left = len(seen) - len(found)
    if is_protected:
        ranked = [] if given.get("where") and 0 < left < 5 else spared(ranked)
    return [
        {
            "count": len(rows),
            "key": {
                one: shown(node, node.fields[one], key[by.index(one)]) if one in by else None for one in node.summary
            },
            "average": {
                one.name: mean([own.raw(node, one, x) for x in rows], one, is_protected=is_protected)
                for one in averaged(node)
            },
        }
        for key, rows in ranked
        if all(x is not None and COMPARE[how](len(rows), x) for how, x in having.items())
    ]


def spared(ranked: list[tuple[Any, list[Row]]]) -> list[tuple[Any, list[Row]]]:
    large = [one for one in ranked if len(one[1]) >= 5]
    few = sum(len(one[1]) for one in ranked if len(one[1]) < 5)
    least = min(large, key=lambda one: len(one[1]), default=None) if 0 < few < 5 else None
    return [one for one in large if one is not least]


def mean(values: list[Any], field: Field, *, is_protected: bool) -> float | None:
    known = [one for one in values if one is not None]
    if len(known) < (5 if is_protected else 1):
        return None
    top = sum(known) * (1 if field.scalar is Scalar.FLOAT else 1000) + len(known) // 2
    return int(Decimal(top) / len(known)) / 1000
