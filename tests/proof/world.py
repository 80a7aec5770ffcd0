"""The proof catalogue over both databases at once: puts rows in, asks questions the way the answering floor does.

An answer is the text of the response's data, by response key, so that two answers can be compared byte by byte.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import asyncpg
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse, validate
from graphql.execution.values import get_variable_values
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.schema import CreateTable
from tests.proof.model import CATALOGUE, TABLES

from isuo_graph.graph import schema as schemas
from isuo_graph.kit.cursor import CursorBox
from isuo_graph.kit.errors import Refused
from isuo_graph.kit.letters import Spelling, exchanged, function_of
from isuo_graph.plan import bind, planner, select, shape, values
from isuo_graph.policy import matrix, template
from isuo_graph.policy.viewer import Viewer

NOW_MS = 1_000_000
TODAY = date(2026, 10, 5)
NONCE = "00112233445566778899aabbccddeeff"
HOLDERS = matrix.holders(template.read_template())
SCHEMA = schemas.build(CATALOGUE, [], HOLDERS)
CORE = SCHEMA._schema  # noqa: SLF001 - see graph/schema.py
CURSORS = CursorBox(b"p" * 32)
PLANNERS = {dialect: planner.Planner(CATALOGUE, CORE, dialect, holders=HOLDERS) for dialect in bind.Dialect}

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Answer:
    """What one database said: texts by response key and what is withheld, or why the question was refused."""

    data: Mapping[str, str | None] = field(default_factory=dict)
    withheld: tuple[Mapping[str, Any], ...] = ()
    refused: str = ""
    statements: tuple[str, ...] = ()

    @property
    def decoded(self) -> dict[str, Any]:
        """The data as a caller reads it."""
        return {key: None if text is None else json.loads(text) for key, text in self.data.items()}

    @property
    def told(self) -> tuple[Any, ...]:
        """Everything that a caller sees."""
        return self.decoded, self.withheld, self.refused


@dataclass(frozen=True)
class Asked:
    """A document as read, with its variables coerced."""

    operation: OperationDefinitionNode
    document: select.Document


def read(text: str, variables: Mapping[str, Any] | None = None) -> Asked:
    """Parse, validate and coerce; a document of a test that does not fit the schema is the test's own fault."""
    document = parse(text)
    errors = validate(CORE, document)
    assert not errors, f"{errors[0]}\n{text}"
    operation = next(one for one in document.definitions if isinstance(one, OperationDefinitionNode))
    found = get_variable_values(CORE, operation.variable_definitions or (), dict(variables or {}))
    if isinstance(found, list):
        raise found[0]
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    return Asked(operation, select.Document(fragments, dict(found.coerced)))


def variable_shape(asked: Asked) -> tuple[Any, ...]:
    """Give what the plan's key says of the variables."""
    given = asked.document.variables
    wanted = values.declared(asked.operation, CORE)
    return tuple((name, values.shape(given[name], wanted[name])) for name in wanted if name in given)


class World:
    """Both databases, filled alike."""

    def __init__(self, postgres_url: str) -> None:
        self._loop = asyncio.new_event_loop()
        self.sqlite = sqlite3.connect(":memory:")
        for spelling in Spelling:
            self.sqlite.create_function(function_of(spelling), 1, exchanged(spelling), deterministic=True)
        self.postgres = self._loop.run_until_complete(asyncpg.connect(postgres_url))
        for table in TABLES:
            self.sqlite.execute(str(CreateTable(table).compile(dialect=sqlite_dialect.dialect())))
            # Rows are random here and may point at nothing, which the planner has to bear.
            self.send(f"DROP TABLE IF EXISTS {quoted(table.name)} CASCADE")
            bare = CreateTable(table, include_foreign_key_constraints=[])
            self.send(str(bare.compile(dialect=postgresql.dialect())))  # type: ignore[no-untyped-call] # as SQLAlchemy has it

    def close(self) -> None:
        self.sqlite.close()
        self._loop.run_until_complete(self.postgres.close())
        self._loop.close()

    def send(self, sql: str, *values_: object) -> None:
        self._loop.run_until_complete(self.postgres.execute(sql, *values_))

    def fill(self, rows: Rows) -> None:
        """Replace everything there is. Every row of a table has the same columns."""
        names = ", ".join(quoted(table.name) for table in TABLES)
        self.send(f"TRUNCATE {names}")
        for table in TABLES:
            self.sqlite.execute(f"DELETE FROM {quoted(table.name)}")
            if found := rows.get(table.name):
                sqlite, postgres = inserting(table.name, list(found[0]))
                self.sqlite.executemany(sqlite, [adapted(row.values()) for row in found])
                self._loop.run_until_complete(
                    self.postgres.executemany(postgres, [tuple(row.values()) for row in found])
                )

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Add one row."""
        sqlite, postgres = inserting(table, list(row))
        self.sqlite.execute(sqlite, adapted(row.values()))
        self.send(postgres, *row.values())

    def change(self, table: str, number: int, cells: Mapping[str, Any]) -> None:
        """Set cells of one row."""
        sets = ", ".join(f"{quoted(column)} = ?" for column in cells)
        self.sqlite.execute(f"UPDATE {quoted(table)} SET {sets} WHERE id = ?", adapted((*cells.values(), number)))
        sets = ", ".join(f"{quoted(column)} = ${i + 1}" for i, column in enumerate(cells))
        self.send(f"UPDATE {quoted(table)} SET {sets} WHERE id = ${len(cells) + 1}", *cells.values(), number)

    def ask(
        self, text: str, viewer: Viewer, variables: Mapping[str, Any] | None = None, *, now_ms: int = NOW_MS
    ) -> dict[bind.Dialect, Answer]:
        """Ask both databases."""
        asked = read(text, variables)
        return {dialect: self._answer(dialect, asked, viewer, now_ms) for dialect in bind.Dialect}

    def same(self, text: str, viewer: Viewer, variables: Mapping[str, Any] | None = None) -> Answer:
        """Ask both databases; they must say the same."""
        left, right = self.ask(text, viewer, variables).values()
        assert left.told == right.told
        return left

    def _answer(self, dialect: bind.Dialect, asked: Asked, viewer: Viewer, now_ms: int) -> Answer:
        variables = asked.document.variables
        moment = bind.Moment(viewer, variables, now_ms, TODAY, NONCE, CURSORS)
        try:
            plan = PLANNERS[dialect].plan(asked.operation, asked.document, viewer)
            plan.rows(variables)
            data = {root.key: self._root(dialect, root, moment) for root in plan.roots}
        except Refused as exc:
            return Answer(refused=str(exc))
        withheld = tuple(entry.printed() for entry in plan.withheld)
        return Answer(data, withheld, statements=tuple(root.text for root in plan.roots if root.text))

    def _root(self, dialect: bind.Dialect, root: planner.RootPlan, moment: bind.Moment) -> str | None:
        if root.text is None:
            return None
        given = [source(moment) for source in root.sources]
        if dialect is bind.Dialect.SQLITE:
            rows = self.sqlite.execute(root.text, given).fetchall()
        else:
            rows = self._loop.run_until_complete(self.postgres.fetch(root.text, *given))
        assert len(rows) == 1, "a root field is one row"
        found: str | None = rows[0][0]
        return shape.sealed(found, moment) if found and root.has_cursors else found


def quoted(name: str) -> str:
    """Quote a name for these tests' own SQL."""
    return f'"{name}"'


def adapted(values_: Iterable[Any]) -> list[Any]:
    """Give values as SQLite keeps them: a day is a text."""
    return [value.isoformat() if isinstance(value, date) else value for value in values_]


def inserting(table: str, columns: Sequence[str]) -> tuple[str, str]:
    """Write the insertion for SQLite and for PostgreSQL."""
    head = f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, columns))}) VALUES"
    numbers = ", ".join(f"${i + 1}" for i in range(len(columns)))
    return f"{head} ({', '.join('?' * len(columns))})", f"{head} ({numbers})"
