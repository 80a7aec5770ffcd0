r"""GIFT's small marks inside a text: escapes, format marks, weights; and pieces of a text that know where they stand.

Escaped characters are held as Unicode noncharacters while marks are looked for, so that `\=` is never taken for a
mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from isuo_graph import sdk

# Noncharacters (Unicode 16, section 23.7): never part of a text that is exchanged, so nothing can be confused with
# them.
_ESCAPED: Final = {
    "\\\\": "\ufdd0",
    "\\:": "\ufdd1",
    "\\#": "\ufdd2",
    "\\=": "\ufdd3",
    "\\{": "\ufdd4",
    "\\}": "\ufdd5",
    "\\~": "\ufdd6",
    "\\n": "\ufdd7",
}
_MEANT: Final = {held: "\n" if written == "\\n" else written[1] for written, held in _ESCAPED.items()}
_WRITTEN: Final = {_MEANT[held]: written for written, held in _ESCAPED.items()}
_ESCAPE: Final = re.compile(r"\\[\\:#={}~n]")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff]")

MINUS: Final = str.maketrans({"\u2212": "-", "\u2013": "-"})
"""What word processors make of a minus."""

_FORMATS: Final = {
    "html": sdk.TextFormat.HTML,
    "markdown": sdk.TextFormat.MARKDOWN,
    "plain": sdk.TextFormat.PLAIN,
    "moodle": sdk.TextFormat.PLAIN,
}
_FORMAT_MARK: Final = re.compile(r"\[(html|markdown|plain|moodle)\]")

# Percentages that Moodle writes rounded; three answers of 33.333 % must make a whole.
_REPEATING: Final = tuple(Fraction(part, whole) for whole in (3, 6, 7, 9) for part in range(1, whole))
_ROUNDING: Final = Fraction(1, 10_000)


@dataclass(frozen=True)
class Piece:
    """A part of a question's text; `at` is its first character's place there, from which the line follows."""

    text: str
    at: int = 0

    def part(self, start: int, end: int | None = None) -> Piece:
        """Give the characters from start to end."""
        return Piece(self.text[start:end], self.at + start)

    def strip(self) -> Piece:
        """Drop blanks at both ends."""
        return Piece(self.text.strip(), self.at + len(self.text) - len(self.text.lstrip()))

    def partition(self, mark: str) -> tuple[Piece, Piece | None]:
        """Give what stands before the first mark and what after it; None when there is no mark."""
        found = self.text.find(mark)
        return (self, None) if found < 0 else (self.part(0, found), self.part(found + len(mark)))

    def rpartition(self, mark: str) -> tuple[Piece, Piece | None]:
        """Give what stands before the last mark and what after it; None when there is no mark."""
        found = self.text.rfind(mark)
        return (self, None) if found < 0 else (self.part(0, found), self.part(found + len(mark)))

    def split(self, marks: str) -> Iterator[tuple[str, Piece]]:
        """Give each part with the mark before it; the part before the first mark comes with an empty one."""
        start, mark = 0, ""
        for match in re.finditer(f"[{re.escape(marks)}]", self.text):
            yield mark, self.part(start, match.start())
            start, mark = match.end(), match[0]
        yield mark, self.part(start)


def hold(text: str) -> str:
    """Put a stand-in for every escaped character."""
    return _ESCAPE.sub(lambda match: _ESCAPED[match[0]], text)


def release(text: str) -> str:
    """Put the meant character for every stand-in."""
    return "".join(_MEANT.get(character, character) for character in text)


def escape(text: str) -> str:
    """Write a text so that GIFT reads it back as it is, but for blanks at its ends."""
    return "".join(_WRITTEN.get(character, character) for character in text)


def forbidden_character(text: str) -> re.Match[str] | None:
    """Find a control character or a noncharacter."""
    return _FORBIDDEN.search(text)


def rich_text(piece: Piece, default: sdk.TextFormat = sdk.TextFormat.PLAIN) -> sdk.RichText:
    """Read a text with its format mark; without one it has the default format."""
    text = piece.text.strip()
    mark = _FORMAT_MARK.match(text)
    if mark is None:
        return sdk.RichText(release(text), default)
    return sdk.RichText(release(text[mark.end() :].strip()), _FORMATS[mark[1]])


def weight(percent: str) -> Fraction | None:
    """Read a percentage -100..100 as an exact share, thirds, sixths, sevenths, ninths unrounded; else None."""
    plain = percent.strip().translate(MINUS)
    if re.fullmatch(r"[+-]?\d{1,3}([.,]\d{1,20})?", plain, re.ASCII) is None:
        return None
    share = Fraction(plain.replace(",", ".")) / 100
    if abs(share) > 1:
        return None
    whole = next((exact for exact in _REPEATING if abs(abs(share) - exact) < _ROUNDING), abs(share))
    return -whole if share < 0 else whole
