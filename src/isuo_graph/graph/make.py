"""Makes Strawberry classes from plain descriptions. Types are spelled as in GraphQL: `[Student!]!`."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.types.unset import UNSET

_BUILT_IN = {"String": "str", "Int": "int", "Float": "float", "Boolean": "bool"}


@dataclass(frozen=True)
class Argument:
    """An argument of a field."""

    name: str
    type: str
    text: str = ""
    default: Any = UNSET


@dataclass(frozen=True)
class Made:
    """A field of an object or an input. Who answers it is put in when the schema is made."""

    name: str
    type: str
    text: str = ""
    directives: Sequence[object] = ()
    arguments: Sequence[Argument] = ()


class Namespace(dict[str, Any]):
    """The Python classes made so far, by GraphQL name; types refer to each other by name and may come in any order."""

    def __init__(self) -> None:
        """Begin with what spelled types themselves need."""
        super().__init__(typing=typing)
        self._spelled: dict[str, StrawberryAnnotation] = {}
        self._unfinished: list[tuple[StrawberryField, Made]] = []

    def finish(self) -> None:
        """Give every field its type and arguments, once all types are there.

        Strawberry evaluates an annotation whenever it meets it, and in vain while a type is missing: until now each
        field carried a placeholder, and now equal types share one annotation. That makes the schema four times faster.
        """
        for field, made in self._unfinished:
            field.type_annotation = self.annotation(made.type)
            field.arguments = [self._argument(one) for one in made.arguments]
        self._unfinished.clear()

    def object(self, name: str, text: str, fields: Sequence[Made], *, interface: str | None = None) -> type:
        """Make an object type."""
        bases = (self[interface],) if interface else ()
        made = strawberry.type(self._shell(name, fields, bases), name=name, description=text or None)
        return self._named(name, made, fields)

    def interface(self, name: str, text: str, fields: Sequence[Made]) -> None:
        """Make an interface whose objects say their type under `__typename`."""
        shell = self._shell(name, fields, ())
        shell.resolve_type = classmethod(lambda _cls, value, *_: value["__typename"])  # type: ignore[attr-defined] # read by Strawberry
        self._named(name, strawberry.interface(shell, name=name, description=text or None), fields)

    def input(self, name: str, text: str, fields: Sequence[Made]) -> None:
        """Make an input type; a field without `!` may be left out."""
        shell = self._shell(name, fields, (), is_input=True)
        self._named(name, strawberry.input(shell, name=name, description=text or None), fields)

    def enum(self, name: str, members: Mapping[str, Any], text: str) -> None:
        """Make an enum, once: two fields may share one."""
        if name in self:
            return
        values = list(members.values())
        is_made = bool(values) and isinstance(values[0], Enum)
        kind: Any = type(values[0]) if is_made else Enum(name, dict(members))
        self[name] = strawberry.enum(kind, name=name, description=text.strip() or None)

    def annotation(self, spelled: str) -> StrawberryAnnotation:
        """Give the annotation of a type spelled as in GraphQL; one object for each spelling."""
        found = self._spelled.get(spelled)
        if found is None:
            found = self._spelled[spelled] = StrawberryAnnotation(_python(spelled), namespace=self)
        return found

    def _named(self, name: str, made: Any, fields: Sequence[Made]) -> type:  # noqa: ANN401 - a class of Strawberry
        """Keep a type, and which of its fields have to be finished."""
        described = {field.name: field for field in fields}
        for field in made.__strawberry_definition__.fields:
            self._unfinished.append((field, described.get(field.graphql_name, _ID)))
        self[name] = made
        return made  # type: ignore[no-any-return] # the class just made

    def _shell(self, name: str, fields: Sequence[Made], bases: tuple[type, ...], *, is_input: bool = False) -> type:
        annotations: dict[str, Any] = {}
        body: dict[str, Any] = {"__annotations__": annotations}
        for field in fields:
            python_name = f"{field.name}_" if field.name in {"in", "and", "or", "not", "is"} else field.name
            annotations[python_name] = _PLACEHOLDER
            body[python_name] = self._field(field, python_name, is_input=is_input)
        return type(name, bases, body)

    def _field(self, made: Made, python_name: str, *, is_input: bool) -> StrawberryField:
        is_optional = is_input and not made.type.endswith("!")
        return StrawberryField(
            python_name=python_name,
            graphql_name=made.name,
            type_annotation=_PLACEHOLDER,
            description=made.text or None,
            directives=made.directives,
            **({"default": UNSET} if is_optional else {}),
        )

    def _argument(self, one: Argument) -> StrawberryArgument:
        annotation = self.annotation(one.type)
        return StrawberryArgument(one.name, one.name, annotation, description=one.text, default=one.default)


_PLACEHOLDER = StrawberryAnnotation(str)
_ID = Made("id", "ID!")
"""The field that every type inherits from the interface."""


def _python(spelled: str) -> str:
    """Spell a GraphQL type in Python: `[Student!]!` gives `list[Student]`, `Int` gives `int | None`."""
    if spelled.endswith("!"):
        inner = spelled[:-1]
        return f"list[{_python(inner[1:-1])}]" if inner.startswith("[") else _BUILT_IN.get(inner, inner)
    return f"typing.Optional[{_python(spelled + '!')}]"
