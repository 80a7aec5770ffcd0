"""The obvious reading of the rights matrix: for one person and one row, which fields are shown, with which value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from random import Random
from typing import Any, Final

from tests.proof.matrix_facts import Facts, Row, Town, day
from tests.proof.matrix_page import Page
from tests.proof.matrix_types import KINDS, WORKED_OUT

from isuo_graph.graph.catalogue import Catalogue, Field, Scalar
from isuo_graph.graph.fields import Live

SAMPLE: Final = 45
"""Rows of a type that are asked for by id, of those to be seen and of the others; smaller types are asked whole."""
DRAWN: Final = 250
"""Rows that the sample is chosen from, so that each way of hiding fields is among it."""


@dataclass(frozen=True)
class Claim:
    """One thing a person may do: a cell of the page together with the schools it holds in; None is everywhere."""

    category: str
    letter: str
    scope: str
    schools: frozenset[int] | None
    purpose: str | None
    reads_blocked: bool


class Reading:
    """What one person sees of a town."""

    def __init__(self, page: Page, catalogue: Catalogue, town: Town, login: str | None) -> None:
        self.page, self.catalogue, self.town = page, catalogue, town
        self.facts = Facts(town, login)

    @cached_property
    def claims(self) -> list[Claim]:
        """Everything the person may do, school by school."""
        return [claim for post in self.facts.posts for claim in self._of(post.role, post.schools)]

    def _of(self, role: str, schools: frozenset[int]) -> Iterator[Claim]:
        for category, cells in self.page.roles.get(role, {}).items():
            for cell in cells:
                left = frozenset(one for one in schools if not self._is_changed(one, role, category, cell.letter))
                if left or not schools:
                    where = None if cell.scope == "anyone" else left
                    yield Claim(category, cell.letter, cell.scope, where, cell.purpose, cell.reads_blocked)

    def _is_changed(self, school: int, role: str, category: str, letter: str) -> bool:
        """Tell whether a school's own order took the right from the role; the demo changes no right in another way."""
        action = {"R": "read", "W": "write", "Σ": "summarise"}[letter]
        return any(
            (one["school_id"], one["role"], one["category"], one["action"]) == (school, role, category, action)
            and one["ended_at"] is None
            and self.town.order_holds(one["order_id"])
            for one in self.town.rows["rights_rule"]
            if one["school_id"]
        )

    @cached_property
    def readable(self) -> set[str]:
        """The categories of which the person reads anything at all."""
        return {claim.category for claim in self.claims if claim.letter == "R"}

    @cached_property
    def counted(self) -> set[str]:
        """The categories of which the person may know totals."""
        return {claim.category for claim in self.claims if claim.letter == "Σ"}

    def _reads(self, category: str) -> list[Claim]:
        return [claim for claim in self.claims if claim.category == category and claim.letter == "R"]

    def covers(self, claim: Claim, type_name: str, row: Row) -> bool:
        """Tell whether a claim reaches a row."""
        kind = KINDS[type_name]
        if claim.purpose and not self.agreed(type_name, claim.purpose, row):
            return False
        if claim.scope == "anyone":
            return True
        is_there = claim.schools is not None and kind.school(self.town, row) in claim.schools
        if claim.scope in {"school", "area", "nation"}:
            return is_there
        belongs = kind.scopes.get(claim.scope)
        if belongs is None or (claim.scope in {"class", "taught"} and not is_there):
            return False
        return belongs(self.facts, row)

    def agreed(self, type_name: str, purpose: str | None, row: Row) -> bool:
        """Tell whether a consent is there; a type that keeps none of the kind shows nothing that asks for it."""
        if purpose is None:
            return True
        kept = KINDS[type_name].consents.get(purpose)
        return kept is not None and kept(self.town, row)

    def sees(self, type_name: str, row: Row) -> bool:
        """Tell whether the row is visible at all."""
        return any(self.covers(claim, type_name, row) for claim in self._row_claims(type_name))

    def _row_claims(self, type_name: str) -> list[Claim]:
        return self._by_category.get(KINDS[type_name].category, [])

    @cached_property
    def _by_category(self) -> Mapping[str, list[Claim]]:
        return {category: self._reads(category) for category in self.readable}

    def shows(self, type_name: str, field: str, row: Row) -> bool:
        """Tell whether a field of a visible row is shown."""
        word = self.page.words[self.page.fields[type_name][field]]
        if word.category == "open":
            return True
        has_consent = self.agreed(type_name, word.purpose, row)
        return any(
            self.covers(claim, type_name, row) and (claim.reads_blocked or has_consent)
            for claim in self._by_category.get(word.category, ())
        )

    def expected(self, type_name: str, row: Row) -> dict[str, Any]:
        """Give what the row must look like: every scalar field, and the names of those that are kept back."""
        fields = scalars(self.catalogue, type_name)
        hidden = {name for name in fields if not self.shows(type_name, name, row)}
        values = {name: None if name in hidden else self.value(type_name, one, row) for name, one in fields.items()}
        return {**values, "withheld": sorted(hidden)}

    def value(self, type_name: str, field: Field, row: Row) -> Any:  # noqa: ANN401 - any value of a column
        """Give the plain value of a field, as it must be printed."""
        worked_out = WORKED_OUT.get(f"{type_name}.{field.name}")
        raw = worked_out(self.town, row) if worked_out else row[snake(field.name)]
        if raw is None:
            return None
        match field.scalar:
            case Scalar.ID:
                return f"{self.catalogue.types[type_name].prefix}_{raw}"
            case Scalar.BOOLEAN:
                return bool(raw)
            case Scalar.FLOAT:
                return raw / 1000
            case Scalar.DATE:
                return day(raw)
            case Scalar.ENUM:
                assert field.enum is not None
                return field.enum(raw).name
        return raw

    def rows(self, type_name: str) -> tuple[list[Row], list[Row]]:
        """Give the rows of a type that are visible, and those that are not."""
        seen: list[Row] = []
        unseen: list[Row] = []
        for row in self.town.rows[KINDS[type_name].table]:
            (seen if self.sees(type_name, row) else unseen).append(row)
        return seen, unseen

    def sample(self, type_name: str, rows: list[Row]) -> list[Row]:
        """Choose rows to ask for, each kind of hiding and each field's first value among them."""
        if len(rows) <= SAMPLE:
            return rows
        chance = Random(type_name)
        drawn = chance.sample(rows, min(DRAWN, len(rows)))
        told: dict[Any, Row] = {}
        for row in drawn:
            shown = self.expected(type_name, row)
            told.setdefault(tuple(shown["withheld"]), row)
            for name, value in shown.items():
                if value is not None:
                    told.setdefault(name, row)
        chosen = {row["id"]: row for row in (*told.values(), *drawn)}
        return list(chosen.values())[: max(SAMPLE, len({row["id"] for row in told.values()}))]


def scalars(catalogue: Catalogue, type_name: str) -> dict[str, Field]:
    """Give the fields of a type that hold a value of their own, in the database."""
    found = catalogue.types[type_name].fields
    return {name: one for name, one in found.items() if one.scalar is not None and not isinstance(one.kind, Live)}


def snake(name: str) -> str:
    """Spell a GraphQL name as its column."""
    return re.sub(r"([A-Z])", lambda found: f"_{found[1].lower()}", name)


def plain(field: Field, value: Any) -> Any:  # noqa: ANN401 - as above
    """Bring a printed value into the form that `expected` gives: an instant as milliseconds."""
    if value is not None and field.scalar is Scalar.DATETIME:
        return round(datetime.fromisoformat(value).timestamp() * 1000)
    return value
