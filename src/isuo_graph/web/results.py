"""From Strawberry's result of an operation to the answer that is sent: the same over HTTP, events and sockets."""

from __future__ import annotations

from contextlib import aclosing
from typing import Any

from graphql import GraphQLError
from strawberry.http import GraphQLHTTPResponse
from strawberry.schema.schema import StreamResult
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.web.context import Context
from isuo_graph.web.refusals import reasons, told, voice


def answer(result: ExecutionResult, context: Context, listed_max: int) -> GraphQLHTTPResponse:
    """Give a result with masked errors. A request that was not executed has no `data`."""
    errors = result.errors or []
    made: dict[str, Any] = {"data": result.data} if is_executed(result) else {}
    extensions = dict(result.extensions or {})
    if errors:
        made["errors"], omitted = told(errors, voice(context), listed_max)
        if omitted:
            extensions["errorsOmitted"] = omitted
    if extensions:
        made["extensions"] = extensions
    return made  # type: ignore[return-value] # a TypedDict made key by key


async def whole(stream: StreamResult) -> StreamResult:
    """Give the results of a stream; what Strawberry lets out as an exception becomes the last of them."""
    kind: type[ExecutionResult] = PreExecutionError
    try:
        async with aclosing(stream) as results:
            async for result in results:
                kind = ExecutionResult
                yield result
    except Exception as exc:  # noqa: BLE001 - a refusal is told, anything else is masked and logged
        yield kind(data=None, errors=[GraphQLError("failed", original_error=exc)])


def refusal(result: ExecutionResult) -> Refused | None:
    """Give why the whole request was refused; None where it was executed."""
    if not result.errors or is_executed(result):
        return None
    return next(iter(reasons(result.errors[0]))) or Refused(Code.INTERNAL, "internal")


def is_executed(result: ExecutionResult) -> bool:
    """Tell a field that failed from a request that was refused as a whole: only the former has a path."""
    errors = result.errors or []
    return result.data is not None or not errors or any(error.path is not None for error in errors)
