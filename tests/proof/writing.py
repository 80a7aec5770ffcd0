"""Writes a GraphQL document while it is drawn: values as literals, as variables, as literals with variables inside, or
as the default of a variable that nobody gives.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import (
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_nullable_type,
    parse_type,
    print_schema,
    type_from_ast,
)
from graphql import build_schema as built
from hypothesis import strategies as st
from tests.proof.printed import Value
from tests.proof.world import CORE

PLAIN: Final = built(print_schema(CORE))
"""The schema as a client reads it, without a resolver."""


class Name(str):
    """A value that is written without quotes, such as a member of an enum."""

    __slots__ = ()


@dataclass
class Question:
    """A document as it is being written."""

    draw: Any
    variables: dict[str, Any] = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    spreads: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    """Names of finished fragments by type, each with how many edges lie below each other in it."""
    names: int = 0
    shared: int = 0
    """Above zero, what is written may be merged with other selections of the same object."""
    has_cursors: bool = False
    """Whether cursors are asked for; only the planner can make them."""

    def coin(self, one_in: int = 2) -> bool:
        return bool(self.draw(st.integers(1, one_in)) == 1)

    def pick(self, options: Iterable[Value]) -> Value:
        return self.draw(st.sampled_from(list(options)))

    def number(self, low: int, high: int) -> int:
        found: int = self.draw(st.integers(low, high))
        return found

    def name(self, letter: str) -> str:
        """Give a name that the document does not use yet."""
        self.names += 1
        return f"{letter}{self.names}"

    def given(self, value: Value, type_name: str) -> str:
        """Write a value in one of the ways to give it."""
        wanted: Any = type_from_ast(PLAIN, parse_type(type_name))
        if self.coin(3):
            return self.variable(value, wanted)
        return self.literal(value, wanted, one_in=self.pick([3, 1000]))

    def variable(self, value: Value, wanted: Any) -> str:  # noqa: ANN401 - a GraphQL type
        name = self.name("v")
        is_default = value is not None and not isinstance(wanted, GraphQLNonNull) and self.coin(6)
        default = f" = {self.literal(value, wanted)}" if is_default else ""
        self.declared.append(f"${name}: {wanted}{default}")
        if not is_default:
            self.variables[name] = value
        return f"${name}"

    def literal(self, value: Value, wanted: Any, one_in: int | None = None) -> str:  # noqa: ANN401 - as `variable`
        """Write a value; with `one_in`, now and then a part of it as a variable."""
        plain: Any = get_nullable_type(wanted)
        if isinstance(plain, GraphQLInputObjectType) and isinstance(value, Mapping):
            parts = (f"{key}: {self._part(one, plain.fields[key].type, one_in)}" for key, one in value.items())
            return "{" + ", ".join(parts) + "}"
        if isinstance(plain, GraphQLList) and isinstance(value, list):
            return "[" + ", ".join(self._part(one, plain.of_type, one_in) for one in value) + "]"
        if isinstance(plain, GraphQLList) and value is not None:
            return self.literal(value, plain.of_type, one_in)
        return value if isinstance(value, Name) else json.dumps(value, ensure_ascii=False)

    def _part(self, value: Value, wanted: Any, one_in: int | None) -> str:  # noqa: ANN401 - as `variable`
        if one_in is not None and self.coin(one_in):
            return self.variable(value, wanted)
        return self.literal(value, wanted, one_in)

    def switch(self, one_in: int = 8) -> str:
        """Write `@skip` or `@include`, or mostly nothing."""
        if not self.coin(one_in):
            return ""
        return f" @{self.pick(['skip', 'include'])}(if: {self.given(self.coin(), 'Boolean!')})"

    def text(self, body: str) -> str:
        head = f"query Q({', '.join(self.declared)}) " if self.declared else ""
        return f"{head}{{ {body} }} {' '.join(self.fragments)}"
