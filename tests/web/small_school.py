"""A small real schema behind the real service on a real uvicorn, for tests of the request path.

Takes settings, gives a running server on the loopback. Its people live in memory; its documents are read by the house's
own reader under the house's own limits.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import cast

import orjson
import strawberry
import uvicorn
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig

from isuo_graph.answer.documents import Documents as Reader
from isuo_graph.graph.schema import QuietSchema
from isuo_graph.kit.clock import SystemClock
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan.cache import Recent
from isuo_graph.plan.limits import Limits, reader
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.people.tokens import KeyRing, key_ring
from isuo_graph.settings import Settings
from isuo_graph.web import wire
from isuo_graph.web.service import Parts, service
from isuo_graph.web.tokens import Bearers

SECRET = bytes(range(32))
PUBLISHED = {"names": "query Names { students { name } }"}


@strawberry.type
class Student:
    name: str
    grade: int = 5

    @strawberry.field
    def friends(self) -> list[Student]:
        return [Student(name="Айбек", grade=5)]


@strawberry.enum
class Shift(Enum):
    FIRST = "first"
    SECOND = "second"


@strawberry.input
class Where:
    name: str | None = None
    shift: Shift | None = None


@strawberry.type
class Query:
    @strawberry.field
    def found(self, where: Where) -> str | None:
        return where.name

    @strawberry.field
    def students(self, first: int = 2) -> list[Student]:
        return [Student(name=f"Окуучу {number}") for number in range(first)]

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("the password of the database is hunter2")

    @strawberry.field
    def forbidden(self) -> str | None:
        raise Refused(Code.FORBIDDEN_ACT, "act.forbidden", act="forbidden")

    @strawberry.field
    async def slow(self, seconds: float) -> str:
        await asyncio.sleep(seconds)
        return "late"

    @strawberry.field
    def unavailable(self) -> str:
        raise Refused(Code.INTERNAL, "storage.unavailable")

    @strawberry.field
    def written(self) -> strawberry.scalars.JSON:
        return cast("strawberry.scalars.JSON", orjson.Fragment('{"by": "the database"}'))


@strawberry.type
class Mutation:
    @strawberry.mutation
    def rename(self, name: str) -> Student:
        return Student(name=name)


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self) -> AsyncIterator[int]:
        number = 0
        while True:
            yield number
            number += 1
            await asyncio.sleep(0.05)


class ReadDocument(SchemaExtension):
    """Brings documents that the house's reader has read."""

    def __init__(self, documents: Callable[[], Reader]) -> None:
        self._documents = documents

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        read = self._documents().read(context.query or "")
        read.operation(context.operation_name)
        context.graphql_document = read.document
        self._errors = list(read.errors)
        yield

    def on_validate(self) -> Iterator[None]:
        self.execution_context.pre_execution_errors = self._errors
        yield


@dataclass
class People:
    """Who may come in: accounts by id, and sessions that were ended."""

    ended: set[int] = field(default_factory=set)
    anonymous: Viewer = field(default_factory=Viewer)
    is_silent: bool = False

    async def of(self, account_id: int, session_id: int) -> Viewer:
        if session_id in self.ended:
            raise Refused(Code.UNAUTHENTICATED, "session.ended")
        return Viewer(account_id=account_id, session_id=session_id)

    async def alive(self, session_ids: Collection[int], now_ms: int) -> frozenset[int]:  # noqa: ARG002 - the seam's own
        if self.is_silent:
            raise Refused(Code.INTERNAL, "storage.unavailable")
        return frozenset(session_ids) - self.ended

    async def text_of(self, document_id: str) -> str | None:
        return PUBLISHED.get(document_id)

    async def probe(self) -> None:
        if self.is_silent:
            raise ConnectionError("postgresql://isuo:hunter2@db/isuo")


@dataclass
class Served:
    """A running service."""

    port: int
    keys: KeyRing
    people: People
    settings: Settings
    clock: SystemClock

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def token(self, session_id: int = 1, account_id: int = 1) -> str:
        return self.keys.issue(account_id, session_id)[0]


def small_schema(read: Callable[[], Reader]) -> strawberry.Schema:
    """Make the schema."""
    return QuietSchema(
        Query,
        Mutation,
        Subscription,
        extensions=[lambda: ReadDocument(read)],
        config=StrawberryConfig(auto_camel_case=True),
    )


@contextmanager
def running(settings: Settings) -> Iterator[Served]:
    """Serve until the block ends."""
    kept: list[Reader] = []
    schema = small_schema(lambda: kept[0])
    kept.append(Reader(schema, reader(Limits()), Recent(100)))
    clock, people = SystemClock(), People()
    keys = key_ring(settings, SECRET, clock)
    parts = Parts(
        settings=settings,
        schema=schema,
        bearers=Bearers(keys, clock),
        viewers=people,
        sessions=people,
        probe=people.probe,
        sdl=schema.as_str(),
        clock=clock,
        documents=people,
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            service(parts),
            log_config=None,
            http=wire.wire(settings),  # type: ignore[arg-type] # a maker of protocols is as good as their class
            ws=wire.Socket,
            ws_max_size=settings.body_max_bytes,
            ws_per_message_deflate=False,
            lifespan="on",
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            threading.Event().wait(0.01)
        yield Served(listening.getsockname()[1], keys, people, settings, clock)
        server.should_exit = True
        thread.join(10)
