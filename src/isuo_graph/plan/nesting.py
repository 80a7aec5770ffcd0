"""How many things SQLite's parser would have to remember at once while it reads a statement.

SQLite before 3.46 keeps 100 of them and refuses a statement that needs more ("parser stack overflow"), which four
nested connections did. Takes the text of a statement as `sqlite` writes it; gives a count that is a little too high
rather than too low.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

STACK_MAX = 98
"""YYSTACKDEPTH of SQLite is 100; the rest is for what this count does not see (the statement itself, a guess proved by
tests).
"""

LEVELS_SURE = 4
"""So many edges below each other are read whatever else is chosen (proved by tests); simple ones may stand deeper."""

_TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|<=|>=|<>|\|\||[^\s\w]""")
# What stands on the stack before the next expression of a SELECT, by the word that opens the clause (parse.y of
# SQLite).
_CLAUSES = {"SELECT": 4, "FROM": 5, "WHERE": 5, "GROUP": 8, "HAVING": 8, "ORDER": 11, "LIMIT": 10}
_OPERATORS = {
    "OR": 0, "AND": 1, "NOT": 2, "=": 3, "IS": 3, "IN": 3, "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5, "*": 6,
    "/": 6, "%": 6, "||": 7,
}  # fmt: skip
_BRANCHES = {"WHEN": 3, "THEN": 5, "ELSE": 4}
_COUNTS = frozenset({"(", ")", ",", "CASE", "END", "WITH", *_CLAUSES, *_OPERATORS, *_BRANCHES})
"""The tokens that change how much is remembered; names and values do not."""
_WORDS = _COUNTS - {"(", ")", ","}
"""What may stand before a bracket that opens no call."""


@dataclass(slots=True)
class _Open:
    """Something opened and not yet closed: a bracket, a call, a CASE."""

    base: int
    below: int = 0
    """What stands below it all the while."""
    is_call: bool = False
    clause: int = 0
    operators: set[int] = field(default_factory=set)

    def height(self) -> int:
        """Give the most that is remembered with this on top."""
        own = self.base + self.clause + 2 * len(self.operators) - (_OPERATORS["NOT"] in self.operators)
        return self.below + own

    def begin(self, clause: int) -> None:
        self.clause = clause
        self.operators.clear()


def nesting(text: str) -> int:
    """Give the most that the parser has to remember."""
    opened = [_Open(2)]
    most, before = 0, ""
    for token in _TOKEN.findall(text):
        if token in _COUNTS:
            _take(opened, token, before)
            most = max(most, opened[-1].height())
        before = token
    return most


def _take(opened: list[_Open], token: str, before: str) -> None:
    top = opened[-1]
    if token == "(":  # noqa: S105 - a bracket
        is_call = before.isidentifier() and before not in _WORDS
        opened.append(_Open(3 if is_call else 1, top.height(), is_call))
    elif token == "CASE":  # noqa: S105 - a word of SQL
        opened.append(_Open(0, top.height(), clause=3))
    elif token in {")", "END"}:
        opened.pop()
    elif token == "WITH":  # noqa: S105 - a word of SQL
        top.base += 2  # the word and its list stand below all of the SELECT that follows
        top.begin(4)
    elif token == ",":  # noqa: S105 - a comma
        top.begin(2 if top.is_call else top.clause)
    elif token in _BRANCHES:
        top.begin(_BRANCHES[token])
    elif token in _CLAUSES:
        top.begin(_CLAUSES[token])
    elif token in _OPERATORS:
        # What binds closer has been put together by now.
        top.operators = {one for one in top.operators if one < _OPERATORS[token]} | {_OPERATORS[token]}
