"""Values at the edges of every type: what no careful caller sends, and what is not even of the type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

HUGE: Final = "Ы" * 60_000
TEXTS: Final = (
    "",
    " \t ",
    HUGE,
    "a\x1b[31mb",
    "a\x85b\x07",
    "а\u202eб\u2066в",
    "\ufeff\ufffe\uffff",
    "👩‍👩‍👧‍👦🇰🇬",
    "𝕬\U0010ffff",
    "'; DROP TABLE student; --",
    '%_\\"{}[]<script>',
    "0",
    "null",
    "é" * 80 + "́" * 400,
)
NUMBERS: Final = (-(2**31), 2**31 - 1, 0, -1)
AMOUNTS: Final = (0, -1, -0.0, 1e308 / 1e290, 9.3e15, -9.3e15, 1.8e19, 1e-9, -1e-300, 3.3333333, 2**52 + 1, 0.0004)
DAYS: Final = ("0001-01-01", "9999-12-31", "1583-01-01", "1900-01-01", "2199-12-31", "2027-08-31", "2000-02-29")
LAST_ID: Final = 2**63 - 1
LISTED: Final = 600

UNTYPED: Final[Mapping[str, tuple[object, ...]]] = {
    "ID": ({}, [], True, 1.5, None),
    "str": (1, 1.5, True, {}, ["a"], None),
    "int": (2**31, -(2**31) - 1, 2**63, 1.5, "1", True, {}, None),
    "Decimal": (2**53 + 1, "1", "NaN", "Infinity", True, {}, None),
    "bool": ("true", 1, 0, "", {}, None),
    "date": (
        "",
        "0000-01-01",
        "2026-02-30",
        "2026-13-01",
        "10000-01-01",
        "２０２６-01-01",
        "2026-W36-2",
        20260907,
        None,
    ),
    "enum": ("", "NOPE", "given", 0, True, {}, None),
    "list": ([None], [[[]]], [True], None),
}
"""What is not even of the type; GraphQL's own coercion has to refuse it, each with a code."""
