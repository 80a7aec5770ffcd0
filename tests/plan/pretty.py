"""Lays a statement out so that a difference can be read: clauses and the pairs of JSON objects on lines of their
own.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|ORDER BY|GROUP BY|\w+|\s+|.""", re.DOTALL)
_CLAUSES = frozenset({"FROM", "WHERE", "ORDER BY", "GROUP BY", "HAVING", "LIMIT"})
_OBJECTS = frozenset({"json_object", "json_build_object"})


def pretty(text: str) -> str:
    """Break the lines of a statement; joined by nothing but white space it is the same statement again."""
    tokens = _TOKEN.findall(text)
    lines: list[str] = []
    line = ""
    opened: list[str] = []  # what each open bracket holds: "select", "object", or nothing to be broken
    commas: list[int] = []
    for i, token in enumerate(tokens):
        kind = opened[-1] if opened else "select"
        is_closing = token == ")" and kind
        if (token in _CLAUSES and kind == "select") or is_closing:
            lines.append(line.rstrip())
            line = "  " * (sum(map(bool, opened)) - bool(is_closing))
        line += token.lstrip() if not line.strip() else token
        if token == "(":
            opened.append("select" if tokens[i + 1] == "SELECT" else "object" if tokens[i - 1] in _OBJECTS else "")
            commas.append(0)
        elif token == ")":
            opened.pop()
            commas.pop()
        elif token == "," and kind == "object":
            commas[-1] += 1
        is_next_pair = token == "," and kind == "object" and commas[-1] % 2 == 0
        if (token == "(" and opened[-1]) or is_next_pair:
            lines.append(line.rstrip())
            line = "  " * sum(map(bool, opened))
    return "\n".join([*lines, line.rstrip()]) + "\n"
