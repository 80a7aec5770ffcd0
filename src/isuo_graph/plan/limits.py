"""What a document may weigh, counted in one pass before graphql-core's validation sees it.

Takes text, gives a parsed document, or refuses naming the limit. Every fragment is counted once, however often it is
spread: 744 bytes of fragments that double each other stop a naive counter for seconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionSetNode,
    parse,
)

from isuo_graph.kit.errors import Code, Refused

_WHOLE_SCHEMA: Final = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of everything. The defaults are those of security.md; the last four are guesses that hold for every
    query of ours and for the longest introspection query (281 fields).

    `introspections` bounds what walks the whole schema: twenty `__schema` stopped the service for six seconds.
    `namesakes` bounds pairs of fields with one response name, which graphql-core compares with each other: 800 equal
    list fields stopped it for a second.
    """

    depth: int = 15
    aliases: int = 30
    root_fields: int = 20
    directives: int = 50
    tokens: int = 2_000
    fields: int = 1_000
    definitions: int = 60
    namesakes: int = 4_000
    introspections: int = 2


@dataclass(slots=True)
class _Weight:
    """What one operation or fragment holds by itself, and which fragments it spreads: (name, depth, at the top)."""

    fields: int = 0
    aliases: int = 0
    directives: int = 0
    roots: int = 0
    introspections: int = 0
    depth: int = 0
    spreads: list[tuple[str, int]] = field(default_factory=list)


def reader(limits: Limits) -> Callable[[str], DocumentNode]:
    """Give the function that parses a text and holds it against the limits."""

    def read(text: str) -> DocumentNode:
        document = parse_bounded(text, limits.tokens)
        check(document, limits)
        return document

    return read


def parse_bounded(text: str, max_tokens: int) -> DocumentNode:
    """Parse at most `max_tokens` tokens. Raises Refused: LIMIT_EXCEEDED for more, BAD_USER_INPUT for wrong syntax."""
    try:
        return parse(text, max_lexical_tokens=max_tokens, max_comments=max_tokens)
    except GraphQLError as exc:
        told = exc.message.removeprefix("Syntax Error: ")
        if told.startswith("Document contains more than"):
            raise _over("tokens", max_tokens) from exc
        at = {"line": exc.locations[0].line, "column": exc.locations[0].column} if exc.locations else {}
        raise Refused(Code.BAD_USER_INPUT, "document.malformed", fault=told, extensions=at) from exc


def check(document: DocumentNode, limits: Limits) -> None:
    """Hold every operation of the document against the limits. Raises Refused naming the limit, or the cycle.

    Unused fragments count as well, because validation walks them too.
    """
    if len(document.definitions) > limits.definitions:
        raise _over("definitions", limits.definitions)
    namesakes: Counter[str] = Counter()
    operations, fragments = [], {}
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            operations.append(_weigh(definition, namesakes))
        elif isinstance(definition, FragmentDefinitionNode):
            fragments[definition.name.value] = _weigh(definition, namesakes)
        else:
            raise Refused(Code.BAD_USER_INPUT, "document.invalid", fault="Only operations and fragments are executed.")
    if sum(count * (count - 1) // 2 for count in namesakes.values()) > limits.namesakes:
        raise _over("namesakes", limits.namesakes)
    _unfold(fragments, limits)
    for operation in operations:
        _add_spreads(operation, fragments)
        _hold(operation, limits)
        if operation.roots > limits.root_fields:
            raise _over("root_fields", limits.root_fields)


def _weigh(definition: OperationDefinitionNode | FragmentDefinitionNode, namesakes: Counter[str]) -> _Weight:
    """Count what the definition itself holds, without recursion: it may be nested as deep as the parser allows."""
    weight = _Weight(directives=len(definition.directives or ()))
    for variable in definition.variable_definitions or ():
        weight.directives += len(variable.directives or ())
    waiting: list[tuple[SelectionSetNode, int]] = [(definition.selection_set, 1)]
    while waiting:
        selections, depth = waiting.pop()
        for node in selections.selections:
            weight.directives += len(node.directives or ())
            if isinstance(node, FragmentSpreadNode):
                weight.spreads.append((node.name.value, depth))
                continue
            inner = depth
            if isinstance(node, FieldNode):
                _count(weight, node, depth, namesakes)
                inner = depth + 1
            if (below := getattr(node, "selection_set", None)) is not None:
                waiting.append((below, inner))
    return weight


def _count(weight: _Weight, node: FieldNode, depth: int, namesakes: Counter[str]) -> None:
    weight.fields += 1
    weight.aliases += node.alias is not None
    weight.roots += depth == 1
    weight.introspections += node.name.value in _WHOLE_SCHEMA
    weight.depth = max(weight.depth, depth)
    namesakes[node.alias.value if node.alias else node.name.value] += 1


def _unfold(fragments: Mapping[str, _Weight], limits: Limits) -> None:
    """Add to every fragment what it spreads, each after all it spreads itself. Raises Refused for a cycle.

    Counts double with every level of a hostile document, but the numbers stay short: there are few fragments.
    """
    done: set[str] = set()
    for start in fragments:
        path: list[str] = [start]
        while path:
            name = path[-1]
            ahead = _first(fragments, fragments[name], done) if name not in done else None
            if ahead is None:
                if name not in done:
                    _add_spreads(fragments[name], fragments)
                    _hold(fragments[name], limits)
                    done.add(name)
                path.pop()
            elif ahead in path:
                raise Refused(Code.BAD_USER_INPUT, "document.invalid", fault=f"The fragment “{ahead}” spreads itself.")
            else:
                path.append(ahead)


def _first(fragments: Mapping[str, _Weight], weight: _Weight, done: set[str]) -> str | None:
    """Name a spread fragment that is not unfolded yet; one that does not exist is validation's to report."""
    return next((name for name, _ in weight.spreads if name in fragments and name not in done), None)


def _add_spreads(weight: _Weight, fragments: Mapping[str, _Weight]) -> None:
    for name, depth in weight.spreads:
        spread = fragments.get(name)
        if spread is not None:
            weight.fields += spread.fields
            weight.aliases += spread.aliases
            weight.directives += spread.directives
            weight.introspections += spread.introspections
            weight.roots += spread.roots if depth == 1 else 0
            weight.depth = max(weight.depth, depth - 1 + spread.depth)


def _hold(weight: _Weight, limits: Limits) -> None:
    for name in ("depth", "aliases", "directives", "fields", "introspections"):
        if getattr(weight, name) > getattr(limits, name):
            raise _over(name, getattr(limits, name))


def _over(name: str, limit: int) -> Refused:
    return Refused(
        Code.LIMIT_EXCEEDED, f"limit.{name}", limit=limit, extensions={"limit": limit, "limitName": _outside(name)}
    )


def _outside(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
