"""People whom an outside provider vouches for: they come in under their account, and go out like everybody."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import col, update

from isuo_graph.kit.errors import Refused
from isuo_graph.policy.viewer import Viewer
from isuo_graph.rooms.people import sessions
from isuo_graph.rooms.people.oidc import OidcTokens
from isuo_graph.rooms.people.outside import OutsideDoor, enter_from_outside
from isuo_graph.rooms.people.tables import Account, Person
from isuo_graph.store.engine import Store

KEY = Ed25519PrivateKey.generate()
numbers = itertools.count(1)


@dataclass
class Outside:
    """A provider's door into a store with one account."""

    door: OutsideDoor
    store: Store
    login: str
    account_id: int

    def token(self, login: str = "") -> str:
        now = self.store.write.clock.now_ms() // 1000
        claims = {"iss": "https://id.example", "aud": "isuo", "sub": "x", "iat": now, "exp": now + 300}
        claims |= {"preferred_username": login or self.login, "jti": str(next(numbers))}
        return jwt.encode(claims, KEY, algorithm="EdDSA", headers={"kid": "one"})

    async def refusal(self, token: str) -> str:
        with pytest.raises(Refused) as caught:
            await self.door.check(token)
        return caught.value.message


@pytest.fixture
async def outside(store: Store) -> Outside:
    async def fetch() -> Mapping[str, Any]:
        jwk = jwt.get_algorithm_by_name("EdDSA").to_jwk(KEY.public_key(), as_dict=True)
        return {"keys": [jwk | {"kid": "one"}]}

    clock = store.write.clock
    tokens = OidcTokens(
        issuer="https://id.example",
        audience="isuo",
        claim="preferred_username",
        cache_s=600,
        fetch=fetch,
        clock=clock,
    )
    login = f"outsider{next(numbers)}"
    async with store.write.unit(Viewer(), enter_from_outside) as unit:
        person_id, account_id = unit.new_id(), unit.new_id()
        unit.session.add(Person(id=person_id, created_at=unit.now))
        await unit.session.flush()
        unit.session.add(Account(id=account_id, school_id=None, person_id=person_id, login=login, created_at=unit.now))
    return Outside(OutsideDoor(tokens, store.write), store, login, account_id)


async def test_provider_token_stands_for_a_session_of_the_account(outside: Outside) -> None:
    assert (await outside.door.check(outside.token())).account_id == outside.account_id


async def test_one_token_is_one_session(outside: Outside) -> None:
    token = outside.token()
    assert await outside.door.check(token) == await outside.door.check(token)


async def test_session_is_alive_until_the_token_ends(outside: Outside) -> None:
    signed = await outside.door.check(outside.token())
    live = sessions.LiveSessions(outside.store.read, outside.store.dialect)
    later = outside.store.write.clock.now() + timedelta(seconds=300)
    moments = (outside.store.write.clock.now_ms(), round(later.timestamp() * 1000))
    assert [bool(await live.alive({signed.session_id}, moment)) for moment in moments] == [True, False]


async def test_login_without_an_account_is_refused(outside: Outside) -> None:
    assert await outside.refusal(outside.token("nobody-here")) == "token.malformed"


async def test_blocked_account_is_refused(outside: Outside) -> None:
    async with outside.store.write.unit(Viewer(), enter_from_outside) as unit:
        mine = update(Account).where(col(Account.id) == outside.account_id)
        await unit.session.exec(mine.values(blocked_at=unit.now))
    assert await outside.refusal(outside.token()) == "account.blocked"


async def test_token_whose_session_was_ended_stays_out(outside: Outside) -> None:
    token = outside.token()
    await outside.door.check(token)
    async with outside.store.write.unit(Viewer(), enter_from_outside) as unit:
        await sessions.end(unit, outside.account_id, sessions.EndReason.SIGNED_OUT)
    assert await outside.refusal(token) == "session.ended"
