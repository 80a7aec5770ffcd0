"""Strawberry's ASGI view, with the house's order of defence in front of it and the house's words in its answers.

Order: method and content type, size and time of the body, token, room, form of the JSON, document, then Strawberry. It
knows nothing of the schema it serves; the schema's own extension reads documents and runs plans.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from typing import Any, Final, cast

import orjson
import strawberry
from cross_web import AsyncHTTPRequestAdapter
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.rooms.people.tokens import Signed
from isuo_graph.web import body, defence, operations, results, sockets
from isuo_graph.web.answers import Asked, Straight
from isuo_graph.web.context import Arrival, Context
from isuo_graph.web.counter import Counter
from isuo_graph.web.heads import Heads
from isuo_graph.web.media import Media, accepted
from isuo_graph.web.refusals import status_of
from isuo_graph.web.reply import Reply

INIT_WAIT: Final = timedelta(seconds=10)  # a client sends connection_init at once (a guess)
OPERATIONS_PER_SOCKET_MAX: Final = 20  # a page of ours opens two or three (a guess)


class View(GraphQL[Context, None]):
    """Answers operations over HTTP, event streams and sockets."""

    websocket_adapter_class = sockets.Adapter
    graphql_transport_ws_handler_class = sockets.Handler

    def __init__(self, schema: strawberry.Schema, counter: Counter, straight: Straight | None = None) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
            connection_init_wait_timeout=INIT_WAIT,
            max_subscriptions_per_connection=OPERATIONS_PER_SOCKET_MAX,
            allowed_origins=(counter.settings.public_url,),
        )
        self.counter = counter
        self._straight = straight

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or one socket."""
        if scope["type"] == "websocket":
            await self.run(WebSocket(scope, receive=receive, send=send))
            return
        answer = await self._in_time(scope, receive)
        await answer(scope, receive, send)

    async def _in_time(self, scope: Scope, receive: Receive) -> ASGIApp:
        """Answer before the deadline. Raises Refused where the request is not answered at all."""
        arrival: Arrival = scope[defence.ARRIVAL]
        limit = asyncio.timeout_at(arrival.deadline_s)
        try:
            async with limit:
                return await self._answer(scope, receive, arrival)
        except TimeoutError as exc:
            if not limit.expired():
                raise
            told_s = f"{self.counter.settings.deadline_s:g}"
            raise Refused(Code.LIMIT_EXCEEDED, "limit.deadline", limit_s=told_s) from exc

    async def _answer(self, scope: Scope, receive: Receive, arrival: Arrival) -> ASGIApp:
        """Do everything in the order of security.md."""
        heads: Heads = scope[defence.HEADS]
        defence.check_method(scope["method"])
        defence.check_content(scope["method"], heads)
        raw = await defence.read_body(scope, receive, self.counter.settings.body_max_bytes)
        signed = await self.counter.bearers.read(heads.all_of(b"authorization"))
        caller = f"session {signed.session_id}" if signed else f"address {arrival.address}"
        with self.counter.traffic.slot(caller):
            media = accepted(heads.get(b"accept"))
            if signed is None and media is Media.EVENTS:
                # A stream outlives its place among the requests in flight, so strangers get none.
                raise Refused(Code.UNAUTHENTICATED, "auth.required")
            context = await self.counter.context(arrival, signed)
            asked = await self._asked(scope, raw)
            context.explain = asked.explain
            if self._straight is not None and media is not Media.EVENTS:
                result = await self._straight(asked.text, asked.operation_name, asked.variables, context)
                if result is not None:
                    return self._reply(result, context, media)
            request = Request(scope, receive)
            request.state.asked, request.state.context, request.state.media = asked, context, media
            response: Response = await self.run(request, context=context)
            return response

    async def _asked(self, scope: Scope, raw: bytes) -> Asked:
        documents = self.counter.documents
        if scope["method"] == "GET":
            return await body.asked_by_query(QueryParams(scope["query_string"]), documents)
        return await body.asked_of(body.json_of(raw), documents)

    def _reply(self, result: ExecutionResult, context: Context, media: Media) -> Reply:
        made = results.answer(result, context, self.counter.settings.errors_listed_max)
        return _reply(orjson.dumps(made), results.refusal(result), media)

    def should_render_graphql_ide(self, request: object) -> bool:  # noqa: ARG002 - as the base says
        """Render none here: the console is a page of its own."""
        return False

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
        """Give what was read before; the bytes are not looked at again."""
        held = request._request  # type: ignore[attr-defined] # noqa: SLF001 - Strawberry's adapter gives no other way
        asked: Asked = held.state.asked
        return GraphQLRequestData(
            query=asked.text,
            variables=asked.variables,
            operation_name=asked.operation_name,
            extensions=dict(asked.extensions) or None,
            protocol="sse" if held.state.media is Media.EVENTS else "http",
        )

    async def execute_single(
        self,
        request: Request,
        request_adapter: AsyncHTTPRequestAdapter,  # noqa: ARG002 - as the base says
        sub_response: Response,  # noqa: ARG002 - as the base says
        context: Context,
        root_value: None,
        request_data: GraphQLRequestData,
    ) -> ExecutionResult:
        """Run one operation, which over GET may only read. Raises Refused for another one."""
        allowed = operations.READS if request.method == "GET" else operations.ACTS
        try:
            return await self.schema.execute(
                request_data.query,
                root_value=root_value,
                variable_values=request_data.variables,
                context_value=context,
                operation_name=request_data.operation_name,
                allowed_operation_types=allowed,
                operation_extensions=request_data.extensions,
            )
        except InvalidOperationTypeError as exc:
            is_stream = exc.operation_type is OperationType.SUBSCRIPTION
            raise Refused(
                Code.BAD_USER_INPUT, "operation.needs_stream" if is_stream else "operation.wrong_method"
            ) from exc
        except CannotGetOperationTypeError as exc:
            raise Refused(Code.BAD_USER_INPUT, "document.missing") from exc

    async def execute_operation(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on as they come
        """Run what was asked; an event stream breaks off with an error that is told, not with an exception."""
        request: Request = named["request"]
        if request.state.media is not Media.EVENTS:
            return await super().execute_operation(*arguments, **named)
        allowed = operations.READS if request.method == "GET" else operations.ACTS
        asked, context = request.state.asked, request.state.context
        return results.whole(operations.performed(self.schema, self.counter, asked, context, allowed))

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        """Give the answer as it is sent, and note the status it is sent with."""
        context: Context = request.state.context
        request.state.refused = results.refusal(result)
        return results.answer(result, context, self.counter.settings.errors_listed_max)

    async def get_sub_response(self, request: Request) -> Response:  # type: ignore[override] # sockets have none
        """Give the response that carries the request along to `create_response`."""
        made = _Carrier()
        made.request = request
        return made

    def create_response(self, response_data: object, sub_response: Response) -> Response:
        """Give the response in the form that was asked for, with its status."""
        assert isinstance(sub_response, _Carrier)
        state = sub_response.request.state
        return cast("Response", _reply(orjson.dumps(response_data), state.refused, state.media))

    async def create_streaming_response(  # type: ignore[override] # sockets do not stream
        self,
        request: Request,
        stream: Callable[[], AsyncIterator[str]],
        sub_response: Response,  # noqa: ARG002 - as the base says
        headers: Mapping[str, str],
    ) -> Response:
        """Stream events, until the session ends."""
        context: Context = request.state.context
        parts = self._held(stream, context.signed) if context.signed else stream()
        return StreamingResponse(parts, headers=dict(headers))

    async def _held(self, stream: Callable[[], AsyncIterator[str]], signed: Signed) -> AsyncIterator[str]:
        parts = stream()
        async with self.counter.live.line(signed) as line:
            ended = asyncio.ensure_future(line.ended.wait())
            try:
                while True:
                    coming = asyncio.ensure_future(anext(parts, None))
                    await asyncio.wait((coming, ended), return_when=asyncio.FIRST_COMPLETED)
                    if not coming.done():
                        coming.cancel()
                        await asyncio.gather(coming, return_exceptions=True)
                        return
                    if (part := coming.result()) is None:
                        return
                    yield part
            finally:
                ended.cancel()

    def decode_json(self, data: str | bytes) -> object:
        """Parse a message of a socket. Raises Refused for what is no plain JSON."""
        return body.json_of(data)

    def encode_json(self, data: object) -> str:
        """Give text, which sockets need; parts that the database has written as JSON go in as they are."""
        return orjson.dumps(data).decode()


class _Carrier(Response):
    """An empty response that knows its request."""

    request: Request


def _reply(content: bytes, refused: Refused | None, media: Media) -> Reply:
    if refused is None:
        return Reply(content, media)
    return Reply(content, media, _status(refused, media), defence.refusal_headers(refused))


def _status(refused: Refused, media: Media) -> int:
    """Give the status; older clients read everything that the service decided itself from a 200 (6.4.1)."""
    status = status_of(refused)
    keeps = status in {405, 429} or status >= 500  # noqa: PLR2004 - the server's own trouble is no answer
    return status if media is Media.GRAPHQL or keeps else 200
