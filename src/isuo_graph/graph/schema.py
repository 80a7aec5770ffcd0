"""Makes the Strawberry schema of a catalogue: types, connections, filters, orders, acts.

Takes a catalogue, acts and the roots that are answered by functions; gives a `strawberry.Schema`. Fields of types
carry `@guard` and say in their description who may read them; no field of a type has a resolver of its own, since
`plan` has read everything
before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLObjectType, GraphQLResolveInfo
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema_directive import Location
from strawberry.types import ExecutionContext

from isuo_graph.graph import explained, fields, filters, make, mutations, objects, summaries
from isuo_graph.graph.act import ActSpec
from isuo_graph.graph.catalogue import Catalogue, Field, NodeType, Scalar
from isuo_graph.graph.make import Argument, Made
from isuo_graph.graph.scalars import SCALARS, Date, DateTime
from isuo_graph.policy.rights import Category, Right


@strawberry.schema_directive(locations=[Location.FIELD_DEFINITION], name="guard")
class Guarded:
    """The right that reading a field takes, and the purpose that its subject must have consented to."""

    right: str
    consent: str | None = strawberry.UNSET


class QuietSchema(strawberry.Schema):
    """Strawberry logs errors with their texts, which quote values of people. The door logs what may be logged."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing."""


Holders = Mapping[Right, tuple[str, ...]]


def build(
    catalogue: Catalogue,
    acts: Iterable[ActSpec],
    holders: Holders,
    *,
    extensions: Sequence[Callable[[], SchemaExtension]] = (),
) -> strawberry.Schema:
    """Make the schema."""
    names = make.Namespace()
    names.update(Date=Date, DateTime=DateTime, ID=strawberry.ID)
    _common(names)
    for node in catalogue.types.values():
        _enums(names, node)
        _shapes(names, node)
    for node in catalogue.types.values():
        filters.declare(names, catalogue, node)
    for node in catalogue.types.values():
        _type(names, catalogue, node, holders)
    summaries.declare_common(names)
    roots = [*_roots(catalogue), *summaries.declare(names, catalogue), explained.declare(names)]
    query = names.object("Query", "Everything that can be read.", roots)
    mutation = mutations.declare(names, catalogue, tuple(acts))
    names.finish()
    schema = QuietSchema(
        query=query,
        mutation=mutation,
        types=[names[node.name] for node in catalogue.types.values()],
        config=StrawberryConfig(auto_camel_case=False, scalar_map=SCALARS),
        extensions=list(extensions),
    )
    _read_by_key(schema, catalogue)
    return schema


def _common(names: make.Namespace) -> None:
    """Declare what all types share."""
    names.enum("Direction", {"ASC": "ASC", "DESC": "DESC"}, "Which end comes first; rows without a value come last.")
    names.interface("Node", "Anything with an id.", [Made("id", "ID!", "The id, with the prefix of its type.")])
    names.object(
        "PageInfo",
        "Where a page stands among all rows.",
        [
            Made("hasNextPage", "Boolean!", "Whether more rows follow."),
            Made("hasPreviousPage", "Boolean!", "Whether the page began after a cursor."),
            Made("startCursor", "String", "The cursor of the first row."),
            Made("endCursor", "String", "The cursor of the last row; give it as `after` for the next page."),
        ],
    )
    names.object(
        "Withheld",
        "A field that this row does not show to you, and why.",
        [
            Made("field", "String!", "The field's name."),
            Made("code", "String!", "FORBIDDEN_FIELD, NOT_IN_SCOPE or CONSENT_MISSING."),
            Made("purpose", "String", "The purpose that consent is missing for."),
        ],
    )


def _enums(names: make.Namespace, node: NodeType) -> None:
    for field in node.fields.values():
        if field.enum is not None:
            names.enum(field.enum.__name__, {member.name: member for member in field.enum}, field.enum.__doc__ or "")


def _shapes(names: make.Namespace, node: NodeType) -> None:
    """Declare the objects that plugins' fields give."""
    for field in node.fields.values():
        if field.shape is not None:
            objects.declare(names, field.shape)


def _type(names: make.Namespace, catalogue: Catalogue, node: NodeType, holders: Holders) -> None:
    """Declare a type, its connection and its edge."""
    shown = [_field(catalogue, field, holders) for field in node.fields.values()]
    told = Made("withheld", "[Withheld!]!", "Which of the chosen fields this row does not show to you, and why.")
    names.object(node.name, node.text, [*shown, told], interface="Node")
    names.object(
        f"{node.name}Edge",
        f"A {node.name} on a page.",
        [Made("cursor", "String!", "Where the row stands."), Made("node", f"{node.name}!", "The row.")],
    )
    names.object(
        f"{node.name}Connection",
        f"A page of {node.name} rows.",
        [
            Made("nodes", f"[{node.name}!]!", "The rows of the page."),
            Made("edges", f"[{node.name}Edge!]!", "The rows with their cursors."),
            Made("pageInfo", "PageInfo!", "Where the page stands."),
            Made("totalCount", "Int!", "How many rows there are that you may see; counted only when asked for."),
        ],
    )


def _field(catalogue: Catalogue, field: Field, holders: Holders) -> Made:
    wanted = graphql_type(field)
    guard = field.guard
    directives = () if guard.category is Category.OPEN else (_directive(field),)
    text = f"{field.text}\n\n{who_may_read(field, holders)}".strip()
    if isinstance(field.kind, fields.ToMany):
        target = catalogue.types[field.target or ""]
        return Made(field.name, f"{target.name}Connection", text, directives, filters.connection_arguments(target))
    if isinstance(field.kind, fields.Live):
        arguments = tuple(Argument(*one) for one in field.kind.arguments)
        return Made(field.name, wanted, text, directives, arguments)
    return Made(field.name, wanted, text, directives)


def graphql_type(field: Field) -> str:
    """Spell a field's type, with `!` where its word says it is never null."""
    if field.shape is not None:
        return f"[{field.shape.__name__}!]" if field.is_list else field.shape.__name__
    names = {Scalar.ENUM: field.enum.__name__ if field.enum else "String"}
    name = field.target or names.get(field.scalar, field.scalar.value if field.scalar else "String")  # type: ignore[arg-type] # a leaf has a scalar
    spelled = f"[{name}!]" if field.is_list else name
    return spelled if field.nullable else f"{spelled}!"


def who_may_read(field: Field, holders: Holders) -> str:
    """Say in one line who may read a field by the default rights."""
    guard = field.guard
    if guard.category is Category.OPEN:
        return "Who may read: everybody who sees the row."
    roles = ", ".join(holders.get(guard.right, ())) or "nobody by default"
    consent = f" Needs consent: {guard.purpose}." if guard.purpose else ""
    return f"Who may read: {roles} (right {guard.right}).{consent}"


def _directive(field: Field) -> Guarded:
    purpose = field.guard.purpose
    return Guarded(right=str(field.guard.right), consent=purpose.value if purpose else strawberry.UNSET)


def _roots(catalogue: Catalogue) -> list[Made]:
    found = [
        Made("node", "Node", "The row with an id, of whatever type.", arguments=(Argument("id", "ID!"),)),
    ]
    if "account" in catalogue.singulars:
        found.append(Made("viewer", "Account", "The account that asks; null for somebody who is not signed in."))
    for node in catalogue.types.values():
        if node.singular:
            text = f"The {node.name} with an id; null where there is none or you may not see it."
            found.append(Made(node.singular, node.name, text, arguments=(Argument("id", "ID!"),)))
        if node.plural:
            text = f"All {node.name} rows that you may see."
            arguments = filters.connection_arguments(node)
            found.append(Made(node.plural, f"{node.name}Connection", text, arguments=arguments))
    return found


def _read_by_key(schema: strawberry.Schema, catalogue: Catalogue) -> None:
    """Let the executor, which runs for payloads of acts, read what `plan` has made: each value stands under its
    response key.
    """
    shapes = {field.shape for node in catalogue.types.values() for field in node.fields.values() if field.shape}
    planned = set(catalogue.types) | {"PageInfo", "Withheld"}
    planned |= {name for shape in shapes for name in objects.names_within(shape)}
    planned |= {
        f"{name}{suffix}" for name in catalogue.types for suffix in ("Edge", "Connection", "Summary", "Key", "Average")
    }
    for name in planned:
        made = schema._schema.type_map.get(name)  # noqa: SLF001 - Strawberry gives no public way to graphql-core's schema
        if isinstance(made, GraphQLObjectType):
            made.is_type_of = None  # Strawberry would ask for instances of its class; a row is JSON of the plan
            for field in made.fields.values():
                field.resolve = _by_key


def _by_key(source: Mapping[str, Any], info: GraphQLResolveInfo[Any], **_arguments: Any) -> Any:  # noqa: ANN401 - JSON of the plan
    return source[str(info.path.key)]
