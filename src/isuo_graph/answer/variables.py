"""What an operation declares: takes the variables of a request, gives them coerced, and the shape that a plan depends
on. graphql-core coerces; plain scalars, which most requests send alone, need nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    GRAPHQL_MAX_INT,
    GRAPHQL_MIN_INT,
    GraphQLInputType,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_nullable_type,
)
from graphql.execution.values import get_variable_values

from isuo_graph.plan import values

ERRORS_MAX: Final = 5
"""Faulty variables looked at; only the first is told."""
_PLAIN: Final[Mapping[str, type]] = {"ID": str, "String": str, "Boolean": bool, "Int": int}


@dataclass(frozen=True)
class Declared:
    """The variables of one operation."""

    operation: OperationDefinitionNode
    schema: GraphQLSchema
    types: Mapping[str, GraphQLInputType]
    plain: Mapping[str, type] | None
    """The Python type of each variable where all are plain scalars, else None."""

    def coerced(self, given: Mapping[str, Any] | None) -> dict[str, Any]:
        """Coerce the variables of a request. Raises GraphQLError with the first that does not fit."""
        if not self.types:
            return {}
        if self.plain is not None and given is not None and _fits(self.plain, given):
            return {name: given[name] for name in self.plain}
        found = get_variable_values(
            self.schema,
            self.operation.variable_definitions or (),
            dict(given or {}),
            max_errors=ERRORS_MAX,
            hide_suggestions=True,
        )
        if isinstance(found, list):
            raise found[0]
        return dict(found.coerced)

    def shape(self, variables: Mapping[str, Any]) -> tuple[Any, ...]:
        """Give what a plan may depend on of coerced variables."""
        wanted = self.types
        return tuple((name, values.shape(variables[name], wanted[name])) for name in wanted if name in variables)


def declared(operation: OperationDefinitionNode, schema: GraphQLSchema) -> Declared:
    """Read the declarations of an operation that is valid."""
    types = values.declared(operation, schema)
    scalars = {name: get_nullable_type(wanted) for name, wanted in types.items()}
    are_plain = all(isinstance(one, GraphQLScalarType) and one.name in _PLAIN for one in scalars.values())
    return Declared(operation, schema, types, {n: _PLAIN[s.name] for n, s in scalars.items()} if are_plain else None)  # type: ignore[union-attr] # checked above


def _fits(plain: Mapping[str, type], given: Mapping[str, Any]) -> bool:
    """Tell whether every variable is there, of exactly its type; anything else (a default, a null) is coerced."""
    for name, wanted in plain.items():
        value = given.get(name)
        if type(value) is not wanted:
            return False
        if isinstance(value, int) and not GRAPHQL_MIN_INT <= value <= GRAPHQL_MAX_INT:
            return False
    return True
