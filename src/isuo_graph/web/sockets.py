"""GraphQL over WebSocket (graphql-transport-ws) for people who have signed in, with bounds on everything they send.

The token comes in `connection_init` as `{"Authorization": "Bearer …"}`. Frames are bounded; junk closes the socket, and
so does the end of the session. Every operation has its own context, and its errors are told as over HTTP.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, aclosing, suppress
from dataclasses import replace
from typing import Any, Final, Protocol, cast

from graphql import GraphQLError
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.http.exceptions import NonJsonMessageReceived, NonTextMessageReceived, WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler, Operation
from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
    ConnectionInitMessage,
    Message,
    NextMessagePayload,
    SubscribeMessage,
)
from strawberry.types import ExecutionResult

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.web import body, defence, operations, results
from isuo_graph.web.answers import Asked
from isuo_graph.web.context import Arrival, Context
from isuo_graph.web.counter import Counter
from isuo_graph.web.live import Line
from isuo_graph.web.refusals import said, told, voice

ID_LENGTH_MAX: Final = 128  # characters of an operation's id; clients send a UUID or a number
FORBIDDEN: Final = 4403  # graphql-transport-ws, as are the next two
UNAUTHORIZED: Final = 4401
INVALID: Final = 4400
TOO_LARGE: Final = 1009  # RFC 6455
TRY_LATER: Final = 1013


class _View(Protocol):
    """What a socket needs to know of the view that serves it."""

    counter: Counter


class Adapter(ASGIWebSocketAdapter):
    """Reads bounded messages."""

    async def iter_json(self, *, ignore_parsing_errors: bool = False) -> AsyncGenerator[object, None]:  # noqa: ARG002 - as the base says
        """Give the messages as they come, until the first that is too large or no JSON."""
        limit = _counter(self.view).settings.body_max_bytes
        while self.ws.application_state != WebSocketState.DISCONNECTED:
            message = await self.ws.receive()
            if message["type"] == "websocket.disconnect":
                return
            text = message.get("text")
            if not isinstance(text, str):
                raise NonTextMessageReceived
            if len(text) > limit:
                await self.close(TOO_LARGE, "Message too big")
                return
            try:
                decoded = body.json_of(text)
            except Refused as exc:
                raise NonJsonMessageReceived from exc
            yield decoded

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Send a message."""
        try:
            await super().send_json(message)
        except RuntimeError as exc:  # Starlette's word for a socket that we have closed already
            raise WebSocketDisconnected from exc

    async def close(self, code: int, reason: str) -> None:
        """Close the socket, once."""
        if self.ws.application_state != WebSocketState.DISCONNECTED:
            with suppress(RuntimeError, WebSocketDisconnect):
                await super().close(code, reason)


class Told(Operation[Context, None]):
    """One operation of a socket: it has its own context, and its errors are masked."""

    __slots__ = ("context", "extensions")

    context: Context
    extensions: dict[str, Any] | None

    @property
    def _listed_max(self) -> int:
        return _counter(self.handler.view).settings.errors_listed_max

    async def send_initial_errors(self, errors: list[GraphQLError]) -> None:
        """Tell why the operation was not executed."""
        listed, _ = told(errors, voice(self.context), self._listed_max)
        await self._send_errors(listed)

    async def send_refusal(self, refused: Refused) -> None:
        """Tell that the operation was refused before it was read."""
        await self._send_errors([said(refused, voice(self.context))])

    async def send_next(self, execution_result: ExecutionResult) -> None:
        """Send a result."""
        answer = results.answer(execution_result, self.context, self._listed_max)
        await self.send_operation_message(
            {"id": self.id, "type": "next", "payload": cast("NextMessagePayload", answer)}
        )

    async def _send_errors(self, listed: list[dict[str, Any]]) -> None:
        payload = cast("Any", listed)
        await self.send_operation_message({"id": self.id, "type": "error", "payload": payload})


class Handler(BaseGraphQLTransportWSHandler[Context, None]):
    """Speaks the protocol on one socket."""

    websocket: Adapter

    async def handle(self) -> None:
        """Serve the socket until it closes."""
        async with AsyncExitStack() as self._stack:
            await super().handle()

    async def handle_message(self, message: Message) -> None:
        """Take one message; anything but an object with a type and a short id is junk."""
        held = cast("object", message)
        if not isinstance(held, dict) or not isinstance(held.get("type"), str):
            await self.handle_invalid_message("Invalid message")
            return
        name = held.get("id", "")
        if not isinstance(name, str) or len(name) > ID_LENGTH_MAX:
            await self.handle_invalid_message("Invalid message id")
            return
        await super().handle_message(message)

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        """Let in whoever brings a token of a session that is alive."""
        payload = message.get("payload") or {}
        if not self.connection_init_received and isinstance(payload, dict):
            try:
                await self._enter(payload)
            except Refused as exc:
                code = TRY_LATER if exc.code is Code.LIMIT_EXCEEDED else FORBIDDEN
                await self.websocket.close(code, exc.code.value)
                return
        await super().handle_connection_init({**message, "payload": payload})

    async def _enter(self, payload: Mapping[str, object]) -> None:
        given = payload.get("Authorization") or payload.get("authorization")
        headers = [given] if isinstance(given, str) else self.websocket.ws.headers.getlist("authorization")
        signed = await _counter(self.view).bearers.read(headers)
        if signed is None:
            raise Refused(Code.UNAUTHENTICATED, "auth.required")
        self.context = await _counter(self.view).context(_arrival(self.websocket.ws), signed)
        line = await self._stack.enter_async_context(_counter(self.view).live.line(signed))
        watch = asyncio.get_running_loop().create_task(self._close_at_end(line))
        self._stack.callback(watch.cancel)

    async def _close_at_end(self, line: Line) -> None:
        await line.ended.wait()
        await self.websocket.close(FORBIDDEN, Code.UNAUTHENTICATED.value)

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        """Begin an operation in its own task."""
        if not self.connection_acknowledged:
            await self.websocket.close(UNAUTHORIZED, "Unauthorized")
            return
        if message["id"] in self.operations:
            await self.websocket.close(4409, f"Subscriber for {message['id']} already exists")
            return
        operation = Told(self, message["id"], "", None, None)
        operation.context = await self._own_context()
        self.operations[operation.id] = operation
        try:
            await self._fill(operation, message)
        except Refused as exc:
            await operation.send_refusal(exc)
            return
        operation.task = asyncio.create_task(self.run_operation(operation))
        operation.task.add_done_callback(self._task_done)

    async def _own_context(self) -> Context:
        """Give the operation a name of its own in the log, and its own place for what the answer says beside data."""
        return replace(self.context, request_id=secrets.token_urlsafe(9), extensions={})

    async def _fill(self, operation: Told, message: SubscribeMessage) -> None:
        """Read what is asked. Raises Refused for a wrong form, too many operations, or an ended session."""
        most = self.max_subscriptions_per_connection or 0
        if len(self.operations) > most:
            raise Refused(Code.LIMIT_EXCEEDED, "limit.rate", retry_after_s=1)
        context = operation.context
        assert context.signed is not None, "nobody gets here without a token"
        context.viewer = await _counter(self.view).viewers.of(context.signed.account_id, context.signed.session_id)
        asked = await body.asked_of(message["payload"], _counter(self.view).documents)
        context.explain = asked.explain
        operation.query, operation.variables = asked.text, asked.variables
        operation.operation_name = asked.operation_name
        operation.extensions = dict(asked.extensions) or None

    async def run_operation(self, operation: Operation[Context, None]) -> None:
        """Run one operation to its end."""
        assert isinstance(operation, Told)
        asked = Asked(operation.query, operation.operation_name, operation.variables, operation.extensions or {})
        stream = operations.performed(self.schema, _counter(self.view), asked, operation.context)
        with suppress(WebSocketDisconnected):
            async with aclosing(results.whole(stream)) as told_results:
                await self._send_result_stream(operation, told_results)
            await operation.send_operation_message({"id": operation.id, "type": "complete"})

    @staticmethod
    def _get_pre_execution_close_reason(error: GraphQLError) -> str | None:  # noqa: ARG004 - as the base says
        """Close no socket for a wrong document: the other operations on it are as good as before."""
        return None

    async def cleanup_operation(self, operation_id: str) -> None:
        """Stop an operation; one that was refused has no task."""
        operation = self.operations.get(operation_id)
        if operation is not None and operation.task is None:
            self.operations.pop(operation_id)
            return
        await super().cleanup_operation(operation_id)


def _counter(view: object) -> Counter:
    return cast("_View", view).counter


def _arrival(socket: WebSocket) -> Arrival:
    arrival: Arrival = socket.scope[defence.ARRIVAL]
    return arrival
