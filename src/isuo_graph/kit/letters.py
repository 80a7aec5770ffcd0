"""Letters exchanged one by one, so that any text is ordered and found by the Kyrgyz and Russian alphabets.

Takes a text, gives one to compare. Each exchange is a plain table of characters: SQLite does it by a function that the
store adds to a connection, PostgreSQL by `translate`, Python by `str.translate`; all three give the same.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from isuo_graph.kit.text import CYRILLIC, FAMILIES, LATIN

_FIRST_CYRILLIC: Final = 0xE000
"""Where the alphabet begins among the characters of private use; they stand above spaces, digits and punctuation."""
_FIRST_LATIN: Final = 0xE100
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u00a0"
_DROPPED: Final = "'\"`«»“”„‘’ʻʼ.,"
_YO: Final = MappingProxyType({"ё": "е"})


class Spelling(StrEnum):
    """What a text is compared as."""

    ORDERED = "ordered"
    """By the alphabets: Ң after Н, Ө after О, Ү after У, Ё after Е; capital letters like small ones."""
    FOLDED = "folded"
    """As typed on a Russian keyboard: ң ө ү are н о у, ё is е, a hyphen is a space, quotation marks do not count."""
    EXACT = "exact"
    """As FOLDED, with each letter kept that a Russian keyboard has not: who types Ө means Ө."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Characters and what stands for each, place by place; those of `given` beyond the end of `taken` are dropped."""

    given: str
    taken: str

    def table(self) -> Mapping[int, str | None]:
        """Give the table for `str.translate`."""
        dropped = self.given[len(self.taken) :]
        kept = zip(self.given, self.taken, strict=False)
        return {ord(one): other for one, other in kept} | dict.fromkeys(map(ord, dropped))


def _alphabet() -> tuple[str, ...]:
    """Give the Cyrillic letters in their order, each followed by its variants."""
    variants = {family[0]: family for family in FAMILIES}
    return tuple(letter for base in CYRILLIC for letter in variants.get(base, base))


def _made(small: Mapping[str, str], also: str = "", dropped: str = "") -> Exchange:
    """Make an exchange of small letters into one of letters of either size."""
    both = {one.upper(): other for one, other in small.items() if len(one.upper()) == 1} | dict(small)
    changed = {one: other for one, other in both.items() if one != other} | dict.fromkeys(also, " ")
    return Exchange("".join(changed) + dropped, "".join(changed.values()))


_ORDER: Final = {
    **{letter: chr(_FIRST_CYRILLIC + place) for place, letter in enumerate(_alphabet())},
    **{letter: chr(_FIRST_LATIN + place) for place, letter in enumerate(LATIN)},
}
_KEPT: Final = {letter: _YO.get(letter, letter) for letter in (*_alphabet(), *LATIN)}
_FOLD: Final = _KEPT | {letter: family[0] for family in FAMILIES for letter in family}

EXCHANGES: Final = MappingProxyType(
    {
        Spelling.ORDERED: _made(_ORDER),
        Spelling.FOLDED: _made(_FOLD, _DASHES, _DROPPED),
        Spelling.EXACT: _made(_KEPT, _DASHES, _DROPPED),
    }
)
_TABLES: Final = MappingProxyType({spelling: one.table() for spelling, one in EXCHANGES.items()})


def spelled(text: str, spelling: Spelling) -> str:
    """Give a text as it is compared: `spelled("Өмүр-Ата", FOLDED)` is "омур ата"."""
    return unicodedata.normalize("NFC", text).translate(_TABLES[spelling])


def meant(text: str) -> str:
    """Give what a text that is found must hold letter by letter: nothing where each can be typed on any keyboard."""
    exact = spelled(text, Spelling.EXACT)
    return "" if exact == spelled(text, Spelling.FOLDED) else exact


def function_of(spelling: Spelling) -> str:
    """Name the function of SQL by which SQLite makes an exchange; the store gives it to each connection."""
    return f"isuo_{spelling.value}"


def exchanged(spelling: Spelling) -> Callable[[str | None], str | None]:
    """Give that function: a text as it is kept, with its letters exchanged."""
    table = _TABLES[spelling]
    return lambda text: None if text is None else text.translate(table)
