"""Argument values as a plan sees them: known from the document, or given later by a variable.

A plan is used again for other variable values, so a value that comes from a variable stays a path into the variables.
What a plan's SQL depends on, the *shape* of the variables (which keys, which nulls, which directions), is part of the
cache key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLSchema,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    print_ast,
    type_from_ast,
    value_from_ast,
)

from isuo_graph.kit import ids
from isuo_graph.kit.errors import Code, Refused

STRUCTURAL = frozenset({"Direction"})
"""Enums whose values change the statement itself; so do those with the suffix below (a `HealthGroup` is a value)."""
GROUPING_SUFFIX = "GroupBy"


@dataclass(frozen=True, slots=True)
class Known:
    """A value that stands in the document."""

    value: Any


@dataclass(frozen=True, slots=True)
class Given:
    """A value that comes with the request: the path into the coerced variables."""

    path: tuple[str | int, ...]

    def find(self, variables: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a variable may hold anything
        """Look the value up; None where a step is absent."""
        found: Any = variables
        for step in self.path:
            found = found.get(step) if isinstance(found, Mapping) else found[step]
            if found is None:
                return None
        return found


Value = Known | Given | Mapping[str, "Value"] | Sequence["Value"] | None
"""None is an explicit null."""


def arguments(
    node: FieldNode, declared: Mapping[str, GraphQLArgument], variables: Mapping[str, Any]
) -> dict[str, Value]:
    """Read the arguments of a field; one that is absent, or whose variable is absent, has no entry."""
    found: dict[str, Value] = {}
    for argument in node.arguments or ():
        if isinstance(argument.value, VariableNode) and argument.value.name.value not in variables:
            continue
        found[argument.name.value] = read(argument.value, declared[argument.name.value].type, variables)
    return found


def read(node: ValueNode, declared_type: GraphQLInputType, variables: Mapping[str, Any]) -> Value:
    """Read one value. Objects and lists of objects are walked, so that each leaf is known or given by itself."""
    wanted: Any = get_nullable_type(declared_type)
    if isinstance(node, NullValueNode):
        return None
    if isinstance(node, VariableNode):
        name = node.name.value
        return _given(variables.get(name), wanted, (name,))
    if isinstance(wanted, GraphQLInputObjectType) and isinstance(node, ObjectValueNode):
        return {
            field.name.value: read(field.value, wanted.fields[field.name.value].type, variables)
            for field in node.fields
            if not (isinstance(field.value, VariableNode) and field.value.name.value not in variables)
        }
    if isinstance(wanted, GraphQLList) and isinstance(get_named_type(wanted), GraphQLInputObjectType):
        items = node.values if isinstance(node, ListValueNode) else (node,)
        return [read(item, wanted.of_type, variables) for item in items]
    if isinstance(wanted, GraphQLList) and isinstance(node, ListValueNode):
        return _list(node, wanted, variables)
    return _known(node, wanted, variables)


def shape(value: Any, declared_type: GraphQLInputType) -> Any:  # noqa: ANN401 - nested tuples of names
    """Give what a plan may depend on of a variable's value: keys and nulls, never the values themselves."""
    wanted: Any = get_nullable_type(declared_type)
    if value is None:
        return None
    if isinstance(wanted, GraphQLInputObjectType):
        return tuple(sorted((key, shape(part, wanted.fields[key].type)) for key, part in value.items()))
    if isinstance(wanted, GraphQLList):
        named = get_named_type(wanted)
        is_walked = isinstance(named, GraphQLInputObjectType) or is_structural(named)
        parts = value if isinstance(value, list) else [value]
        return tuple(shape(part, wanted.of_type) for part in parts) if is_walked else "list"
    if wanted is GraphQLID or getattr(wanted, "name", "") == "ID":
        return f"id:{ids.prefix_of(str(value))}"
    if is_structural(wanted) or isinstance(value, bool):
        return str(value.value if isinstance(value, Enum) else value)
    return "value"


def declared(operation: OperationDefinitionNode, schema: GraphQLSchema) -> dict[str, GraphQLInputType]:
    """Give the types of an operation's variables, in their order."""
    return {
        one.variable.name.value: type_from_ast(schema, one.type)  # type: ignore[misc] # validated: it exists and is an input type
        for one in operation.variable_definitions or ()
    }


def is_structural(wanted: Any) -> bool:  # noqa: ANN401 - any GraphQL type
    """Tell whether values of an enum change the statement."""
    return isinstance(wanted, GraphQLEnumType) and (wanted.name in STRUCTURAL or wanted.name.endswith(GROUPING_SUFFIX))


def resolved(value: Value, variables: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a value of the request
    """Give the plain value for one request."""
    if isinstance(value, Known):
        return value.value
    if isinstance(value, Given):
        return value.find(variables)
    if isinstance(value, Mapping):
        return {key: resolved(part, variables) for key, part in value.items()}
    return [resolved(part, variables) for part in value] if isinstance(value, Sequence) else None


def _list(node: ListValueNode, wanted: GraphQLList[Any], variables: Mapping[str, Any]) -> Value:
    if any(isinstance(item, VariableNode) for item in node.values):
        return [read(item, wanted.of_type, variables) for item in node.values]
    return _known(node, wanted, variables)


def _known(node: ValueNode, wanted: GraphQLInputType, variables: Mapping[str, Any]) -> Known:
    """Read a value that stands in the document. Raises Refused for one that validation lets pass and reading does not:
    1e999.
    """
    value = value_from_ast(node, wanted, dict(variables))
    if value is Undefined:
        raise Refused(Code.BAD_USER_INPUT, "document.invalid", fault=f"{print_ast(node)} is no {wanted}")
    return Known(value)


def _given(value: Any, wanted: Any, path: tuple[str | int, ...]) -> Value:  # noqa: ANN401 - as `read`
    wanted = get_nullable_type(wanted)
    if value is None:
        return None
    if isinstance(wanted, GraphQLInputObjectType):
        return {key: _given(part, wanted.fields[key].type, (*path, key)) for key, part in value.items()}
    if isinstance(wanted, GraphQLList) and isinstance(get_named_type(wanted), GraphQLInputObjectType):
        return [_given(part, wanted.of_type, (*path, i)) for i, part in enumerate(value)]
    if is_structural(get_named_type(wanted)):
        return Known(value)
    return Given(path)
