"""The policy page read as a person reads it: takes the printed text, gives words, cells by role, words of fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A word of the page: which category of data it is, and which consent it needs."""

    category: str
    right: str
    purpose: str | None


@dataclass(frozen=True)
class Cell:
    """One thing a role may do with a category: `R school L B`, `R child_class +CLASS_COMMUNITY`."""

    letter: str
    scope: str
    is_logged: bool
    reads_blocked: bool
    purpose: str | None


@dataclass(frozen=True)
class Page:
    """The whole page."""

    words: Mapping[str, Word]
    roles: Mapping[str, Mapping[str, tuple[Cell, ...]]]
    fields: Mapping[str, Mapping[str, str]]
    """Word by type and field."""

    def holders(self, category: str, letter: str = "R") -> set[str]:
        """Give the roles that have a cell of the category with this letter."""
        return {
            role for role, cells in self.roles.items() if any(cell.letter == letter for cell in cells.get(category, ()))
        }


def read(text: str) -> Page:
    """Read the page."""
    words: dict[str, Word] = {}
    roles: dict[str, dict[str, tuple[Cell, ...]]] = defaultdict(dict)
    fields: dict[str, dict[str, str]] = defaultdict(dict)
    for section, subsection, row in _rows(text):
        if section == "Words":
            word, category, right, purpose, _ = row
            words[word] = Word(category, right.strip("`"), None if purpose == "–" else purpose)
        elif section == "Rights by role":
            category, cells = row
            roles[subsection][category] = tuple(_cell(one) for one in cells.split("; "))
        elif section == "Fields":
            type_name, field_name, word = row
            fields[type_name][field_name] = word
    return Page(words, roles, fields)


def _rows(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Give the rows of all tables below their heads, each with the headings it stands under."""
    section = subsection = ""
    is_head = True
    for line in text.splitlines():
        if line.startswith("## "):
            section, subsection = line.removeprefix("## "), ""
        elif line.startswith("### "):
            subsection = line.removeprefix("### ")
        elif line.startswith("|---"):
            is_head = False
        elif not line.startswith("|"):
            is_head = True
        elif not is_head:
            yield section, subsection, [part.strip() for part in line.strip("|").split("|")]


def _cell(text: str) -> Cell:
    letter, scope, *marks = text.split()
    purposes = [mark.removeprefix("+") for mark in marks if mark.startswith("+")]
    return Cell(letter, scope, "L" in marks, "B" in marks, next(iter(purposes), None))
