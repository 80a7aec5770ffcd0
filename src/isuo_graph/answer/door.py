"""Strawberry's own door to the planner: a schema extension that brings the document, and the answer of queries, itself.

Strawberry's executor still runs acts.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from graphql import ExecutionResult, OperationType
from strawberry.extensions import SchemaExtension

from isuo_graph.answer.asking import Asking
from isuo_graph.answer.documents import Read
from isuo_graph.answer.queries import Queries, plugin_error


def door(queries: Callable[[], Queries]) -> Callable[[], SchemaExtension]:
    """Give the factory of extensions that Strawberry asks for each operation. Queries need the schema, so they come
    later.
    """
    return lambda: Door(queries())


class Door(SchemaExtension):
    """Brings the parsed document, the outcome of validation and the answer of a query."""

    def __init__(self, queries: Queries) -> None:
        """Take who answers; Strawberry sets `execution_context` afterwards."""
        self._queries = queries
        self._read: Read | None = None

    @property
    def _asking(self) -> Asking:
        asking = self.execution_context.context
        assert isinstance(asking, Asking)
        return asking

    def on_parse(self) -> Iterator[None]:
        """Bring the document from the cache, or read it."""
        text = self.execution_context.query
        if text:
            self._read = self._queries.documents.read(text)
            self._read.operation(self.execution_context.operation_name)
            self.execution_context.graphql_document = self._read.document
        yield

    def on_validate(self) -> Iterator[None]:
        """Bring the outcome of validation."""
        if self._read is not None:
            self.execution_context.pre_execution_errors = list(self._read.errors)
        yield

    async def on_execute(self) -> AsyncIterator[None]:
        """Answer a query. An act is left to the executor, whose resolvers are `acting`'s."""
        read = self._read
        assert read is not None
        operation = read.operation(self.execution_context.operation_name)
        if operation.operation is OperationType.QUERY:
            given = self.execution_context.variables
            self.execution_context.result = await self._queries.answer(read, operation, given, self._asking)
        yield
        if self._asking.failed:
            self._add_failed()

    def _add_failed(self) -> None:
        """Put what plugins could not answer for payloads of acts among the errors; the acts were done all the same."""
        result = self.execution_context.result
        assert isinstance(result, ExecutionResult), "the executor has done the acts"
        result.errors = [*(result.errors or ()), *map(plugin_error, self._asking.failed)]

    def get_results(self) -> dict[str, Any]:
        """Give `extensions` of the response."""
        return self._asking.extensions
