"""What one document is authorized against, and what is found on the way. Shared by the modules that authorize."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema

from isuo_graph.graph.catalogue import Catalogue, NodeType
from isuo_graph.plan import select, tree, values
from isuo_graph.policy.decide import Decision, decide
from isuo_graph.policy.guard import Guard
from isuo_graph.policy.rights import Action, Category, Right
from isuo_graph.policy.viewer import Viewer


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
    withheld: list[tree.Withheld] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: count(1))

    def declared(self, type_name: str, field_name: str) -> Mapping[str, Any]:
        """Give the declared arguments of a field."""
        parent = self.schema.type_map[type_name]
        assert isinstance(parent, GraphQLObjectType)
        return parent.fields[field_name].args

    def arguments(self, type_name: str, pick: select.Pick) -> dict[str, values.Value]:
        """Read the arguments of a picked field."""
        return values.arguments(pick.node, self.declared(type_name, pick.name), self.document.variables)

    def decide(self, guard: Guard, node: NodeType) -> Decision:
        """Decide over a field. Public data is counted by whoever may read it; no right to totals is needed."""
        action = Action.READ if guard.category is Category.PUBLIC else self.action
        return decide(guard, self.viewer, node.protection, action)
