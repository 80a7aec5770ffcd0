"""Access tokens: short-lived, signed with a ring of keys, carrying the account's and the session's id and nothing else.

Takes PEM keys or the installation's secret, gives and checks JWTs. Each key has one algorithm, taken from the key and
never from the token: no `none`, no public RSA key used as an HMAC secret.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from isuo_graph.kit.clock import Clock
from isuo_graph.kit.errors import BootRefused, Code, Refused
from isuo_graph.kit.ids import ID_MAX
from isuo_graph.kit.keys import derive
from isuo_graph.settings import Settings
from isuo_graph.settings.secrets import read_token_keys

KIND: Final = "at+jwt"  # RFC 9068: an id token or any other JWT of the same issuer is no access token
RSA_BITS_MIN: Final = 2048  # NIST SP 800-131A
SIZE_MAX: Final = 4_096  # characters; ours have under 600
LEEWAY_S: Final = 30  # seconds that the clocks of two machines may differ (a guess)
_DIGITS: Final = re.compile("[0-9]{1,19}")  # and not \d, which takes the digits of every alphabet
_HEADER: Final = {"alg", "kid", "typ"}
_CLAIMS: Final = ("iss", "aud", "sub", "sid", "jti", "iat", "nbf", "exp")

Private = Ed25519PrivateKey | RSAPrivateKey
Public = Ed25519PublicKey | RSAPublicKey


@dataclass(frozen=True, slots=True)
class Signed:
    """What a checked access token says: whose it is, in which session, and until when (milliseconds since 1970)."""

    account_id: int
    session_id: int
    expires_ms: int


@dataclass(frozen=True, slots=True)
class TokenKey:
    """A key with its name and its one algorithm."""

    kid: str
    algorithm: str
    private: Private
    public: Public


class KeyRing:
    """Signs with the first key, accepts all of them."""

    def __init__(self, keys: Iterable[TokenKey], *, issuer: str, audience: str, life_s: int, clock: Clock) -> None:
        self._keys = {key.kid: key for key in keys}
        self._newest = next(iter(self._keys.values()))
        self._issuer = issuer
        self._audience = audience
        self._life_s = life_s
        self._clock = clock

    def issue(self, account_id: int, session_id: int) -> tuple[str, Signed]:
        """Make an access token; gives it with what it says."""
        now = self._clock.now_ms() // 1000
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(account_id),
            "sid": str(session_id),
            "jti": secrets.token_urlsafe(12),
            "iat": now,
            "nbf": now,
            "exp": now + self._life_s,
        }
        key = self._newest
        token = jwt.encode(claims, key.private, algorithm=key.algorithm, headers={"kid": key.kid, "typ": KIND})
        return token, Signed(account_id, session_id, claims["exp"] * 1000)  # type: ignore[operator] # an int

    def check(self, token: str) -> Signed:
        """Read a token. Raises Refused with UNAUTHENTICATED for one that is not ours, not whole or out of its time."""
        claims = self._claims(token)
        now = self._clock.now_ms() / 1000
        issued, begins, ends = (_number(claims, name) for name in ("iat", "nbf", "exp"))
        if ends <= now:
            raise Refused(Code.UNAUTHENTICATED, "token.expired")
        if max(issued, begins) > now + LEEWAY_S:
            raise malformed()
        return Signed(_id(claims, "sub"), _id(claims, "sid"), int(ends * 1000))

    def issued_here(self, token: str) -> bool:
        """Tell whether the token names one of our keys; nothing is checked yet."""
        return _header(token).get("kid") in self._keys

    def _claims(self, token: str) -> Mapping[str, Any]:
        header = _header(token)
        key = self._keys.get(str(header.get("kid")))
        if key is None or header.keys() != _HEADER or (header["alg"], header["typ"]) != (key.algorithm, KIND):
            raise malformed()
        try:
            claims: Mapping[str, Any] = jwt.decode(
                token,
                key.public,
                algorithms=[key.algorithm],
                issuer=self._issuer,
                audience=self._audience,
                # The times are checked above, against the house's clock.
                options={"require": list(_CLAIMS), "verify_exp": False, "verify_nbf": False, "verify_iat": False},
            )
        except (jwt.PyJWTError, ValueError) as exc:
            raise malformed() from exc
        return claims


def key_ring(settings: Settings, secret: bytes, clock: Clock) -> KeyRing:
    """Make the ring that the settings ask for. Raises BootRefused for a key that cannot sign."""
    folder = settings.token_keys_folder
    keys = [read_key(pem) for pem in read_token_keys(folder)] if folder else [derived_key(secret)]
    return KeyRing(
        keys,
        issuer=settings.token_issuer,
        audience=settings.token_audience,
        life_s=settings.access_token_s,
        clock=clock,
    )


def derived_key(secret: bytes) -> TokenKey:
    """Give the Ed25519 key that follows from the installation's secret."""
    private = Ed25519PrivateKey.from_private_bytes(derive(secret, "token:1"))
    return _key(private, "EdDSA", private.public_key())


def read_key(pem: bytes) -> TokenKey:
    """Read a private key. Raises BootRefused for anything but Ed25519 and RSA of at least 2,048 bits."""
    try:
        private = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as exc:
        raise BootRefused("ISUO_TOKEN_KEYS_FOLDER: a file there holds no private key without a password.") from exc
    if isinstance(private, Ed25519PrivateKey):
        return _key(private, "EdDSA", private.public_key())
    if isinstance(private, RSAPrivateKey) and private.key_size >= RSA_BITS_MIN:
        return _key(private, "RS256", private.public_key())
    raise BootRefused(f"ISUO_TOKEN_KEYS_FOLDER: use Ed25519 keys, or RSA keys of at least {RSA_BITS_MIN} bits.")


def malformed() -> Refused:
    """Make the refusal of a token; it says nothing about what was wrong, since only a forger would profit."""
    return Refused(Code.UNAUTHENTICATED, "token.malformed")


def _key(private: Private, algorithm: str, public: Public) -> TokenKey:
    return TokenKey(_thumbprint(algorithm, public), algorithm, private, public)


def _thumbprint(algorithm: str, public: Public) -> str:
    """Name a key by its own content (RFC 7638), so that no file says it wrong; half of the hash is enough."""
    jwk = jwt.get_algorithm_by_name(algorithm).to_jwk(public, as_dict=True)
    wanted = {name: jwk[name] for name in ("crv", "e", "kty", "n", "x") if name in jwk}
    digest = hashlib.sha256(json.dumps(wanted, sort_keys=True, separators=(",", ":")).encode()).digest()
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def _header(token: str) -> Mapping[str, Any]:
    if len(token) > SIZE_MAX or not token.isascii():
        raise malformed()
    try:
        return jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError) as exc:
        raise malformed() from exc


def _number(claims: Mapping[str, Any], name: str) -> float:
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise malformed()
    return value


def _id(claims: Mapping[str, Any], name: str) -> int:
    value = claims[name]
    if not isinstance(value, str) or not _DIGITS.fullmatch(value) or int(value) > ID_MAX:
        raise malformed()
    return int(value)
