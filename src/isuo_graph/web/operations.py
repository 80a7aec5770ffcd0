"""One operation of a connection that stays open: a query or an act is answered once, in time and where there is room;
a subscription goes on. The connection itself has no deadline, so each operation brings its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import aclosing
from typing import Any, Final

from strawberry.schema import BaseSchema
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.schema.schema import StreamResult
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.web.answers import Asked
from isuo_graph.web.context import Context
from isuo_graph.web.counter import Counter

READS: Final = frozenset({OperationType.QUERY})
ACTS: Final = READS | {OperationType.MUTATION}


async def performed(
    schema: BaseSchema, counter: Counter, asked: Asked, context: Context, allowed: Collection[OperationType] = ACTS
) -> StreamResult:
    """Give the results of an operation. Raises Refused where it is late, has no room, or is of a kind not allowed."""
    given: dict[str, Any] = {
        "variable_values": asked.variables,
        "context_value": context,
        "operation_name": asked.operation_name,
        "operation_extensions": dict(asked.extensions) or None,
    }
    try:
        result = await _once(schema, counter, asked.text, given | {"allowed_operation_types": allowed})
    except InvalidOperationTypeError as exc:
        if exc.operation_type is not OperationType.SUBSCRIPTION:
            raise Refused(Code.BAD_USER_INPUT, "operation.wrong_method") from exc
    except CannotGetOperationTypeError as exc:
        raise Refused(Code.BAD_USER_INPUT, "document.missing") from exc
    else:
        yield result
        return
    async with aclosing(await schema.stream(asked.text, **given)) as stream:
        async for event in stream:
            yield event


async def _once(schema: BaseSchema, counter: Counter, text: str, given: dict[str, Any]) -> ExecutionResult:
    """Answer before the deadline, holding a place among the requests in flight."""
    limit_s = counter.settings.deadline_s
    limit = asyncio.timeout(limit_s)
    context: Context = given["context_value"]
    caller = f"session {context.signed.session_id}" if context.signed else f"address {context.address}"
    try:
        with counter.traffic.slot(caller):
            async with limit:
                return await schema.execute(text, **given)
    except TimeoutError as exc:
        if not limit.expired():
            raise
        raise Refused(Code.LIMIT_EXCEEDED, "limit.deadline", limit_s=f"{limit_s:g}") from exc
