"""The catalogue of texts for people: key -> Message, one file per room.

A key reads `subject.fault` ("mark.off_scale"). Two files may not define the same key; the import fails then.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from isuo_graph.kit.language import Language
from isuo_graph.kit.messages import auth, consent, core, journal, learning, orders, org, people, plugins, roll
from isuo_graph.kit.messages.message import Message

__all__ = ["CATALOGUE", "Message", "check", "say"]


def _collected(parts: Iterable[Mapping[str, Message]]) -> Mapping[str, Message]:
    catalogue: dict[str, Message] = {}
    for part in parts:
        if twice := catalogue.keys() & part.keys():
            raise ValueError(f"message keys defined twice: {', '.join(sorted(twice))}")
        catalogue.update(part)
    return MappingProxyType(catalogue)


_ROOMS = (core, auth, org, people, orders, consent, roll, journal, learning, plugins)
CATALOGUE = _collected(room.MESSAGES for room in _ROOMS)


def check(key: str, values: Mapping[str, object]) -> None:
    """Make sure `key` exists and `values` are exactly what its text needs. Raises KeyError or ValueError."""
    if key not in CATALOGUE:
        raise KeyError(f"no message {key!r} in the catalogue; add it to kit/messages/<room>.py")
    if (needed := _names(key)) != values.keys():
        raise ValueError(f"message {key!r} needs the values {sorted(needed)}, got {sorted(values)}")


def say(key: str, values: Mapping[str, object], language: Language) -> str:
    """Give the filled text of `key` in `language`."""
    return CATALOGUE[key].say(language, values)


@cache
def _names(key: str) -> frozenset[str]:
    return CATALOGUE[key].names()
