"""What may be written into a setting, in words: printed into the page and into refusals from the same field."""

from collections.abc import Iterable
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Final, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen
from pydantic.fields import FieldInfo

from isuo_graph.settings.values import Says

_PLAIN: Final = {int: "a whole number", float: "a number", str: "text", bool: "true or false"}


def allowed(field: FieldInfo) -> str:
    """Say which values the setting takes, for example `a whole number from 1 to 200`."""
    return _words(field.annotation, field.metadata)


def default(field: FieldInfo) -> str:
    """Say the default as it would be written into the variable."""
    value: object = field.get_default()
    if value is None or value == ():
        return "nothing"
    if isinstance(value, tuple):
        return f"`{','.join(value)}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _words(annotation: object, metadata: Iterable[object]) -> str:
    for mark in metadata:
        if isinstance(mark, Says):
            return mark.words
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return _words(inner, marks)
    return " ".join((_kind(annotation), *filter(None, map(_bound, metadata))))


def _kind(annotation: object) -> str:
    if get_origin(annotation) in {Union, UnionType}:
        return " or ".join(_words(part, ()) for part in get_args(annotation) if part is not NoneType)
    if get_origin(annotation) is Literal:
        return _choice(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _choice(member.value for member in annotation)
    assert isinstance(annotation, type), f"a kind of setting without words: {annotation}"
    return _PLAIN[annotation]


def _choice(values: Iterable[object]) -> str:
    *most, last = map(str, values)
    return f"{', '.join(most)} or {last}"


def _bound(mark: object) -> str:
    match mark:
        case Ge(ge=low):
            return f"from {low}"
        case Gt(gt=low):
            return f"above {low}"
        case Le(le=high):
            return f"to {high}"
        case Lt(lt=high):
            return f"below {high}"
        case MaxLen(max_length=length):
            return f"of at most {length} characters"
        case _:
            return ""
