"""The oracle's reading of summaries: groups counted one row at a time, of what `told` lets be told of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.proof import told
from tests.proof.printed import COMPARE, shown
from tests.proof.reading import Reading, Row

from isuo_graph.graph.catalogue import Field, NodeType, Scalar
from isuo_graph.graph.summaries import averaged, enum_name


@dataclass(frozen=True)
class Counted:
    """A row with the values that it is grouped by; `means` names the numbers that count towards a mean."""

    row: Row
    values: Mapping[str, Any]
    means: frozenset[str]


def totals(
    own: Reading, node: NodeType, given: Mapping[str, Any], *, is_protected: bool
) -> list[dict[str, Any]] | None:
    if not own.reaches(node, node.protection.category, own.action):
        return None
    seen = [one for one in own.rows.get(node.table.name, ()) if own.visible(node, one)]
    asked = dict.fromkeys(given.get("groupBy") or ())
    by = [one for name in asked for one in node.summary if enum_name(one) == name]
    where = given.get("where") or {}
    found = protected(own, node, seen, {*by, *named(where)}) if is_protected else plain(own, node, seen)
    tested = telling(own, found) if is_protected else own
    passed = [one for one in found if tested.test(node, one.row, where)]
    groups: dict[tuple[Any, ...], list[Counted]] = defaultdict(list) if by else {(): passed}
    for one in passed if by else ():
        groups[tuple(one.values[name] for name in by)].append(one)
    ranked = sorted(groups.items(), key=lambda one: told.place(one[0]))
    having = (given.get("having") or {}).get("count") or {}
    return [
        {
            "count": len(rows),
            "key": {
                one: shown(node, node.fields[one], key[by.index(one)]) if one in by else None for one in node.summary
            },
            "average": {one.name: mean(own, node, one, rows) for one in averaged(node)},
        }
        for key, rows in ranked
        if (rows or not is_protected) and all(x is not None and COMPARE[how](len(rows), x) for how, x in having.items())
    ]


def plain(own: Reading, node: NodeType, seen: Iterable[Row]) -> list[Counted]:
    """Give rows as somebody counts them who may read them."""
    means = frozenset(one.name for one in averaged(node))
    return [Counted(row, {name: own.raw(node, node.fields[name], row) for name in node.summary}, means) for row in seen]


def protected(own: Reading, node: NodeType, seen: Iterable[Row], asked: set[str]) -> list[Counted]:
    """Give rows as somebody counts them who may see totals only: without the values that too few share."""
    fields = [node.fields[name] for name in node.summary if own.may_ever(node, node.fields[name])]
    names = [one.name for one in fields]
    names = names[:1] if asked <= set(names[:1]) else names
    names = names if asked else []
    cells: dict[told.Key, list[Row]] = defaultdict(list)
    for row in seen:
        cells[tuple(own.raw(node, node.fields[one], row) for one in names)].append(row)
    sizes = {key: len(rows) for key, rows in cells.items()}
    if sum(sizes.values()) < told.FEW:
        return []
    depths = told.depths(sizes)
    known = {
        one.name: told.counted({key: sum(own.raw(node, one, row) is not None for row in cells[key]) for key in cells})
        for one in averaged(node)
    }
    empty = dict.fromkeys(node.summary)
    return [
        Counted(
            row,
            empty | dict(zip(names[: depths[key]], key, strict=False)),
            frozenset(name for name, counts in known.items() if key in counts),
        )
        for key, rows in cells.items()
        for row in rows
    ]


def telling(own: Reading, found: Iterable[Counted]) -> Reading:
    """Give a reading that sees nothing of a row but what is told of it."""
    values = {one.row["id"]: one.values for one in found}
    made = copy(own)
    vars(made)["raw"] = lambda _, field, row, *__: values[row["id"]][field.name]
    return made


def named(where: Mapping[str, Any]) -> set[str]:
    """Name the fields that a filter tests."""
    found: set[str] = set()
    for name, asked in where.items():
        if name in {"and", "or", "not"}:
            parts = [asked] if isinstance(asked, Mapping) else asked or ()
            found |= {one for part in parts for one in named(part)}
        elif asked:
            found.add(name)
    return found


def mean(own: Reading, node: NodeType, field: Field, rows: Iterable[Counted]) -> float | None:
    values = [own.raw(node, field, one.row) for one in rows if field.name in one.means]
    known = [one for one in values if one is not None]
    if not known:
        return None
    top = sum(known) * (1 if field.scalar is Scalar.FLOAT else 1000) + len(known) // 2
    return int(Decimal(top) / len(known)) / 1000
