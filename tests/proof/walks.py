"""Ways through the schema: from the lists at its root along edges to rows, read off the SDL.

Takes a schema, gives documents and what was found at their ends. It knows nothing of rights.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema, get_named_type, is_leaf_type

from isuo_graph.graph import fields
from isuo_graph.graph.catalogue import Catalogue

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """A field that leads to rows of a type: to a page of them, or to one."""

    name: str
    target: str
    is_many: bool


@dataclass(frozen=True)
class Map:
    """The types of a schema and the edges between them. Fields that plugins fill are left out: they ask elsewhere."""

    schema: GraphQLSchema
    catalogue: Catalogue

    @property
    def lists(self) -> dict[str, Step]:
        """Give the list of each type that has one at the root."""
        return {name: Step(plural, name, is_many=True) for plural, name in self.catalogue.plurals.items()}

    def leaves(self, name: str) -> str:
        """Name the plain fields of a type."""
        kinds = {one: field.kind for one, field in self.catalogue.types[name].fields.items()}
        given = self._type(name).fields.items()
        return " ".join(
            one
            for one, field in given
            if is_leaf_type(get_named_type(field.type)) and not isinstance(kinds.get(one), fields.Live)
        )

    def steps(self, name: str) -> list[Step]:
        """Give the edges of a type."""
        edges = ((one, field) for one, field in self.catalogue.types[name].fields.items() if field.target)
        return [Step(one, field.target or "", isinstance(field.kind, fields.ToMany)) for one, field in edges]

    def ways(self, seed: int, count: int, depth: int) -> Iterator[tuple[Step, ...]]:
        """Draw ways that begin at a list."""
        drawn = random.Random(seed)
        starts = list(self.lists.values())
        for _ in range(count):
            way = [drawn.choice(starts)]
            while len(way) <= depth and (next_ones := self.steps(way[-1].target)):
                way.append(drawn.choice(next_ones))
            yield tuple(way)

    def document(self, way: Sequence[Step]) -> str:
        """Ask for the plain fields at the end of a way."""
        inner = self.leaves(way[-1].target)
        for step in reversed(way):
            inner = f"{step.name}(first: 9) {{ nodes {{ {inner} }} }}" if step.is_many else f"{step.name} {{ {inner} }}"
        return f"{{ {inner} }}"

    def _type(self, name: str) -> GraphQLObjectType:
        found = self.schema.type_map[name]
        assert isinstance(found, GraphQLObjectType)
        return found


def ends(data: Any, way: Sequence[Step]) -> Iterator[Row]:  # noqa: ANN401 - decoded JSON
    """Give the rows at the end of a way."""
    if data is None:
        return
    if not way:
        yield data
        return
    found = data[way[0].name]
    for one in found["nodes"] if found and way[0].is_many else [found]:
        yield from ends(one, way[1:])
