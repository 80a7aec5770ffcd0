"""Which fields a document asks about that its viewer may not ask about: in filters, orders and groups, at any depth.

Read off the document and the rights alone; rows have no say in it. The planner must refuse just these documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    parse,
)
from graphql import GraphQLIncludeDirective as Include
from graphql import GraphQLSkipDirective as Skip
from graphql.execution.values import get_argument_values, get_directive_values, get_variable_values
from tests.proof.model import CATALOGUE
from tests.proof.reading import Reading

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Field, NodeType
from isuo_graph.graph.summaries import enum_name
from isuo_graph.policy.rights import Action, Category

TYPES = CATALOGUE.types


class Naming:
    """One document of one viewer."""

    def __init__(self, reading: Reading, schema: GraphQLSchema, text: str, variables: Mapping[str, Any]) -> None:
        self.reading, self.schema, self.found = reading, schema, set[str]()
        self.askable: tuple[str, ...] | None = None
        document = parse(text).definitions
        self.fragments = {one.name.value: one for one in document if isinstance(one, FragmentDefinitionNode)}
        self.operation = next(one for one in document if isinstance(one, OperationDefinitionNode))
        given = get_variable_values(schema, self.operation.variable_definitions or (), dict(variables))
        assert not isinstance(given, list), given
        self.variables = given

    def forbidden(self) -> set[str]:
        """Name the fields, each as `Type.field`; and `orderBy` where several keys stand in one object of it."""
        for one in self._fields(self.operation.selection_set, "Query"):
            name, at = one.name.value, CATALOGUE
            if name in at.plurals:
                self._connection(TYPES[at.plurals[name]], one, "Query")
            elif name in at.summaries:
                self._summary(TYPES[at.summaries[name]], one)
            elif name != "__typename":
                prefix = self._given(one, "Query")["id"].split("_")[0]
                node = TYPES[at.prefixes[prefix]]
                if self.reading.sees_any(node):
                    self._row(node, one)
        return self.found

    def _given(self, one: FieldNode, parent: str) -> dict[str, Any]:
        declared: Any = self.schema.type_map[parent]
        return get_argument_values(declared.fields[one.name.value], one, self.variables)

    def _fields(self, selections: SelectionSetNode | None, type_name: str) -> Iterator[FieldNode]:
        for one in selections.selections if selections else ():
            if not self._is_included(one):
                continue
            if isinstance(one, FieldNode):
                yield one
                continue
            inner: Any = self.fragments[one.name.value] if isinstance(one, FragmentSpreadNode) else one
            if inner.type_condition is None or inner.type_condition.name.value in {type_name, "Node"}:
                yield from self._fields(inner.selection_set, type_name)

    def _is_included(self, one: SelectionNode) -> bool:
        skip, include = (get_directive_values(which, one, self.variables) for which in (Skip, Include))
        return not (skip and skip["if"]) and not (include and not include["if"])

    def _row(self, node: NodeType, one: FieldNode) -> None:
        for below in self._fields(one.selection_set, node.name):
            field = node.fields.get(below.name.value)
            if field is None or field.target is None:
                continue
            target = TYPES[field.target]
            if isinstance(field.kind, fields.ToOne):
                self._row(target, below)
            elif self.reading.may_ever(node, field) or self.reading.has_totals(field.guard.category):
                self._connection(target, below, node.name)

    def _connection(self, node: NodeType, one: FieldNode, parent: str) -> None:
        if not self.reading.sees_any(node) and not self.reading.has_totals(node.protection.category):
            return
        given = self._given(one, parent)
        self._where(node, given.get("where") or {})
        for part in given.get("orderBy") or ():
            keys = [node.fields[name] for name, way in part.items() if way is not None]
            self._ask(node, keys)
            self.found |= {"orderBy"} if len(keys) > 1 else set()
        for part in self._fields(one.selection_set, f"{node.name}Connection"):
            if part.name.value == "nodes":
                self._row(node, part)
            for inner in self._fields(part.selection_set, f"{node.name}Edge") if part.name.value == "edges" else ():
                self._row(node, inner)

    def _where(self, node: NodeType, where: Mapping[str, Any]) -> None:
        for name, asked in where.items():
            if name in {"and", "or", "not"}:
                for part in [asked] if name == "not" else asked or ():
                    self._where(node, part or {})
                continue
            field = node.fields[name]
            self._ask(node, [field])
            if field.target and asked is not None:
                inner = [asked] if isinstance(field.kind, fields.ToOne) else asked.values()
                for part in inner:
                    self._where(TYPES[field.target], part or {})

    def _summary(self, node: NodeType, one: FieldNode) -> None:
        is_protected = self.reading.has_totals(node.protection.category)
        self.reading.action = Action.SUMMARISE if is_protected else Action.READ
        self.askable = node.summary if is_protected else None
        if self.reading.sees_any(node):
            given = self._given(one, "Query")
            self._ask(node, [node.fields[x] for x in node.summary if enum_name(x) in (given.get("groupBy") or ())])
            self._where(node, given.get("where") or {})
        self.reading.action, self.askable = Action.READ, None

    def _ask(self, node: NodeType, named: Iterable[Field]) -> None:
        """Refuse a field that is never visible, and any guarded field of rows that never are."""
        for one in named:
            if self.askable is None and one.guard.category is Category.OPEN:
                continue
            is_askable = self.askable is None or one.name in self.askable
            if not (is_askable and self.reading.may_ever(node, one)):
                self.found.add(f"{node.name}.{one.name}")
