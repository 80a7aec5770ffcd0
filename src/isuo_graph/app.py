"""The composition root, the one file that knows everybody: rooms, catalogue, schema, store, engine, host, acts.

Takes settings, gives a House. `web` serves it, the command line uses it, tests make it as they like.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import strawberry
from sqlmodel.ext.asyncio.session import AsyncSession

from isuo_graph.answer import why
from isuo_graph.answer.acting import Acting
from isuo_graph.answer.documents import Documents
from isuo_graph.answer.door import door
from isuo_graph.answer.engine import Engine
from isuo_graph.answer.queries import Queries
from isuo_graph.answer.viewers import SessionViewers
from isuo_graph.graph import registry
from isuo_graph.graph import schema as schemas
from isuo_graph.graph.act import ActSpec
from isuo_graph.graph.catalogue import Catalogue
from isuo_graph.graph.node import Room
from isuo_graph.host import room as host_room
from isuo_graph.host.bind import Binder
from isuo_graph.host.discover import discover
from isuo_graph.host.house import Host, Installed, host
from isuo_graph.host.scoring import PluginScorer
from isuo_graph.kit.clock import Clock, SystemClock
from isuo_graph.kit.cursor import CursorBox
from isuo_graph.kit.ids import IdMaker
from isuo_graph.plan import limits
from isuo_graph.plan.bind import Dialect
from isuo_graph.plan.cache import Recent
from isuo_graph.plan.planner import Limits, Plan, Planner
from isuo_graph.plan.reach import row_check
from isuo_graph.policy import matrix, template
from isuo_graph.policy.rights import Right
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms import consent, journal, learning, orders, org, people, roll
from isuo_graph.rooms.consent.purposes import Terms
from isuo_graph.rooms.consent.terms import terms
from isuo_graph.rooms.learning.rules import Scoring
from isuo_graph.rooms.orders import citing, stamps, viewers
from isuo_graph.rooms.people import passwords, sessions, sign_in, throttle, tokens
from isuo_graph.rooms.people.refresh import RefreshTokens
from isuo_graph.rooms.people.tokens import KeyRing
from isuo_graph.settings import Settings, secrets
from isuo_graph.store import engine as stores
from isuo_graph.store import keys as idempotency
from isuo_graph.store.columns import Table
from isuo_graph.store.dialect import dialect_of
from isuo_graph.store.sweep import Stale, Sweep

ROOMS: tuple[Room, ...] = (
    org.ROOM,
    people.ROOM,
    orders.ROOM,
    consent.ROOM,
    roll.ROOM,
    journal.ROOM,
    learning.ROOM,
    host_room.ROOM,
)


@dataclass(frozen=True)
class House:
    """Everything that one process answers with."""

    settings: Settings
    catalogue: Catalogue
    schema: strawberry.Schema
    store: stores.Store
    queries: Queries
    documents: Documents
    engine: Engine
    acting: Acting
    viewers: SessionViewers
    clock: Clock
    secret: bytes
    keys: KeyRing
    services: Mapping[type, object]
    """What acts ask for by type (`unit.service`)."""
    plugins: Host
    sweep: Sweep
    """Takes away what has served; whoever serves lets it run beside."""

    async def close(self) -> None:
        """Let go of the plugins, then of the database."""
        await self.plugins.close()
        await self.store.close()


def catalogue(rooms: Sequence[Room] = ROOMS) -> Catalogue:
    """Check all declarations and give the catalogue. Raises BootRefused."""
    return registry.build(rooms, Table.metadata)


def acts(rooms: Sequence[Room] = ROOMS) -> tuple[ActSpec, ...]:
    """Give all acts, in the order of the rooms."""
    return tuple(act for room in rooms for act in room.acts)


def holders() -> Mapping[Right, tuple[str, ...]]:
    """Give the roles that hold each right by default."""
    return matrix.holders(template.read_template())


def schema(rooms: Sequence[Room] = ROOMS) -> strawberry.Schema:
    """Make the schema alone, for printing: it answers nothing."""
    return schemas.build(catalogue(rooms), acts(rooms), holders())


async def compose(
    settings: Settings, *, clock: Clock | None = None, points: Iterable[EntryPoint] | None = None
) -> House:
    """Make the house. Raises BootRefused where a setting, a declaration, a plugin or the database does not allow it.

    `points` are the entry points of plugins; without them those that are installed.
    """
    clock = clock or SystemClock()
    found = discover(settings.plugins_allowed, points)
    rooms = (*ROOMS, *found.rooms)
    known = catalogue(rooms)
    secret = secrets.read_secret(settings.secret_key_file)
    cursors = CursorBox(secret)
    dialect = Dialect(dialect_of(settings.database_url).value)
    store = await stores.open_store(
        settings.database_url,
        row_check=row_check(known, dialect, cursors),
        clock=clock,
        ids=IdMaker(clock, settings.node),
        limits=stores.limits_of(settings),
        follows=tuple(follow for room in rooms for follow in room.follows),
    )
    plugins = host(store, settings, found, secret=secret, clock=clock, folder=Path(settings.plugins_folder))
    answering: list[Queries] = []
    made = schemas.build(known, acts(rooms), holders(), extensions=[door(lambda: answering[0])])
    kept = _session_viewers(store, clock)
    planner = Planner(known, made._schema, dialect, _plan_limits(settings), holders(), stamps.stamp())  # noqa: SLF001 - see graph/schema.py
    plans: Recent[Plan] = Recent(settings.plan_cache_size)
    engine = Engine(made, planner, store.read, kept, clock, cursors, plans, Binder(plugins).fill)
    documents = Documents(made, limits.reader(_document_limits(settings)), Recent(settings.plan_cache_size))
    queries = Queries(documents, engine, settings.introspection_anonymous)
    answering.append(queries)
    acting = Acting(known, engine, store.write)
    acting.attach(made, acts(rooms))
    why.attach(made, why.Why(engine, _cite(store, clock)))
    keys = tokens.key_ring(settings, secret, clock)
    services: dict[type, object] = {
        sign_in.Desk: _desk(settings, secret, keys),
        Scoring: Scoring(PluginScorer(plugins)),
        Installed: plugins.installed,
        Terms: terms(settings),
    }
    return House(
        settings,
        known,
        made,
        store,
        queries,
        documents,
        engine,
        acting,
        kept,
        clock,
        secret,
        keys,
        services,
        plugins,
        Sweep(store.write.engine, clock, leftovers(settings), settings.sweep_rows_max, settings.sweep_every_s),
    )


def leftovers(settings: Settings) -> tuple[Stale, ...]:
    """Say which rows have served and are swept away."""
    return idempotency.stale(settings.idempotency_kept_s), throttle.stale(settings), *sessions.stale(settings)


def _desk(settings: Settings, secret: bytes, keys: KeyRing) -> sign_in.Desk:
    return sign_in.Desk(
        passwords.passwords(settings),
        throttle.throttle(settings),
        keys,
        RefreshTokens(secret),
        settings.refresh_token_s,
        settings.one_time_link_s,
    )


def _plan_limits(settings: Settings) -> Limits:
    return Limits(settings.page_default, settings.page_max, settings.estimated_rows_max, settings.summary_k)


def _document_limits(settings: Settings) -> limits.Limits:
    return limits.Limits(
        depth=settings.max_depth,
        aliases=settings.max_aliases,
        root_fields=settings.max_root_fields,
        directives=settings.max_directives,
        tokens=settings.max_tokens,
    )


def _session_viewers(store: stores.Store, clock: Clock) -> SessionViewers:
    async def load(account_id: int, session_id: int) -> Viewer | None:
        async with AsyncSession(store.write.engine) as session:
            return await viewers.load_viewer(
                session, account_id=account_id, session_id=session_id, now_ms=clock.now_ms(), today=clock.today()
            )

    return SessionViewers(load, viewers.anonymous_viewer(), clock)


def _cite(store: stores.Store, clock: Clock) -> Any:  # noqa: ANN401 - answer.why.Cite
    async def cite(viewer: Viewer, right: Right, roles: tuple[str, ...]) -> citing.Cited | None:
        if viewer.person_id is None:
            return None
        async with AsyncSession(store.write.engine) as session:
            return await citing.latest_order(session, viewer.person_id, right, roles, clock.today())

    return cite
