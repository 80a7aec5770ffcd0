"""Sub-keys: the installation keeps one secret, every use of it gets its own key (HKDF-SHA256, RFC 5869)."""

from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MASTER_BYTES_MIN: Final = 32  # 256 bits, as strong as the ciphers that use the sub-keys


def derive(master: bytes, purpose: str, size_bytes: int = 32) -> bytes:
    """Give the key for one purpose; keys of different purposes tell nothing about each other.

    The salt is empty on purpose: the master secret is random, and a sub-key must be the same after every restart.
    """
    if len(master) < MASTER_BYTES_MIN:
        raise ValueError(f"a master key has at least {MASTER_BYTES_MIN} bytes, not {len(master)}")
    info = b"isuo-graph:" + purpose.encode()
    return HKDF(algorithm=hashes.SHA256(), length=size_bytes, salt=None, info=info).derive(master)
