"""Bearer tokens of an outside identity provider (OpenID Connect), checked with the keys it publishes (JWKS).

Takes a token, gives the login that one configured claim names; the account must exist here. Keys are kept for a while
and asked for again, at most every `REFETCH_S`, when a token names one we do not know.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx
import jwt
import structlog

from isuo_graph.kit.clock import Clock
from isuo_graph.kit.errors import Code, Refused
from isuo_graph.rooms.people.tokens import LEEWAY_S, SIZE_MAX, malformed
from isuo_graph.settings import Settings

REFETCH_S: Final = 30.0  # seconds; a flood of tokens with invented key names must not become a flood on the provider
FETCH_TIMEOUT_S: Final = 3.0
ANSWER_MAX_BYTES: Final = 262_144
KEYS_MAX: Final = 50

# The algorithm follows from the kind of key and never from the token. Symmetric keys (oct) are not taken at all.
_ALGORITHMS: Final[Mapping[tuple[str, str], str]] = {
    ("RSA", ""): "RS256",
    ("EC", "P-256"): "ES256",
    ("EC", "P-384"): "ES384",
    ("OKP", "Ed25519"): "EdDSA",
}
_RSA_KINDS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")

_log = structlog.get_logger()

Fetch = Callable[[], Awaitable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody whom the provider vouches for: the login of an account here, and until when (ms since 1970)."""

    login: str
    expires_ms: int


class OidcTokens:
    """Checks the provider's tokens. `fetch` asks for its key set."""

    def __init__(self, *, issuer: str, audience: str, claim: str, cache_s: float, fetch: Fetch, clock: Clock) -> None:
        self._issuer = issuer
        self._audience = audience
        self._claim = claim
        self._cache_s = cache_s
        self._fetch = fetch
        self._clock = clock
        self._keys: Mapping[str, tuple[str, jwt.PyJWK]] = {}
        self._asked_s = float("-inf")
        self._known_s = float("-inf")
        self._asking = asyncio.Lock()

    async def check(self, token: str) -> Outsider:
        """Read a token. Raises Refused with UNAUTHENTICATED for one that the provider did not sign for us, for now."""
        kid, algorithm = _named(token)
        keys = await self._keys_with(kid)
        expected, key = keys.get(kid, ("", None))
        if key is None or algorithm != expected:
            raise malformed()
        try:
            claims: Mapping[str, Any] = jwt.decode(
                token,
                key.key,
                algorithms=[expected],
                issuer=self._issuer,
                audience=self._audience,
                options={
                    "require": ["exp", "iat", "sub"],
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
        except (jwt.PyJWTError, ValueError) as exc:
            raise malformed() from exc
        return self._outsider(claims)

    def _outsider(self, claims: Mapping[str, Any]) -> Outsider:
        now = self._clock.now_ms() / 1000
        login, ends, begins = claims.get(self._claim), claims["exp"], claims.get("nbf", 0)
        if not isinstance(login, str) or not login or not _are_times(ends, begins, claims["iat"]):
            raise malformed()
        if ends <= now:
            raise Refused(Code.UNAUTHENTICATED, "token.expired")
        if max(begins, claims["iat"]) > now + LEEWAY_S:
            raise malformed()
        return Outsider(login, int(ends * 1000))

    async def _keys_with(self, kid: str) -> Mapping[str, tuple[str, jwt.PyJWK]]:
        """Give the keys, asked for again when they are old or do not hold `kid`. Who invents names waits for the
        provider alone: whoever brings a known one does not stand behind them.
        """
        if kid not in self._keys or self._is_old():
            async with self._asking:
                is_due = self._clock.monotonic() - self._asked_s >= REFETCH_S
                if (kid not in self._keys or self._is_old()) and is_due:
                    self._asked_s = self._clock.monotonic()
                    await self._ask()
        if self._known_s == float("-inf"):
            raise Refused(Code.INTERNAL, "provider.unavailable")
        return self._keys

    def _is_old(self) -> bool:
        return self._clock.monotonic() - self._known_s > self._cache_s

    async def _ask(self) -> None:
        """Ask for the key set. A provider that does not answer leaves us the keys we have."""
        try:
            self._keys = read_keys(await self._fetch())
        except (httpx.HTTPError, OSError, ValueError) as exc:
            _log.warning("oidc.unreachable", kind=type(exc).__name__)
        else:
            self._known_s = self._clock.monotonic()


def oidc_tokens(settings: Settings, client: httpx.AsyncClient, clock: Clock) -> OidcTokens | None:
    """Make the checker that the settings ask for; None where no provider is set."""
    issuer, audience, url = settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks_url
    if issuer is None or audience is None or url is None:
        return None
    return OidcTokens(
        issuer=issuer,
        audience=audience,
        claim=settings.oidc_account_claim,
        cache_s=settings.oidc_jwks_cache_s,
        fetch=lambda: fetched(client, url),
        clock=clock,
    )


async def fetched(client: httpx.AsyncClient, url: str) -> Mapping[str, Any]:
    """Ask for a key set. Raises httpx.HTTPError or ValueError when the answer is late, too large or no JSON object."""
    body = bytearray()
    async with asyncio.timeout(FETCH_TIMEOUT_S), client.stream("GET", url, timeout=FETCH_TIMEOUT_S) as answer:
        answer.raise_for_status()
        async for part in answer.aiter_bytes():
            body += part
            if len(body) > ANSWER_MAX_BYTES:
                raise ValueError("the key set is too large")
    held = httpx.Response(200, content=bytes(body)).json()
    if not isinstance(held, dict):
        raise ValueError("the key set is no object")  # noqa: TRY004 - what was answered is wrong, not our call
    return held


def read_keys(key_set: Mapping[str, Any]) -> dict[str, tuple[str, jwt.PyJWK]]:
    """Read the signing keys of a key set, each with its one algorithm; keys of other kinds are left out."""
    listed = key_set.get("keys")
    if not isinstance(listed, list):
        raise ValueError("the key set lists no keys")  # noqa: TRY004 - as above
    found: dict[str, tuple[str, jwt.PyJWK]] = {}
    for jwk in listed[:KEYS_MAX]:
        algorithm = _algorithm(jwk) if isinstance(jwk, dict) else None
        if algorithm is None:
            continue
        try:
            found[jwk["kid"]] = (algorithm, jwt.PyJWK(jwk, algorithm))
        except (jwt.PyJWTError, ValueError, TypeError):
            continue
    return found


def _algorithm(jwk: Mapping[str, Any]) -> str | None:
    if not isinstance(jwk.get("kid"), str) or jwk.get("use", "sig") != "sig":
        return None
    kind, said = str(jwk.get("kty")), jwk.get("alg")
    natural = _ALGORITHMS.get((kind, "" if kind == "RSA" else str(jwk.get("crv"))))
    if said is None or said == natural:
        return natural
    return said if kind == "RSA" and said in _RSA_KINDS else None


def _named(token: str) -> tuple[str, str]:
    if len(token) > SIZE_MAX or not token.isascii():
        raise malformed()
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError) as exc:
        raise malformed() from exc
    if not isinstance(header.get("kid"), str) or "crit" in header:
        raise malformed()
    return header["kid"], str(header.get("alg"))


def _are_times(*values: object) -> bool:
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
