"""Reading what people type into an act: texts trimmed and composed, every fault kept, so that all are told at once.

Takes raw values with the GraphQL name of their field; gives values to store. It knows no table.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from isuo_graph.kit.errors import Code, Refusals, Refused

_SPACES: Final = re.compile(r"\s+")
FAULTS_MAX: Final = 50
"""Faults that are told at once. Entries of a list that all contradict each other would make a hundred thousand."""


@dataclass
class Entry:
    """The faults of one input, in the order they were found; `close` raises them."""

    faults: list[Refused] = field(default_factory=list)

    def refuse(
        self,
        message: str,
        *path: str | int,
        code: Code = Code.BAD_USER_INPUT,
        **values: Any,  # noqa: ANN401 - whatever the text shows
    ) -> None:
        """Keep a fault, up to a bound; `path` leads to the value within the input."""
        if len(self.faults) < FAULTS_MAX:
            self.faults.append(Refused(code, message, path=path, **values))

    def line(self, name: str, value: str, limit: int) -> str:
        """Read a text of one line that may not be blank and has at most `limit` characters."""
        text = _SPACES.sub(" ", unicodedata.normalize("NFC", value)).strip()
        if not text:
            self.refuse("input.blank", name, field=name)
        elif len(text) > limit:
            self.refuse("limit.text_length", name, field=name, limit=limit)
        elif any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} for letter in text):
            self.refuse("input.malformed", name, field=name)
        return text

    def optional(self, name: str, value: str | None, limit: int) -> str | None:
        """Read a line that may be left out."""
        return None if value is None else self.line(name, value, limit)

    def number(self, name: str, value: int | None, low: int, high: int) -> None:
        """Check a number from `low` to `high` that may be left out."""
        if value is not None and not low <= value <= high:
            self.refuse("input.out_of_range", name, field=name, low=low, high=high)

    def days(self, start: date, end: date | None, name: str = "endsOn") -> None:
        """Check that a term does not end before it starts; `name` is the field of the end."""
        if end is not None and end < start:
            self.refuse("input.end_before_start", name, start=start, end=end)

    def close(self) -> None:
        """Raise what was found: one Refused alone, several as Refusals."""
        if len(self.faults) == 1:
            raise self.faults[0]
        if self.faults:
            raise Refusals(self.faults)


def given(asked: object, names: Iterable[str]) -> dict[str, Any]:
    """Give those of the named attributes that the caller gave a value for: in a change None means "leave it"."""
    found = ((name, getattr(asked, name)) for name in names)
    return {name: value for name, value in found if value is not None}


def put(row: object, values: Mapping[str, object]) -> tuple[str, ...]:
    """Write the values onto a row; gives the names of those that differ, sorted, for the trail."""
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    return tuple(changed)
