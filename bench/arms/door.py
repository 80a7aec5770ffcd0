"""Strawberry's `on_execute` door with nothing behind it but the hand-written statement: what the library itself
costs.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import orjson
import strawberry
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, SchemaExtension, ValidationCache
from strawberry.types import ExecutionResult

from bench.arms import dataloader
from bench.arms.lane import lane
from bench.arms.statements import Statement, statement
from isuo_graph.store.dialect import dialect_of
from isuo_graph.store.read import ReadLane

ROOTS = {"Journal": "q1", "Card": "q2", "Roll": "q3"}


class _View(GraphQL[None, None]):
    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> None:
        """Give nothing: nobody asks who asks."""

    def encode_json(self, data: object) -> bytes:
        """Let the database's text through undecoded."""
        return orjson.dumps(data)


def app(url: str) -> GraphQL[None, None]:
    """Make the application: the schema of the idiomatic arm, whose resolvers never run."""
    reads, dialect = lane(url), dialect_of(url)
    known = {name: statement(key, dialect) for name, key in ROOTS.items()}

    class Door(SchemaExtension):
        async def on_execute(self) -> AsyncIterator[None]:
            self.execution_context.result = await _answer(reads, known, self.execution_context)
            yield

    return _View(strawberry.Schema(dataloader.Query, extensions=[ParserCache, ValidationCache, Door]))


async def _answer(reads: ReadLane[Any], known: dict[str, Statement], context: Any) -> ExecutionResult:  # noqa: ANN401 - Strawberry's
    wanted = known[context.operation_name or ""]
    row = await reads.fetch_row(wanted.text, wanted.params(context.variables))
    assert row is not None
    return ExecutionResult(data=orjson.Fragment(str(row[0])), errors=None)  # type: ignore[arg-type] # JSON already
