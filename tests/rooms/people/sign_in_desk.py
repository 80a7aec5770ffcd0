"""A store with one account and the desk that it signs in at, for the tests of signing in."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, update

from isuo_graph.graph.act import ActSpec
from isuo_graph.kit.clock import HeldClock
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.people import sign_in as acts
from isuo_graph.rooms.people.passwords import passwords
from isuo_graph.rooms.people.refresh import RefreshTokens
from isuo_graph.rooms.people.sessions import LiveSessions
from isuo_graph.rooms.people.tables import Account, Person
from isuo_graph.rooms.people.throttle import throttle
from isuo_graph.rooms.people.tokens import key_ring
from isuo_graph.settings import Settings
from isuo_graph.store.engine import Store
from isuo_graph.store.unit import Unit

SECRET = bytes(range(32))
PASSWORD = "кызыл алма 7"
SETTINGS = Settings(argon2_memory_kib=8_192, argon2_passes=1, sign_in_failures_per_account=3)
numbers = itertools.count(1)


@dataclass
class School:
    """A store with one account, and a way to call acts on it."""

    store: Store
    clock: HeldClock
    desk: acts.Desk
    account_id: int
    login: str
    address: str

    async def call(self, spec: ActSpec, asked: object, viewer: Viewer | None = None) -> Any:  # noqa: ANN401 - as the act gives
        return await self.within(lambda unit: spec.run(unit, asked), spec, viewer)

    async def within(
        self, work: Callable[[Unit], Awaitable[Any]], spec: ActSpec = acts.sign_in, viewer: Viewer | None = None
    ) -> Any:  # noqa: ANN401 - as the work gives
        services = {acts.Desk: self.desk, acts.Client: acts.Client(self.address)}
        async with self.store.write.unit(viewer or Viewer(), spec, services=services) as unit:
            return await work(unit)

    async def signed_in(self, password: str = PASSWORD, login: str = "") -> acts.SignedIn:
        made = await self.call(acts.sign_in, acts.SignIn(login or self.login, password))
        assert isinstance(made, acts.SignedIn)
        return made

    async def refreshed(self, token: str) -> acts.SignedIn:
        made = await self.call(acts.refresh_session, acts.RefreshSession(token))
        assert isinstance(made, acts.SignedIn)
        return made

    async def alive(self, signed_in: acts.SignedIn) -> bool:
        signed = self.desk.keys.check(signed_in.access_token)
        live = LiveSessions(self.store.read, self.store.dialect)
        return signed.session_id in await live.alive({signed.session_id}, self.clock.now_ms())

    def viewer(self, signed_in: acts.SignedIn) -> Viewer:
        signed = self.desk.keys.check(signed_in.access_token)
        return Viewer(account_id=signed.account_id, session_id=signed.session_id)

    async def change(self, **values: object) -> None:
        wanted = update(Account).where(col(Account.id) == self.account_id).values(**values)
        await self.within(lambda unit: unit.session.exec(wanted))


async def with_account(store: Store) -> School:
    """Write an account, and give the school that it signs in at."""
    clock = store.write.clock
    assert isinstance(clock, HeldClock)
    number = next(numbers)
    desk = acts.Desk(
        passwords(SETTINGS), throttle(SETTINGS), key_ring(SETTINGS, SECRET, clock), RefreshTokens(SECRET), 86_400, 3_600
    )
    made = School(store, clock, desk, number, f"teacher{number}", f"192.0.2.{number}")
    hashed = await desk.passwords.hash(PASSWORD)

    async def write(unit: Unit) -> None:
        made.account_id, person_id = unit.new_id(), unit.new_id()
        unit.session.add(Person(id=person_id, created_at=unit.now))
        await unit.session.flush()
        row = Account(
            id=made.account_id,
            school_id=None,
            person_id=person_id,
            login=made.login,
            password_hash=hashed,
            created_at=unit.now,
        )
        unit.session.add(row)

    await made.within(write)
    return made
