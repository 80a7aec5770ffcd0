"""Declares the acts as mutations: `recordMark(input: RecordMarkInput!): RecordMarkPayload`.

Inputs and payloads follow from the frozen dataclasses that an act takes and gives. An id of another type is an `ID`
outside; in a payload it becomes the row itself, read by `plan` under the viewer's own rights.
"""

from __future__ import annotations

import types
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from isuo_graph.graph.act import ActSpec, Ref
from isuo_graph.graph.catalogue import Catalogue
from isuo_graph.graph.make import Argument, Made, Namespace
from isuo_graph.graph.objects import SCALARS
from isuo_graph.graph.registry import camel

KEY = "idempotencyKey"


@dataclass(frozen=True)
class Slot:
    """One field of an act's input or outcome: its Python name, its GraphQL name, and what it holds."""

    name: str
    outside: str
    inner: Any
    reference: str | None = None
    """The type whose id it is."""
    is_list: bool = False
    is_required: bool = True
    is_nullable: bool = False
    """Whether the act itself knows what nothing means; where it does not, a null is what was left out."""


def slots(cls: type, catalogue: Catalogue) -> tuple[Slot, ...]:
    """Read the fields of a dataclass that an act takes or gives, in their order."""
    hints = get_type_hints(cls, include_extras=True)
    return tuple(_slot(field.name, hints[field.name], _is_required(field), catalogue) for field in fields(cls))


def declare(names: Namespace, catalogue: Catalogue, acts: tuple[ActSpec, ...]) -> type | None:
    """Declare the mutation type with all acts; None where there is none."""
    names.object(
        "UserError",
        "Why an act did not happen. Nothing was written.",
        [
            Made("code", "String!", "What kind of reason, for machines."),
            Made("path", "[String!]!", "Which field of the input."),
            Made("message", "String!", "The reason in the reader's language."),
        ],
    )
    made = [_mutation(names, catalogue, act) for act in acts]
    return names.object("Mutation", "Everything that can be done.", made) if made else None


def _mutation(names: Namespace, catalogue: Catalogue, act: ActSpec) -> Made:
    name = camel(act.name)
    title = name[:1].upper() + name[1:]
    asked = _input(names, catalogue, act.asked, f"{title}Input", with_key=True)
    outcome = [_payload_field(names, slot) for slot in slots(act.outcome, catalogue)]
    errors = Made("userErrors", "[UserError!]!", "Why nothing was done; empty when it was.")
    names.object(f"{title}Payload", f"What {name} gave.", [*outcome, errors])
    right = f"\n\nTakes the right {act.right}." if act.right else ""
    return Made(name, f"{title}Payload", act.text + right, arguments=(Argument("input", f"{asked}!"),))


def _input(names: Namespace, catalogue: Catalogue, cls: type, name: str, *, with_key: bool = False) -> str:
    if name not in names:
        parts = [_input_field(names, catalogue, slot) for slot in slots(cls, catalogue)]
        key = Made(KEY, "String", "The same key and input again give the first answer and do nothing twice.")
        names.input(name, (cls.__doc__ or "").strip(), [*parts, key] if with_key else parts)
    return name


def _input_field(names: Namespace, catalogue: Catalogue, slot: Slot) -> Made:
    if slot.reference:
        spelled = "ID"
    elif is_dataclass(slot.inner):
        assert isinstance(slot.inner, type)
        spelled = _input(names, catalogue, slot.inner, f"{slot.inner.__name__}Input")
    else:
        spelled = _scalar(names, slot.inner)
    return Made(slot.outside, _spelled(slot, spelled))


def _payload_field(names: Namespace, slot: Slot) -> Made:
    name = slot.reference or _scalar(names, slot.inner)
    return Made(slot.outside, f"[{name}!]" if slot.is_list else name)


def _scalar(names: Namespace, inner: Any) -> str:  # noqa: ANN401 - a type
    if isinstance(inner, type) and issubclass(inner, Enum):
        names.enum(inner.__name__, {member.name: member for member in inner}, inner.__doc__ or "")
        return inner.__name__
    return SCALARS[inner]


def _spelled(slot: Slot, name: str) -> str:
    spelled = f"[{name}!]" if slot.is_list else name
    return f"{spelled}!" if slot.is_required else spelled


def _slot(name: str, hint: Any, is_required: bool, catalogue: Catalogue) -> Slot:  # noqa: FBT001, ANN401 - read right above
    inner, reference, is_list, is_nullable = hint, None, False, False
    if get_origin(inner) in {Union, types.UnionType}:
        inner, is_nullable = next(part for part in get_args(inner) if part is not type(None)), True
    if get_origin(inner) is tuple:
        inner, is_list = get_args(inner)[0], True
    if get_origin(inner) is Annotated:
        marks = [mark for mark in get_args(inner)[1:] if isinstance(mark, Ref)]
        reference = catalogue.type_of(marks[0].target).name if marks else None
        inner = get_args(inner)[0]
        if get_origin(inner) in {Union, types.UnionType}:
            inner, is_nullable = next(part for part in get_args(inner) if part is not type(None)), True
    return Slot(name, camel(name), inner, reference, is_list, is_required, is_nullable)


def _is_required(field: Any) -> bool:  # noqa: ANN401 - a dataclass field
    return field.default is MISSING and field.default_factory is MISSING
