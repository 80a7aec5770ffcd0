"""Pairwise ids: what a vendor sees instead of a person's id, different for every vendor's key, useless to join on."""

import base64
import hashlib
import hmac
from typing import Final

# 26 letters of base32 are 130 bits: two of a million people meet with a chance below 10**-26.
LENGTH: Final = 26


def pseudonym(key: bytes, person_id: int) -> str:
    """Give the person's name at the vendor whose `key` it is: 26 letters and digits, the same on every call."""
    digest = hmac.digest(key, person_id.to_bytes(8, "big", signed=True), hashlib.sha256)
    return base64.b32encode(digest).decode().lower()[:LENGTH]
