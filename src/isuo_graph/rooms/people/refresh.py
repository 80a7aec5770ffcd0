"""Refresh tokens: opaque, authenticated, each good for one use. Takes a session's id, gives a token, and the way back.

The token says which session it belongs to and proves that we made it. So an old one is told from a forged one, however
often the session was refreshed since; the database keeps only the fingerprint of the latest.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import Final

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.kit.keys import derive

ID_BYTES: Final = 8
NONCE_BYTES: Final = 16  # 128 bits nobody guesses
MAC_BYTES: Final = 16
_SIZE: Final = -(-(ID_BYTES + NONCE_BYTES + MAC_BYTES) * 4 // 3)  # characters of base64 without padding


class RefreshTokens:
    """Makes refresh tokens and reads them."""

    def __init__(self, secret: bytes) -> None:
        self._key = derive(secret, "refresh:1")

    def issue(self, session_id: int) -> str:
        """Make a new token of the session."""
        body = session_id.to_bytes(ID_BYTES, "big") + secrets.token_bytes(NONCE_BYTES)
        return _written(body + self._mac(body))

    def session_of(self, token: str) -> int:
        """Give the id of the session the token was made for. Raises Refused with UNAUTHENTICATED for a forged one."""
        try:
            raw = base64.b64decode(token + "==", altchars=b"-_", validate=True) if len(token) == _SIZE else b""
        except ValueError:
            raw = b""
        body, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
        # The last character has bits to spare: written otherwise, the same token would look like a second one.
        is_ours = bool(raw) and hmac.compare_digest(mac, self._mac(body)) and _written(raw) == token
        if not is_ours:
            raise Refused(Code.UNAUTHENTICATED, "refresh.malformed", path=("refreshToken",))
        return int.from_bytes(body[:ID_BYTES], "big")

    def _mac(self, body: bytes) -> bytes:
        return hmac.digest(self._key, body, hashlib.sha256)[:MAC_BYTES]


def fingerprint(token: str) -> str:
    """Give what the database keeps of a token; a plain hash will do, since nobody can try all tokens."""
    return hashlib.sha256(token.encode()).hexdigest()


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
