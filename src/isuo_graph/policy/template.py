"""The default rights, read from the table beside this file: which role holds which right over which scope.

A school adapts them by order; this is only what a new installation starts with. Cells read `R school`, `RW class`,
several joined by `;`. Marks after the scope: `L` the read goes to the log that the subject sees, `B` blocked data is
still read,
`+PURPOSE` needs that consent too. Letters: R read, W write, S totals only.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources

from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Role, Scope

_ACTIONS = {"R": Action.READ, "W": Action.WRITE, "S": Action.SUMMARISE}


@dataclass(frozen=True, slots=True)
class Allowance:
    """One line of the template: a role may do an action with a category over a scope."""

    role: Role
    category: Category
    action: Action
    scope: Scope
    is_logged: bool = False
    waives: bool = False
    purpose: Purpose | None = None


def read_template() -> tuple[Allowance, ...]:
    """Give the default rights, in the order of the table. Raises ValueError naming a cell that cannot be read."""
    text = resources.files("isuo_graph.policy").joinpath("rights_template.csv").read_text(encoding="utf-8")
    found: list[Allowance] = []
    for row in csv.DictReader(text.splitlines()):
        category = Category(row.pop("category"))
        for role, cell in row.items():
            found.extend(_cell(Role(role), category, cell or ""))
    return tuple(found)


def _cell(role: Role, category: Category, cell: str) -> list[Allowance]:
    found: list[Allowance] = []
    for part in filter(None, (piece.strip() for piece in cell.split(";"))):
        try:
            letters, scope, *marks = part.split()
            purposes = [Purpose(mark[1:]) for mark in marks if mark.startswith("+")]
            found.extend(
                Allowance(
                    role,
                    category,
                    _ACTIONS[letter],
                    Scope(scope),
                    "L" in marks,
                    "B" in marks,
                    next(iter(purposes), None),
                )
                for letter in letters
            )
        except (KeyError, ValueError) as exc:
            msg = f"rights_template.csv: cannot read {part!r} for {role} and {category}"
            raise ValueError(msg) from exc
    return found
