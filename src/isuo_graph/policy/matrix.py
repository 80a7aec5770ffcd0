"""Prints who may see what: docs/policy.md for people, schema/policy.json for machines. Everything comes from words and
the rights template.

Takes the template's lines and the guards of all fields; gives texts. Nobody types a rule twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from isuo_graph.policy import words
from isuo_graph.policy.rights import Action, Category, Right, Role
from isuo_graph.policy.template import Allowance

LETTERS = {Action.READ: "R", Action.WRITE: "W", Action.SUMMARISE: "Σ"}


@dataclass(frozen=True, slots=True)
class Guarded:
    """One field as the policy page lists it."""

    type_name: str
    field_name: str
    word: str


def holders(allowances: Iterable[Allowance]) -> Mapping[Right, tuple[str, ...]]:
    """Give the names of the roles that hold each right by default, in the order of the matrix."""
    found: dict[Right, dict[str, None]] = {}
    for one in allowances:
        found.setdefault(Right(one.category, one.action), {})[one.role.value] = None
    return {right: tuple(roles) for right, roles in found.items()}


def page(allowances: Iterable[Allowance], fields: Iterable[Guarded]) -> str:
    """Print docs/policy.md."""
    lines = [
        "# Who may see what",
        "",
        "Printed from the words of the code and the default rights; a school adapts the rights by order.",
        "Letters: R read, W write, Σ totals only (small groups suppressed); then the scope. L: the read goes to the",
        "log that the subject sees. B: blocked data (school-record consent withdrawn) is still read. +PURPOSE: that",
        "consent is needed too.",
        "",
        "## Words",
        "",
        "| word | category | right | consent | may be null |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {w.word} | {w.category.value} | `{w.right}` | {w.purpose or '–'} | {'yes' if w.nullable else 'no'} |"
        for w in words.WORDS
    ]
    lines += ["", "## Rights by role", "", *_matrix(tuple(allowances)), "", "## Fields", "", *_fields(fields), ""]
    return "\n".join(lines)


def machine(allowances: Iterable[Allowance], fields: Iterable[Guarded]) -> str:
    """Print schema/policy.json."""
    by_word = {word.word: word for word in words.WORDS}
    content = {
        "words": [
            {"word": w.word, "category": w.category.value, "right": str(w.right), "consent": w.purpose}
            for w in words.WORDS
        ],
        "rights": [
            {
                "role": one.role.value,
                "right": str(Right(one.category, one.action)),
                "scope": one.scope.value,
                "logged": one.is_logged,
                "readsBlocked": one.waives,
                "consent": one.purpose,
            }
            for one in allowances
        ],
        "fields": [
            {"type": one.type_name, "field": one.field_name, "word": one.word, "right": str(by_word[one.word].right)}
            for one in fields
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _matrix(allowances: tuple[Allowance, ...]) -> list[str]:
    """One table a role: wide tables cannot be read."""
    lines: list[str] = []
    for role in Role:
        mine = [one for one in allowances if one.role is role]
        if not mine:
            continue
        lines += [f"### {role.value}", "", "| category | may |", "|---|---|"]
        for category in Category:
            cells = [_cell(one) for one in mine if one.category is category]
            if cells:
                lines.append(f"| {category.value} | {'; '.join(cells)} |")
        lines.append("")
    return lines[:-1]


def _cell(one: Allowance) -> str:
    marks = [LETTERS[one.action], one.scope.value]
    marks += ["L"] if one.is_logged else []
    marks += ["B"] if one.waives else []
    marks += [f"+{one.purpose.value}"] if one.purpose else []
    return " ".join(marks)


def _fields(fields: Iterable[Guarded]) -> list[str]:
    rows = [f"| {one.type_name} | {one.field_name} | {one.word} |" for one in fields]
    return ["| type | field | word |", "|---|---|---|", *rows]
