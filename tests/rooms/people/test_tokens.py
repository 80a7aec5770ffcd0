"""Access tokens: ours are read, everything that looks like ours is not."""

from __future__ import annotations

import base64
import hmac
import json
from datetime import timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from isuo_graph.kit.clock import HeldClock
from isuo_graph.kit.errors import BootRefused, Refused
from isuo_graph.rooms.people.tokens import KIND, KeyRing, derived_key, key_ring, read_key
from isuo_graph.settings import Settings

SECRET = bytes(range(32))


def pem(key: Ed25519PrivateKey | RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


RSA = generate_private_key(65537, 2048)
OLD, NEW = read_key(pem(RSA)), read_key(pem(Ed25519PrivateKey.generate()))


def ring(clock: HeldClock, *keys: object, audience: str = "isuo-graph", issuer: str = "isuo-graph") -> KeyRing:
    return KeyRing(keys or (NEW, OLD), issuer=issuer, audience=audience, life_s=600, clock=clock)  # type: ignore[arg-type] # TokenKeys


def part(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def claims(clock: HeldClock, **changed: object) -> dict[str, object]:
    now = clock.now_ms() // 1000
    plain: dict[str, object] = {
        "iss": "isuo-graph",
        "aud": "isuo-graph",
        "sub": "5",
        "sid": "6",
        "jti": "x",
        "iat": now,
        "nbf": now,
        "exp": now + 600,
    }
    return {name: value for name, value in (plain | changed).items() if value is not None}


def refusal(keys: KeyRing, token: str) -> str:
    with pytest.raises(Refused) as caught:
        keys.check(token)
    return caught.value.message


def test_own_token_says_account_and_session(clock: HeldClock) -> None:
    token, signed = ring(clock).issue(5, 6)
    assert (ring(clock).check(token), signed.account_id, signed.session_id) == (signed, 5, 6)


def test_token_carries_no_personal_data(clock: HeldClock) -> None:
    token, _ = ring(clock).issue(5, 6)
    held = jwt.decode(token, options={"verify_signature": False})
    assert held.keys() == {"iss", "aud", "sub", "sid", "jti", "iat", "nbf", "exp"}


def test_newest_key_signs(clock: HeldClock) -> None:
    token, _ = ring(clock).issue(5, 6)
    assert jwt.get_unverified_header(token) == {"alg": "EdDSA", "kid": NEW.kid, "typ": KIND}


def test_token_of_an_older_listed_key_is_still_read(clock: HeldClock) -> None:
    token, signed = ring(clock, OLD).issue(5, 6)
    assert ring(clock, NEW, OLD).check(token) == signed


def test_token_of_a_key_that_is_gone_is_refused(clock: HeldClock) -> None:
    token, _ = ring(clock, OLD).issue(5, 6)
    assert refusal(ring(clock, NEW), token) == "token.malformed"


def test_token_runs_out(clock: HeldClock) -> None:
    keys = ring(clock)
    token, _ = keys.issue(5, 6)
    clock.move(timedelta(seconds=600))
    assert refusal(keys, token) == "token.expired"


def test_token_of_another_installation_is_refused(clock: HeldClock) -> None:
    for other in (ring(clock, audience="elsewhere"), ring(clock, issuer="elsewhere")):
        assert refusal(ring(clock), other.issue(5, 6)[0]) == "token.malformed"


def test_algorithm_none_is_refused(clock: HeldClock) -> None:
    for spelled in ("none", "None", "NONE", ""):
        header = part({"alg": spelled, "kid": NEW.kid, "typ": KIND})
        assert refusal(ring(clock), f"{header}.{part(claims(clock))}.") == "token.malformed"


def test_public_rsa_key_is_no_hmac_secret(clock: HeldClock) -> None:
    public = RSA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    body = f"{part({'alg': 'HS256', 'kid': OLD.kid, 'typ': KIND})}.{part(claims(clock))}"
    forged = f"{body}.{part(hmac.digest(public, body.encode(), 'sha256'))}"
    assert refusal(ring(clock), forged) == "token.malformed"


def test_key_is_used_with_its_own_algorithm_only(clock: HeldClock) -> None:
    token = jwt.encode(claims(clock), RSA, algorithm="PS256", headers={"kid": OLD.kid, "typ": KIND})
    assert refusal(ring(clock), token) == "token.malformed"


def test_changed_claim_breaks_the_signature(clock: HeldClock) -> None:
    header, _, signature = ring(clock).issue(5, 6)[0].split(".")
    assert refusal(ring(clock), f"{header}.{part(claims(clock, sub='7'))}.{signature}") == "token.malformed"


@pytest.mark.parametrize("name", ["iss", "aud", "sub", "sid", "jti", "iat", "nbf", "exp"])
def test_token_without_one_of_its_claims_is_refused(clock: HeldClock, name: str) -> None:
    token = jwt.encode(
        claims(clock, **{name: None}), NEW.private, algorithm="EdDSA", headers={"kid": NEW.kid, "typ": KIND}
    )
    assert refusal(ring(clock), token) == "token.malformed"


@pytest.mark.parametrize(
    "changed", [{"sub": "x"}, {"sub": "-1"}, {"sid": "٣"}, {"exp": True}, {"nbf": 9e12}, {"sub": "9" * 40}]
)
def test_claim_of_a_wrong_form_is_refused(clock: HeldClock, changed: dict[str, object]) -> None:
    made = claims(clock, **changed)
    token = jwt.encode(made, NEW.private, algorithm="EdDSA", headers={"kid": NEW.kid, "typ": KIND})
    assert refusal(ring(clock), token) in {"token.malformed", "token.expired"}


@pytest.mark.parametrize("headers", [{"typ": "JWT"}, {"jku": "http://127.0.0.1/keys"}, {"crit": ["exp"]}])
def test_header_of_another_kind_is_refused(clock: HeldClock, headers: dict[str, object]) -> None:
    made = {"kid": NEW.kid, "typ": KIND} | headers
    token = jwt.encode(claims(clock), NEW.private, algorithm="EdDSA", headers=made)
    assert refusal(ring(clock), token) == "token.malformed"


@pytest.mark.parametrize("token", ["", ".", "..", "a.b.c", "ы.ы.ы", "x" * 10_000, "e30.e30.e30", part(b"[" * 3000)])
def test_nonsense_is_refused(clock: HeldClock, token: str) -> None:
    assert refusal(ring(clock), token) == "token.malformed"


def test_derived_key_is_the_same_after_every_restart() -> None:
    assert derived_key(SECRET).kid == derived_key(SECRET).kid


def test_keys_of_a_folder_rotate_by_name(clock: HeldClock, tmp_path: Path) -> None:
    (tmp_path / "2026-01.pem").write_bytes(pem(RSA))
    (tmp_path / "2026-09.pem").write_bytes(pem(Ed25519PrivateKey.generate()))
    keys = key_ring(Settings(token_keys_folder=str(tmp_path)), SECRET, clock)
    assert jwt.get_unverified_header(keys.issue(5, 6)[0])["alg"] == "EdDSA"


def test_weak_key_stops_the_start() -> None:
    with pytest.raises(BootRefused, match="2048"):
        read_key(pem(generate_private_key(65537, 1024)))  # noqa: S505 - that is the point


def test_folder_without_keys_stops_the_start(clock: HeldClock, tmp_path: Path) -> None:
    with pytest.raises(BootRefused, match="ISUO_TOKEN_KEYS_FOLDER"):
        key_ring(Settings(token_keys_folder=str(tmp_path)), SECRET, clock)
