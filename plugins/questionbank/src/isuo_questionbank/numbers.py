"""Numbers as people type them, and the ranges that a numeric question accepts. Decimal throughout: 3.1 lies within 3 ±
0.1.

A comma is a decimal comma, as schools here write it; blanks between digits are let through; nothing else is a number.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from isuo_questionbank.faults import Broken, FaultCode
from isuo_questionbank.markup import MINUS, Piece

# Bounded, so that arithmetic on what a learner typed stays cheap; no school question needs more.
_NUMBER: Final = re.compile(r"[+-]?(\d{1,30}([.,]\d{0,30})?|[.,]\d{1,30})([eE][+-]?\d{1,3})?", re.ASCII)
_BLANK_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d)")


def read_number(text: str) -> Decimal | None:
    """Read a number; None when the text is none."""
    plain = _BLANK_BETWEEN_DIGITS.sub("", text.strip()).translate(MINUS)
    return Decimal(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def read_range(piece: Piece) -> tuple[Decimal | None, Decimal | None]:
    """Read `3`, `3:0.1` or `1..5` into its lowest and highest number; `*` has neither. Raises Broken."""
    if piece.text.strip() == "*":
        return None, None
    first, last = piece.partition("..")
    if last is not None:
        return _ordered(piece, _number(first), _number(last))
    middle, tolerance = piece.partition(":")
    number = _number(middle)
    width = Decimal(0) if tolerance is None else _number(tolerance)
    return _ordered(piece, number - width, number + width)


def _number(piece: Piece) -> Decimal:
    number = read_number(piece.text)
    if number is None:
        raise Broken(FaultCode.BAD_NUMBER, piece.strip().at)
    return number


def _ordered(piece: Piece, low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    if low > high:
        raise Broken(FaultCode.BAD_RANGE, piece.strip().at)
    return low, high
