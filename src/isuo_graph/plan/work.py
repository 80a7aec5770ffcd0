"""What one document is authorized against, and what is found on the way. Shared by the modules that authorize."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema

from isuo_graph.graph.catalogue import Catalogue, Field, NodeType
from isuo_graph.plan import select, tree, values
from isuo_graph.policy import rows
from isuo_graph.policy.decide import Decision, decide, decide_rows
from isuo_graph.policy.rights import Action, Right
from isuo_graph.policy.viewer import Viewer

KEPT_MAX = 5_000
"""Decisions kept for one shape of rights; all fields of all types, each reached in a few ways, are fewer (a guess)."""


@dataclass
class Decisions:
    """Decisions made already for one shape of rights; of a document they depend on what was chosen where."""

    _decisions: dict[Hashable, Decision] = field(default_factory=dict)
    _conditions: dict[Hashable, rows.Predicate] = field(default_factory=dict)

    def decision(self, key: Hashable, make: Callable[[], Decision]) -> Decision:
        """Give the decision of a key, made once. All are forgotten when a stranger's documents have made too many."""
        found = self._decisions.get(key)
        if found is None:
            if len(self._decisions) >= KEPT_MAX:
                self._decisions.clear()
            found = self._decisions[key] = make()
        return found

    def condition(self, key: Hashable, make: Callable[[], rows.Predicate]) -> rows.Predicate:
        """Give the condition of a type's rows, made once."""
        found = self._conditions.get(key)
        if found is None:
            found = self._conditions[key] = make()
        return found


@dataclass
class Authorizing:
    """What one document is authorized against, and what is found on the way."""

    catalogue: Catalogue
    schema: GraphQLSchema
    document: select.Document
    viewer: Viewer
    holders: Mapping[Right, tuple[str, ...]]
    """Names of the roles that hold a right by the default rights; told with what is withheld."""
    action: Action = Action.READ
    """Whether rows are read or only counted in totals."""
    askable: frozenset[str] | None = None
    """Names of the fields that a filter may name; None for all."""
    counts: bool = False
    """Whether each row also tells which of its chosen fields it does not show, for true counts of what was withheld."""
    made: Decisions = field(default_factory=Decisions)
    withheld: list[tree.Withheld] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: count(1))

    def declared(self, type_name: str, field_name: str) -> Mapping[str, Any]:
        """Give the declared arguments of a field."""
        parent = self.schema.type_map[type_name]
        assert isinstance(parent, GraphQLObjectType)
        declared: Mapping[str, Any] = parent.fields[field_name].args
        return declared

    def arguments(self, type_name: str, pick: select.Pick) -> dict[str, values.Value]:
        """Read the arguments of a picked field."""
        return values.arguments(pick.node, self.declared(type_name, pick.name), self.document.variables)

    def decide(self, wanted: Field, node: NodeType, already: rows.Predicate | None = None) -> Decision:
        """Decide over a field."""
        guard, action = wanted.guard, self.action
        target = self.catalogue.types.get(wanted.target or "")
        is_shared = target is not None and target.protection.category is guard.category
        key = (guard, node.name, action, already, is_shared)
        return self.made.decision(
            key,
            lambda: decide(guard, self.viewer, node.protection, action, already=already, is_shared=is_shared),
        )

    def visible(self, node: NodeType) -> rows.Predicate:
        """Give the condition under which a row of a type is read, or counted."""
        right = Right(node.protection.category, self.action)
        return self.made.condition((node.name, right), lambda: decide_rows(node.protection, self.viewer, right))
