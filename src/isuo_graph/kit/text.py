"""Alphabetical order and search for Kyrgyz, Russian and Latin text, the same on every database.

Takes a text, gives an ASCII key whose bytewise order (SQLite BINARY, PostgreSQL COLLATE "C") is the alphabetical one.
Order: spaces, digits, Cyrillic, Latin, everything else, as CLDR orders them for Kyrgyz and Russian.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, islice
from types import MappingProxyType
from typing import Final

# A key must fit an index entry: PostgreSQL refuses more than 2,704 bytes, and a character costs at most 9 (_mark).
LENGTH_READ_MAX: Final = 200

_LEVEL: Final = "!"  # sorts below every other sign, so that "Асан" stands before "Асан уулу" and "Асанов"
_SPACE: Final = "-"  # sorts below digits and letters, so that "Асан уулу" stands before "Асанов"
_FOREIGN: Final = "{"  # opens a character of another script; sorts above all letters
_ABOVE_ALL: Final = "\x7f"

# The 32 letters that carry the order; each is one sign from ":" to "Y". None of the signs is special to LIKE.
CYRILLIC: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
# Ң stands after Н, Ө after О, Ү after У, Ё after Е; then the letters of Uzbek, Tajik, Kazakh and Ukrainian names.
FAMILIES: Final = ("аә", "гғґ", "еёє", "иӣії", "кқ", "нң", "оө", "уүұўӯ", "хҳһ", "чҷ")
# A variant is its letter's sign and one of these. They sort above every letter, so "ңа" stands after "ня".
_VARIANT_SIGNS: Final = ("", "|", "}", "~", "~|")
# Sixteen signs, in order, that stand for nothing else: a part of a foreign character's code is never found as a letter.
_CODE_SIGNS: Final = str.maketrans("0123456789abcdef", "\"#$&'()*+,./[]^`")


def _letter_signs() -> dict[str, str]:
    signs = {letter: chr(ord(":") + place) for place, letter in enumerate(CYRILLIC)}
    signs |= {letter: letter for letter in LATIN}
    for family in FAMILIES:
        base = signs[family[0]]
        signs |= {letter: base + mark for letter, mark in zip(family, _VARIANT_SIGNS, strict=False)}
    return signs


_SIGNS: Final = MappingProxyType(_letter_signs())


def sort_key(text: str) -> str:
    """Give the key for ORDER BY: letters first, then marks and punctuation, then case (small before capital).

    Numbers sort by value: class 5 stands before class 10. `sort_key("Ня") < sort_key("Ңа") < sort_key("Оя")`.
    Only the first 200 characters count; a run of white space counts as one space.
    """
    letters: list[str] = []
    marks: list[str] = []
    case: list[str] = []
    for place, character in enumerate(_characters(text)):
        signs = _signs_of(character)
        letters.append(signs)
        case.append("1" if character != character.lower() else "0")
        if not signs or character in _DASHES:
            marks.append(_mark(place, character))
    primary = _DIGITS.sub(_number, _SPACES.sub(_SPACE, "".join(letters)).strip(_SPACE))
    return _LEVEL.join((primary, "".join(marks), "".join(case).rstrip("0"))).rstrip(_LEVEL)


def search_key(text: str) -> str:
    """Give the key for equality, startsWith and contains, folding what people do not type.

    Case, diacritics and punctuation do not count, a hyphen is a space, ё is е, and ң ө ү are н о у: a Russian keyboard
    has no Ң Ө Ү, and names are written both ways. The key of a prefix is a prefix of the key. Digits stay as written.
    """
    signs = "".join(_signs_of(character) for character in _characters(text))
    return _SPACES.sub(_SPACE, signs.translate(_WITHOUT_VARIANTS)).strip(_SPACE)


def prefix_range(prefix: str) -> tuple[str, str]:
    """Give (low, high) so that `low <= search_key AND search_key < high` finds the texts that start with `prefix`."""
    low = search_key(prefix)
    return low, low + _ABOVE_ALL


_DASHES: Final = frozenset("-\u2010\u2011\u2012\u2013\u2014")
_DIGITS: Final = re.compile(r"[0-9]+")
_SPACES: Final = re.compile(f"{_SPACE}+")
_WITHOUT_VARIANTS: Final = str.maketrans("", "", "|}~")


def _characters(text: str) -> Iterator[str]:
    """Give the characters that count, composed where our alphabets have the letter, taken apart where they do not."""
    composed = unicodedata.normalize("NFC", " ".join(text.split())[: 4 * LENGTH_READ_MAX])
    parts = (one if one.lower() in _SIGNS else unicodedata.normalize("NFD", one) for one in composed)
    return islice(chain.from_iterable(parts), LENGTH_READ_MAX)


def _signs_of(character: str) -> str:
    """Give the signs of one character; nothing for a mark, punctuation or a control character."""
    small = character.lower()
    if small in _SIGNS:
        return _SIGNS[small]
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category[0] == "Z" or character in _DASHES:
        return _SPACE
    # Apostrophes come as punctuation (P), as letters (Lm: Uzbek oʻ) and as loose accents (Sk).
    if category[0] in "MPC" or category in {"Lm", "Sk"}:
        return ""
    return _FOREIGN + f"{ord(character):06x}".translate(_CODE_SIGNS)


def _mark(place: int, character: str) -> str:
    """Keep a character that carries no order, so that texts that differ only in it still have one stable order."""
    return f"{place:03x}{ord(character):06x}"


def _number(digits: re.Match[str]) -> str:
    """Put the count of digits before a number: "9" gives "19", "10" gives "210"; nines add up for long ones."""
    value = digits[0].lstrip("0") or "0"
    nines, rest = divmod(len(value), 9)
    return "9" * nines + str(rest) + value
