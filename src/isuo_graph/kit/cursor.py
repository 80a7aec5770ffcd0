"""Opaque cursors: the sort values of the last row, encrypted and authenticated, bound to the query that made them.

Takes a tuple of values and a scope (type, order, shape of the viewer's rights); gives text. A cursor tells its holder
nothing and opens only under the scope it was sealed for. AES-SIV (RFC 5297) is deterministic on purpose: the same query
over the same visible rows must give the same bytes.
"""

import base64
import binascii
import json
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.kit.keys import derive

LENGTH_MAX: Final = 8192  # characters; the longest sort keys (kit/text) need under half of it
PAD_BYTES: Final = 32  # the length of a cursor must not tell the length of a protected value


class CursorBox:
    """Seals and opens cursors with one key."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESSIV(derive(key, "cursor:1", 64))

    def seal(self, values: tuple[int | str | None, ...], scope: bytes) -> str:
        """Make the cursor of a row. Raises ValueError when the values are too long for any cursor to open."""
        plain = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
        padded = plain.ljust(-(-len(plain) // PAD_BYTES) * PAD_BYTES)
        text = base64.urlsafe_b64encode(self._cipher.encrypt(padded, [scope])).rstrip(b"=").decode()
        if len(text) > LENGTH_MAX:
            raise ValueError(f"a cursor of {len(text)} characters: order by a sort key, not by a long text")
        return text

    def open(self, text: str, scope: bytes) -> tuple[int | str | None, ...]:
        """Give back the values. Raises Refused with BAD_USER_INPUT for anything not sealed under this key and scope."""
        try:
            plain = self._cipher.decrypt(_bytes(text), [scope])
        except (InvalidTag, ValueError) as exc:
            raise Refused(
                Code.BAD_USER_INPUT,
                "cursor.malformed",
                hint="a cursor is valid only for the same connection, orderBy and rights it was given for",
            ) from exc
        return tuple(json.loads(plain))


def _bytes(text: str) -> bytes:
    """Decode strictly: each cursor has exactly one spelling."""
    if len(text) > LENGTH_MAX or not text.isascii():
        raise ValueError("not a cursor")
    raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != text:
        raise binascii.Error("not the canonical spelling")
    return raw
