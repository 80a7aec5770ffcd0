"""The limit: one hand-written JSON statement for each workload, on bare ASGI. It takes a GraphQL request's variables
and reads nothing else of it: no token, no document, no rights.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import orjson

from bench.arms.lane import lane
from bench.arms.statements import statement
from isuo_graph.store.dialect import dialect_of

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]


def app(url: str) -> App:
    """Make the application; the workload is the path, `/q1`."""
    reads = lane(url)
    dialect = dialect_of(url)
    known = {f"/{key}": statement(key, dialect) for key in ("q1", "q2", "q3", "q4", "q5", "q6", "q7")}

    async def serve(scope: Scope, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's seam
        if scope["type"] != "http":
            return
        message = await receive()
        body = message["body"]
        while message.get("more_body"):
            message = await receive()
            body += message["body"]
        wanted = known[scope["path"]]
        row = await reads.fetch_row(wanted.text, wanted.params(orjson.loads(body)["variables"]))
        assert row is not None
        answer = b'{"data":' + str(row[0]).encode() + b"}"
        head = [(b"content-type", b"application/json"), (b"content-length", str(len(answer)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": answer})

    return serve
