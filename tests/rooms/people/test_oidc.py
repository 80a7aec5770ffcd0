"""Tokens of an outside provider: its keys are kept, asked for again at a bounded rate, and decide the algorithm."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from isuo_graph.kit.clock import HeldClock
from isuo_graph.kit.errors import Refused
from isuo_graph.rooms.people.oidc import REFETCH_S, OidcTokens, fetched, read_keys

Key = RSAPrivateKey | Ed25519PrivateKey
RSA = generate_private_key(65537, 2048)
ED = Ed25519PrivateKey.generate()


def published(key: Key, kid: str, algorithm: str, **more: object) -> dict[str, object]:
    jwk: dict[str, object] = jwt.get_algorithm_by_name(algorithm).to_jwk(key.public_key(), as_dict=True)
    return jwk | {"kid": kid, "use": "sig"} | more


class Provider:
    """A provider whose key set may change and whose line may be cut; it counts how often it is asked."""

    def __init__(self) -> None:
        self.keys: list[Mapping[str, object]] = [published(RSA, "one", "RS256")]
        self.asked = 0
        self.is_silent = False
        self.line = asyncio.Event()
        self.line.set()

    async def fetch(self) -> Mapping[str, Any]:
        self.asked += 1
        await self.line.wait()
        if self.is_silent:
            raise httpx.ConnectTimeout("no answer")
        return {"keys": self.keys}


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def tokens(provider: Provider, clock: HeldClock) -> OidcTokens:
    return OidcTokens(
        issuer="https://id.example",
        audience="isuo",
        claim="preferred_username",
        cache_s=600,
        fetch=provider.fetch,
        clock=clock,
    )


def token(clock: HeldClock, key: Key = RSA, kid: str = "one", algorithm: str = "RS256", **changed: object) -> str:
    now = clock.now_ms() // 1000
    plain: dict[str, object] = {
        "iss": "https://id.example",
        "aud": "isuo",
        "sub": "abc",
        "iat": now,
        "exp": now + 300,
        "preferred_username": "teacher",
    }
    return jwt.encode(plain | changed, key, algorithm=algorithm, headers={"kid": kid})


async def refusal(tokens: OidcTokens, text: str) -> str:
    with pytest.raises(Refused) as caught:
        await tokens.check(text)
    return caught.value.message


async def test_token_names_the_account(tokens: OidcTokens, clock: HeldClock) -> None:
    assert (await tokens.check(token(clock))).login == "teacher"


async def test_keys_are_asked_for_once(tokens: OidcTokens, provider: Provider, clock: HeldClock) -> None:
    for _ in range(3):
        await tokens.check(token(clock))
    assert provider.asked == 1


async def test_unknown_key_is_looked_up_again(tokens: OidcTokens, provider: Provider, clock: HeldClock) -> None:
    await tokens.check(token(clock))
    provider.keys.append(published(ED, "two", "EdDSA"))
    clock.move(timedelta(seconds=REFETCH_S))
    assert (await tokens.check(token(clock, ED, "two", "EdDSA"))).login == "teacher"


async def test_flood_of_unknown_keys_asks_the_provider_once(
    tokens: OidcTokens, provider: Provider, clock: HeldClock
) -> None:
    for number in range(50):
        await refusal(tokens, token(clock, kid=f"invented {number}"))
    assert provider.asked == 1


async def test_silent_provider_leaves_the_known_keys(tokens: OidcTokens, provider: Provider, clock: HeldClock) -> None:
    await tokens.check(token(clock))
    provider.is_silent = True
    clock.move(timedelta(hours=1))
    assert (await tokens.check(token(clock))).login == "teacher"


async def test_provider_that_never_answered_is_no_wrong_token(
    tokens: OidcTokens, provider: Provider, clock: HeldClock
) -> None:
    provider.is_silent = True
    assert [await refusal(tokens, token(clock)) for _ in range(2)] == ["provider.unavailable"] * 2
    assert provider.asked == 1
    provider.is_silent = False
    clock.move(timedelta(seconds=REFETCH_S))
    assert (await tokens.check(token(clock))).login == "teacher"


async def test_known_key_does_not_wait_behind_an_invented_one(
    tokens: OidcTokens, provider: Provider, clock: HeldClock
) -> None:
    await tokens.check(token(clock))
    clock.move(timedelta(seconds=REFETCH_S))
    provider.line.clear()
    stuck = asyncio.ensure_future(refusal(tokens, token(clock, kid="invented")))
    await asyncio.sleep(0)
    assert (await asyncio.wait_for(tokens.check(token(clock)), 5)).login == "teacher"
    provider.line.set()
    assert await stuck == "token.malformed"


async def test_key_that_is_no_longer_published_is_refused(
    tokens: OidcTokens, provider: Provider, clock: HeldClock
) -> None:
    await tokens.check(token(clock))
    provider.keys = [published(ED, "two", "EdDSA")]
    clock.move(timedelta(hours=1))
    assert await refusal(tokens, token(clock)) == "token.malformed"


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://else.example"},
        {"aud": "else"},
        {"preferred_username": ""},
        {"preferred_username": 5},
        {"exp": "x"},
    ],
)
async def test_token_for_others_is_refused(tokens: OidcTokens, clock: HeldClock, changed: dict[str, Any]) -> None:
    assert await refusal(tokens, token(clock, **changed)) == "token.malformed"


async def test_token_runs_out(tokens: OidcTokens, clock: HeldClock) -> None:
    old = token(clock)
    clock.move(timedelta(seconds=300))
    assert await refusal(tokens, old) == "token.expired"


async def test_algorithm_comes_from_the_key_and_not_from_the_token(tokens: OidcTokens, clock: HeldClock) -> None:
    assert await refusal(tokens, token(clock, algorithm="RS512")) == "token.malformed"


def test_shared_secrets_and_encryption_keys_are_left_out() -> None:
    listed = [
        {"kty": "oct", "kid": "a", "k": "c2VjcmV0", "alg": "HS256"},
        published(RSA, "b", "RS256", use="enc"),
        published(RSA, "c", "RS256", alg="HS256"),
        {"kty": "RSA", "kid": "d"},
        "nonsense",
    ]
    assert read_keys({"keys": listed}) == {}


@pytest.mark.parametrize("body", [b"[]", b"not json", b'{"keys": "' + b"x" * 300_000 + b'"}'])
async def test_wrong_answer_of_the_provider_is_an_error(body: bytes) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=body))
    async with httpx.AsyncClient(transport=transport) as client:
        with pytest.raises(ValueError):  # noqa: PT011 - JSON's own error is one
            await fetched(client, "http://id.example/keys")


async def test_key_set_is_read_over_http() -> None:
    body = json.dumps({"keys": [published(RSA, "one", "RS256")]})
    transport = httpx.MockTransport(lambda _: httpx.Response(200, text=body))
    async with httpx.AsyncClient(transport=transport) as client:
        assert read_keys(await fetched(client, "http://id.example/keys")).keys() == {"one"}
