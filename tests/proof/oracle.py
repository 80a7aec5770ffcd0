"""The slow and obvious executor: graphql-core over rows in memory, asking for every single value whether the viewer may
see it. It has its own reading of rights and knows nothing of the planner; where both agree, either is hardly wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLResolveInfo, GraphQLSchema, execute_sync, parse
from tests.proof.model import CATALOGUE
from tests.proof.printed import COMPARE, Value, number, showing, shown, stored
from tests.proof.reading import Reading, Row
from tests.proof.totals import totals

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Field, NodeType
from isuo_graph.kit.letters import Spelling, meant, spelled
from isuo_graph.kit.text import search_key
from isuo_graph.policy.rights import Action

TYPES = CATALOGUE.types
Place = tuple[str, ...]
"""A path of response keys, without the numbers of rows."""


@dataclass(frozen=True)
class Seen:
    """A row that the viewer may see."""

    node: NodeType
    row: Row


class Oracle(Reading):
    """Answers for one viewer over one set of rows. `schema` is read from its SDL, so it has no resolver of its own."""

    def answer(self, schema: GraphQLSchema, text: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Answer a document that names nothing forbidden. Then `hidden` and `shown` hold the places of the answer where
        something was kept back, and where something was not.
        """
        self.hidden: set[Place] = set()
        self.shown: set[Place] = set()
        given, type_of = dict(variables or {}), lambda value, *_: value.node.name
        found = execute_sync(schema, parse(text), None, None, given, None, self._resolve, type_of)
        for error in found.errors or ():
            raise error.original_error or error
        return found.data or {}

    def _resolve(self, source: Value, info: GraphQLResolveInfo[Any], **given: Value) -> Value:
        name, at = info.field_name, CATALOGUE
        place = tuple(one for one in info.path.as_list() if isinstance(one, str))
        if isinstance(source, Seen):
            return self._field(source, name, given, place)
        if source is not None:
            return source[name]
        if name in at.plurals:
            node = TYPES[at.plurals[name]]
            return self.connection(node, self.rows.get(node.table.name, ()), given, place)
        if name in at.summaries:
            return self._summary(TYPES[at.summaries[name]], given, place)
        node = TYPES[at.singulars[name] if name in at.singulars else at.prefixes[given["id"].split("_")[0]]]
        found = [x for x in self.rows.get(node.table.name, ()) if x["id"] == number(given["id"])]
        return self._first(node, found, place)

    def _first(self, node: NodeType, found: Sequence[Row], place: Place) -> Seen | None:
        shown = [Seen(node, one) for one in found if self.visible(node, one)]
        self._note(place, is_hidden=not self.sees_any(node), is_shown=bool(shown))
        return next(iter(shown), None)

    def _note(self, place: Place, *, is_hidden: bool, is_shown: bool) -> None:
        self.hidden |= {place} if is_hidden else set()
        self.shown |= {place} if is_shown else set()

    def _field(self, seen: Seen, name: str, given: Mapping[str, Any], place: Place) -> Value:
        node, row = seen.node, seen.row
        if name == "withheld":
            told = [node.fields[one] for one in place[-1].split("_")[1:]] or node.fields.values()
            return [self.why_not(node, one, row) for one in told if not self.may(node, one, row)]
        field, may = node.fields[name], self.may(node, node.fields[name], row)
        self._note(place, is_hidden=not may, is_shown=may and not field.target)
        if not field.target:
            return shown(node, field, self.raw(node, field, row))
        target, kind = TYPES[field.target], field.kind
        if isinstance(kind, fields.ToOne):
            return self._first(target, self._behind(field, row), place) if may else None
        if not self.may_ever(node, field):
            return self.connection(target, (), given, place) if self.has_totals(field.guard.category) else None
        return self.connection(target, self._behind(field, row), given, place) if may else None

    def connection(
        self, node: NodeType, rows: Sequence[Row], given: Mapping[str, Any], place: Place
    ) -> dict[str, Any] | None:
        is_closed = not self.sees_any(node)
        self._note(place, is_hidden=is_closed, is_shown=bool(rows) and not is_closed)
        if is_closed and not self.has_totals(node.protection.category):
            return None
        found = [one for one in rows if self.visible(node, one) and self.test(node, one, given.get("where"))]
        first = 20 if given.get("first") is None else given["first"]
        page = [Seen(node, x) for x in self.ordered(node, found, given.get("orderBy"))[:first]]
        info = {"hasNextPage": len(found) > first, "hasPreviousPage": False}
        return {"nodes": page, "edges": [{"node": one} for one in page], "pageInfo": info, "totalCount": len(found)}

    def ordered(
        self, node: NodeType, rows: Sequence[Row], order: Sequence[Mapping[str, str | None]] | None
    ) -> list[Row]:
        keys = [(node.fields[name], way) for part in order or () for name, way in part.items() if way is not None]
        by = [(field, getattr(field.kind, "sort", None), way == "DESC") for field, way in keys]
        by = by or [(one, column, False) for column in node.order for one in showing(node, column)[:1]]
        found = sorted(rows, key=lambda row: row["id"])
        for field, column, is_down in reversed(by):
            values = {row["id"]: self._key(node, field, row, column) for row in found}
            known = [row for row in found if values[row["id"]] is not None]
            known.sort(key=lambda row: values[row["id"]], reverse=is_down)
            found = known + [row for row in found if values[row["id"]] is None]
        return found

    def _key(self, node: NodeType, field: Field, row: Row, column: str | None) -> Value:
        value = self.raw(node, field, row, column)
        is_text = isinstance(value, str) and column is None and not field.enum
        return spelled(value, Spelling.ORDERED) if is_text else value

    def test(self, node: NodeType, row: Row, where: Mapping[str, Any] | None) -> bool:
        return all(self._tested(node, row, name, asked) for name, asked in (where or {}).items())

    def _tested(self, node: NodeType, row: Row, name: str, asked: Value) -> bool:
        if name in {"and", "or", "not"}:
            parts = [self.test(node, row, one) for one in ([asked] if name == "not" else asked or ())]
            return asked is None or {"and": all(parts), "or": any(parts), "not": not any(parts)}[name]
        field = node.fields[name]
        if not field.target:
            return all(self._compared(node, field, row, how, value) for how, value in (asked or {}).items())
        target = TYPES[field.target]
        others = [one for one in self._behind(field, row) if self.visible(target, one)]
        kinds = {"some": asked} if isinstance(field.kind, fields.ToOne) else asked or {}
        found = {how: any(self.test(target, one, x) for one in others) for how, x in kinds.items() if x is not None}
        return not found or (self.may(node, field, row) and all(any_ == (how == "some") for how, any_ in found.items()))

    def _compared(self, node: NodeType, field: Field, row: Row, how: str, asked: Value) -> bool:
        value = self.raw(node, field, row)
        if how == "isNull":
            return asked is not None and (value is None) == asked
        if asked is None or value is None:
            return how == "eq" and asked is None and value is None
        if how in {"startsWith", "contains"}:
            return self._found(node, field, row, how, asked)
        return COMPARE[how](value, [stored(field, one) for one in asked] if how == "in" else stored(field, asked))

    def _found(self, node: NodeType, field: Field, row: Row, how: str, asked: str) -> bool:
        value, search = str(self.raw(node, field, row)), getattr(field.kind, "search", None)
        if search is not None and how == "startsWith" and not _begins(row[search], search_key(asked)):
            return False
        is_like = COMPARE[how](spelled(value, Spelling.FOLDED), spelled(asked, Spelling.FOLDED))
        return is_like and COMPARE[how](spelled(value, Spelling.EXACT), meant(asked))

    def _behind(self, field: Field, row: Row) -> list[Row]:
        kind, others = field.kind, self.rows.get(TYPES[field.target or ""].table.name, ())
        if isinstance(kind, fields.ToOne):
            return [one for one in others if one[kind.key] == row[kind.column]]
        assert isinstance(kind, fields.ToMany)
        return [x for x in others if x[kind.column] == row[kind.own] and all(self.holds(p, x) for p in kind.where)]

    def _summary(self, node: NodeType, given: Mapping[str, Any], place: Place) -> list[dict[str, Any]] | None:
        is_protected = self.has_totals(node.protection.category)
        self.action = Action.SUMMARISE if is_protected else Action.READ
        may = self.sees_any(node)
        self._note(place, is_hidden=not may, is_shown=may)
        found = totals(self, node, given, is_protected=is_protected) if may else None
        self.action = Action.READ
        return found


def _begins(key: str | None, start: str) -> bool:
    return key is not None and key.startswith(start)
