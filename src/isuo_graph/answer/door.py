"""Strawberry's own door to the planner: a schema extension that brings the document, and the answer of queries, itself.

Strawberry's executor still runs introspection, acts, and the few root fields that a function answers.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute,
)
from graphql import ExecutionResult as CoreResult
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionResult
from strawberry.utils.await_maybe import await_maybe

from isuo_graph.answer.asking import Asking
from isuo_graph.answer.documents import Documents, Read
from isuo_graph.answer.engine import Engine
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan import planner, select


@dataclass(frozen=True)
class Desk:
    """What the door needs: who reads documents, who answers queries, and whether strangers may read the schema."""

    documents: Documents
    engine: Engine
    introspection_anonymous: bool = False


def door(desk: Callable[[], Desk]) -> Callable[[], SchemaExtension]:
    """Give the factory of extensions that Strawberry asks for each operation. The desk needs the schema, so it comes
    later.
    """
    return lambda: Door(desk())


class Door(SchemaExtension):
    """Brings the parsed document, the outcome of validation and the answer of a query."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk; Strawberry sets `execution_context` afterwards."""
        self._desk = desk
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
            self._read = self._desk.documents.read(text)
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
            self.execution_context.result = await self._answer(read, operation)
        yield

    def get_results(self) -> dict[str, Any]:
        """Give `extensions` of the response."""
        return self._asking.extensions

    async def _answer(self, read: Read, operation: OperationDefinitionNode) -> ExecutionResult:
        variables = self._desk.engine.variables(operation, self.execution_context.variables)
        plan, data, failed = await self._desk.engine.query(read, operation, variables, self._asking)
        errors = [GraphQLError(one["message"], path=one["path"], extensions=one["extensions"]) for one in failed]
        if plan.others:
            rest = await self._execute_rest(read, operation, plan, select.Document(read.fragments, variables))
            data |= rest.data or {}
            errors += rest.errors or []
        return ExecutionResult(data={key: data.get(key) for key in plan.order}, errors=errors or None)

    async def _execute_rest(
        self, read: Read, operation: OperationDefinitionNode, plan: planner.Plan, document: select.Document
    ) -> CoreResult:
        """Let the executor answer the root fields that are not planned: introspection and those with a function."""
        picked = select.picks(document, (operation.selection_set,), "Query")
        rest = [pick for pick in picked if pick.key in plan.others]
        is_schema = any(pick.name in {"__schema", "__type"} for pick in rest)
        if is_schema and self._asking.viewer.is_anonymous and not self._desk.introspection_anonymous:
            raise Refused(Code.UNAUTHENTICATED, "auth.required")
        nodes: tuple[FieldNode, ...] = tuple(node for pick in rest for node in pick.nodes)
        less = OperationDefinitionNode(
            operation=operation.operation,
            name=operation.name,
            variable_definitions=operation.variable_definitions,
            directives=(),
            selection_set=SelectionSetNode(selections=nodes),
        )
        result = await await_maybe(
            execute(
                self._desk.engine.schema._schema,  # noqa: SLF001 - see graph/schema.py
                DocumentNode(definitions=(less, *read.fragments.values())),
                context_value=self._asking,
                variable_values=self.execution_context.variables,
            )
        )
        assert isinstance(result, CoreResult)
        return result
