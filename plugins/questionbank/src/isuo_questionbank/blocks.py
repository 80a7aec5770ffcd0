"""A GIFT text cut into questions: comments taken out, categories followed, line numbers kept.

A blank line ends a question, also inside an answer block, as in Moodle: so a missing brace harms one question only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from isuo_questionbank.faults import Broken, FaultCode
from isuo_questionbank.markup import hold
from isuo_questionbank.model import Header

# Not str.splitlines: it also splits at characters that no editor counts as a line.
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_CATEGORY: Final = "$CATEGORY:"
# Moodle writes the context of a category before its path; a folder of files has no such contexts.
_CONTEXT: Final = re.compile(r"\$(course|system|module|cat\d+)\$", re.ASCII)
_GIVEN_ID: Final = re.compile(r"\[id:([^\]]{1,100})\]")
_HEADER: Final = re.compile(r"//\s*(title|subject|language|grades?)\s*:\s*(\S.*)", re.IGNORECASE)
_MARK: Final = "\ufeff"  # a byte order mark; it stands in the middle where somebody joined two files
_SLASH: Final = "\ufdef"  # a noncharacter, stands for the doubled slash while a path is split


@dataclass(frozen=True)
class Block:
    """One question's text with escapes held, its first line, its category and the id its author gave in a comment."""

    text: str
    line: int
    category: tuple[str, ...] = ()
    given_id: str = ""

    def line_at(self, place: int) -> int:
        """Give the line in the file of a place in the text."""
        return self.line + self.text.count("\n", 0, place)


@dataclass(frozen=True)
class Blocks:
    """What a file's text falls into; the faults carry their line as the place."""

    header: Header
    blocks: tuple[Block, ...]
    faults: tuple[Broken, ...]


@dataclass
class _Cutter:
    """The state while a text is read line by line; lives inside one call of `cut` only."""

    header: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    faults: list[Broken] = field(default_factory=list)
    category: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)
    first_line: int = 0
    given_id: str = ""
    in_header: bool = True

    def take(self, number: int, line: str) -> None:
        if line.startswith("//"):
            self._comment(line)
        elif line.startswith(_CATEGORY):
            self.end_block()
            self.in_header = False
            self._enter(line.removeprefix(_CATEGORY), number)
        elif line:
            self.in_header = False
            self.first_line = self.first_line or number
            self.lines.append(line)
        else:
            self.end_block()

    def end_block(self) -> None:
        if self.lines:
            text = hold("\n".join(self.lines))
            self.blocks.append(Block(text, self.first_line, self.category, self.given_id))
        self.lines, self.first_line, self.given_id = [], 0, ""

    def _comment(self, line: str) -> None:
        told = _HEADER.fullmatch(line) if self.in_header else None
        if told is not None:
            self.header[told[1].lower().removesuffix("s")] = told[2]
        given = _GIVEN_ID.search(line)
        if given is not None:
            self.given_id = self.given_id or given[1].strip()
        if self.lines:
            self.lines.append("")  # keeps the count of lines

    def _enter(self, path: str, number: int) -> None:
        self.category = category_path(path)
        if not self.category:
            self.faults.append(Broken(FaultCode.BAD_CATEGORY, number))


def cut(text: str) -> Blocks:
    """Cut a file's text into its questions."""
    cutter = _Cutter()
    for number, line in enumerate(_LINE_END.split(text), start=1):
        cutter.take(number, line.replace(_MARK, "").strip())
    cutter.end_block()
    return Blocks(_header(cutter.header), tuple(cutter.blocks), tuple(cutter.faults))


def category_path(path: str) -> tuple[str, ...]:
    """Split a category path at its slashes; `//` is a slash in a name, and Moodle's context and `top` are left out."""
    parts = [part.replace(_SLASH, "/").strip() for part in path.replace("//", _SLASH).split("/")]
    named = [part for part in parts if part]
    if named and _CONTEXT.fullmatch(named[0]):
        named = named[1:]
        named = named[1:] if named[:1] == ["top"] else named
    return tuple(named)


def _header(told: dict[str, str]) -> Header:
    return Header(
        title=told.get("title"),
        subject=told.get("subject"),
        language=told.get("language"),
        grades=tuple(sorted({int(grade) for grade in re.findall(r"\b\d{1,2}\b", told.get("grade", ""), re.ASCII)})),
    )
