"""The files that hold secrets: the installation's own, and the keys that sign tokens.

Takes paths from the settings, gives bytes. Raises BootRefused that names the setting and what to do, never a value.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from isuo_graph.kit.errors import BootRefused
from isuo_graph.kit.keys import MASTER_BYTES_MIN

MADE_BYTES: Final = 48
DISTINCT_MIN: Final = 8  # a guess: 32 random bytes repeat so much less often than once in 10**30; zeros always do
SIZE_MAX: Final = 65_536  # bytes; a larger file is surely another file


def read_secret(path: str) -> bytes:
    """Read the installation's secret (ISUO_SECRET_KEY_FILE). A line break at its end is no part of it."""
    held = _read(Path(path), "ISUO_SECRET_KEY_FILE", "make it with `isuo-graph init`").rstrip(b"\r\n")
    if len(held) < MASTER_BYTES_MIN or len(set(held)) < DISTINCT_MIN:
        raise BootRefused(
            f"ISUO_SECRET_KEY_FILE: {path} holds no secret; it needs at least {MASTER_BYTES_MIN} random bytes. "
            "Make a new file with `isuo-graph init`."
        )
    return held


def make_secret(path: str) -> bytes:
    """Make the secret where there is none yet, readable by the owner alone, and give what the file holds."""
    made = secrets.token_urlsafe(MADE_BYTES).encode() + b"\n"
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        # O_EXCL: of two processes that start at once one makes the file, and both read it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read_secret(path)
    except OSError as exc:
        raise BootRefused(f"ISUO_SECRET_KEY_FILE: {path} cannot be made ({exc.strerror}).") from exc
    with os.fdopen(descriptor, "wb") as file:
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
    return made.rstrip()


def read_token_keys(folder: str) -> tuple[bytes, ...]:
    """Read the keys of ISUO_TOKEN_KEYS_FOLDER as PEM texts, the one that signs (the last by name) first."""
    if not (paths := sorted(Path(folder).glob("*.pem"), reverse=True)):
        raise BootRefused(
            f"ISUO_TOKEN_KEYS_FOLDER: {folder} holds no *.pem file. Put a private key there, "
            "for example one made with `openssl genpkey -algorithm ed25519`, or leave the setting out."
        )
    return tuple(_read(path, "ISUO_TOKEN_KEYS_FOLDER", "put a private key there") for path in paths)


def _read(path: Path, setting: str, advice: str) -> bytes:
    try:
        if path.stat().st_size > SIZE_MAX:
            raise BootRefused(f"{setting}: {path} is too large to be a key.")
        return path.read_bytes()
    except OSError as exc:
        raise BootRefused(f"{setting}: {path} cannot be read ({exc.strerror}); {advice}.") from exc
