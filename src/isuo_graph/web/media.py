"""Which form of answer a request accepts (GraphQL over HTTP, 5.3 and 6.4). Takes an Accept header, gives a Media."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

RANGES_READ_MAX: Final = 32  # as for languages: a hostile header stays cheap (a guess)


class Media(StrEnum):
    """The forms of an answer."""

    GRAPHQL = "application/graphql-response+json"
    JSON = "application/json"
    EVENTS = "text/event-stream"


def accepted(accept: str | None) -> Media:
    """Choose the form the caller prefers most; plain JSON for one that names none of ours, as older clients expect."""
    best, best_weight = Media.JSON, 0.0
    for part in (accept or "").split(",", RANGES_READ_MAX)[:RANGES_READ_MAX]:
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        media = _RANGES.get(name)
        weight = _weight(parameters)
        if media is not None and weight > best_weight:
            best, best_weight = media, weight
    return best


_RANGES: Final = {media.value: media for media in Media} | {"*/*": Media.JSON, "application/*": Media.JSON}


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
