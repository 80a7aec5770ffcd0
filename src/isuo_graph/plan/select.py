"""Reads a selection the way the GraphQL specification collects fields: fragments, @skip and @include, aliases merged
by response key.

Takes parsed and validated nodes; gives, for one object type, the picked fields in order. `@skip` and `@include` are
settled here: the booleans they depend on are part of the cache key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    NamedTypeNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)


@dataclass(frozen=True)
class Document:
    """What the selections of one operation depend on."""

    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]


@dataclass(frozen=True)
class Pick:
    """One picked field: its response key, its name, and every node that asked for it under that key."""

    key: str
    name: str
    nodes: tuple[FieldNode, ...]

    @property
    def node(self) -> FieldNode:
        """Give the first node; validation has made sure that all agree on the arguments."""
        return self.nodes[0]

    @property
    def inner(self) -> tuple[SelectionSetNode, ...]:
        """Give the selections below the field."""
        return tuple(node.selection_set for node in self.nodes if node.selection_set is not None)


def picks(
    document: Document, selections: Iterable[SelectionSetNode], type_name: str, interfaces: frozenset[str] = frozenset()
) -> tuple[Pick, ...]:
    """Collect the fields that the selections pick of an object of the type, in the order of first mention."""
    found: dict[str, list[FieldNode]] = {}
    names = interfaces | {type_name}
    seen: set[str] = set()
    for selection_set in selections:
        _collect(document, selection_set.selections, names, found, seen)
    return tuple(Pick(key, nodes[0].name.value, tuple(nodes)) for key, nodes in found.items())


def _collect(
    document: Document,
    selections: Iterable[SelectionNode],
    names: frozenset[str],
    found: dict[str, list[FieldNode]],
    seen: set[str],
) -> None:
    for node in selections:
        if not _included(document, node.directives or ()):
            continue
        if isinstance(node, FieldNode):
            found.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
        elif isinstance(node, InlineFragmentNode):
            if _applies(node.type_condition, names):
                _collect(document, node.selection_set.selections, names, found, seen)
        elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
            seen.add(node.name.value)
            fragment = document.fragments[node.name.value]
            if _applies(fragment.type_condition, names):
                _collect(document, fragment.selection_set.selections, names, found, seen)


def _applies(condition: NamedTypeNode | None, names: frozenset[str]) -> bool:
    return condition is None or condition.name.value in names


def _included(document: Document, directives: Iterable[DirectiveNode]) -> bool:
    for directive in directives:
        if directive.name.value in {"skip", "include"}:
            (argument,) = directive.arguments or ()
            condition = argument.value
            is_true = (
                bool(document.variables.get(condition.name.value))
                if isinstance(condition, VariableNode)
                else bool(getattr(condition, "value", False))
            )
            if is_true == (directive.name.value == "skip"):
                return False
    return True
