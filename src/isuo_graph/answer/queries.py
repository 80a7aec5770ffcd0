"""Answers queries: the engine what is planned, graphql-core's executor the rest (introspection, explainAccess).

A query whose document was read before goes straight to its plan; everything else comes through Strawberry's door.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from anyio import CapacityLimiter, to_thread
from graphql import DocumentNode, FieldNode, GraphQLError, OperationDefinitionNode, SelectionSetNode, execute
from graphql import ExecutionResult as CoreResult
from graphql import OperationType as Kind
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.utils.await_maybe import await_maybe

from isuo_graph.answer.asking import Asking
from isuo_graph.answer.documents import Documents, Read
from isuo_graph.answer.engine import Engine
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan import planner, select

_SCHEMA: Final = frozenset({"__schema", "__type"})


@dataclass(frozen=True)
class Queries:
    """Who reads documents, who answers queries, and whether strangers may read the schema."""

    documents: Documents
    engine: Engine
    introspection_anonymous: bool = False
    introspecting: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))
    """One question about the schema at a time: two would share the processor and both be late."""

    async def straight(
        self, text: str, name: str | None, given: Mapping[str, Any] | None, asking: Asking
    ) -> ExecutionResult | None:
        """Answer a query whose document was read before and is valid; None for everything else. What is wrong with the
        request is in the result, as Strawberry would put it there.
        """
        read = self.documents.known(text)
        if read is None or read.errors:
            return None
        try:
            operation = read.operation(name)
            if operation.operation is not Kind.QUERY:
                return None
            result = await self.answer(read, operation, given, asking)
        except GraphQLError as exc:
            result = PreExecutionError(data=None, errors=[exc])
        except Exception as exc:  # noqa: BLE001 - told or masked by whoever sends the result
            result = PreExecutionError(data=None, errors=[GraphQLError(str(exc), original_error=exc)])
        result.extensions = asking.extensions
        return result

    async def answer(
        self, read: Read, operation: OperationDefinitionNode, given: Mapping[str, Any] | None, asking: Asking
    ) -> ExecutionResult:
        """Answer one query. Raises Refused or GraphQLError where it is refused as a whole."""
        variables = read.declared(operation).coerced(given)
        plan, data, failed = await self.engine.query(read, operation, variables, asking)
        errors = [*map(plugin_error, failed)]
        if plan.others:
            document = select.Document(read.fragments, variables)
            for rest in await self._rest(read, operation, given, (plan, asking, document)):
                data |= rest.data or {}
                errors += rest.errors or []
        return ExecutionResult(data={key: data.get(key) for key in plan.order}, errors=errors or None)

    async def _rest(
        self,
        read: Read,
        operation: OperationDefinitionNode,
        given: Mapping[str, Any] | None,
        within: tuple[planner.Plan, Asking, select.Document],
    ) -> list[CoreResult]:
        """Let the executor answer the root fields that are not planned; the schema's own in a thread, since all of it
        takes tenths of a second in which the loop should go on with everybody else.
        """
        plan, asking, document = within
        picked = select.picks(document, (operation.selection_set,), "Query")
        rest = [pick for pick in picked if pick.key in plan.others]
        schema = [pick for pick in rest if pick.name in _SCHEMA]
        if schema and asking.viewer.is_anonymous and not self.introspection_anonymous:
            raise Refused(Code.UNAUTHENTICATED, "auth.required")
        run = partial(self._run, read, operation, dict(given or {}), asking)
        found: list[CoreResult] = []
        if functions := [pick for pick in rest if pick not in schema]:
            found.append(await await_maybe(run(functions)))
        if schema:
            told = await to_thread.run_sync(run, schema, limiter=self.introspecting)
            assert isinstance(told, CoreResult), "the schema's own fields wait for nothing"
            found.append(told)
        return found

    def _run(
        self,
        read: Read,
        operation: OperationDefinitionNode,
        given: dict[str, Any],
        asking: Asking,
        picked: list[select.Pick],
    ) -> CoreResult | Awaitable[CoreResult]:
        """Execute some root fields of an operation."""
        nodes: tuple[FieldNode, ...] = tuple(node for pick in picked for node in pick.nodes)
        less = OperationDefinitionNode(
            operation=operation.operation,
            name=operation.name,
            variable_definitions=operation.variable_definitions,
            directives=(),
            selection_set=SelectionSetNode(selections=nodes),
        )
        return execute(
            self.engine.schema._schema,  # noqa: SLF001 - see graph/schema.py
            DocumentNode(definitions=(less, *read.fragments.values())),
            context_value=asking,
            variable_values=given,
        )


def plugin_error(entry: Mapping[str, Any]) -> GraphQLError:
    """Make the error of a plugin field that stays empty."""
    return GraphQLError(entry["message"], path=entry["path"], extensions=entry["extensions"])
