"""Keeps what a school configures secretly for a plugin: AES-GCM under a key of its own, bound to school and plugin.

Nothing gives a secret back but `opened`, which only the opening of a plugin calls.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import JsonValue

from isuo_graph.kit import keys

NONCE_BYTES: Final = 12  # NIST SP 800-38D, 8.2.2: random nonces of 96 bits


class Sealed(Exception):
    """The secrets cannot be read: made with another secret of the installation, or not for this school and plugin."""


@dataclass(frozen=True)
class Vault:
    """Seals and opens secrets."""

    secret: bytes = field(repr=False)

    def seal(self, school_id: int, plugin_id: str, values: Mapping[str, JsonValue]) -> str:
        """Give the values as text that only `opened` reads."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        closed = self._cipher().encrypt(nonce, orjson.dumps(dict(values)), _whose(school_id, plugin_id))
        return base64.b64encode(nonce + closed).decode()

    def opened(self, school_id: int, plugin_id: str, text: str) -> dict[str, JsonValue]:
        """Give the values back. Raises Sealed."""
        raw = base64.b64decode(text)
        try:
            opened = self._cipher().decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _whose(school_id, plugin_id))
        except InvalidTag:
            raise Sealed("the secrets of a plugin cannot be read") from None
        values: dict[str, JsonValue] = orjson.loads(opened)
        return values

    def _cipher(self) -> AESGCM:
        return AESGCM(keys.derive(self.secret, "plugin-secrets"))


def _whose(school_id: int, plugin_id: str) -> bytes:
    """Say what the secrets are bound to, so that a row copied to another school opens nothing."""
    return f"{school_id}:{plugin_id}".encode()
