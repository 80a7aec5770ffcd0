"""Passwords: hashed and checked with argon2id, a few at a time, in threads.

Takes a password and a stored hash, gives a verdict. An unknown login costs the same time as a known one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.settings import Settings

LENGTH_MAX: Final = 256  # characters; longer than any pass phrase, short enough to hash (a guess)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a password was right, and its new hash where the parameters have changed since it was set."""

    is_right: bool
    renewed: str | None = None


class Passwords:
    """Hashes and checks passwords; at most `parallel` at once, the others wait."""

    def __init__(self, hasher: PasswordHasher, parallel: int, length_min: int) -> None:
        self._hasher = hasher
        self._limiter = CapacityLimiter(parallel)
        self._length_min = length_min
        # Checked in place of a hash that does not exist, so that time does not tell which logins there are.
        self._nobody = hasher.hash("nobody has this password")

    def accept(self, password: str, path: tuple[str, ...]) -> str:
        """Give a new password in the form it is hashed in. Raises Refused when it is too short or too long."""
        plain = _plain(password)
        if len(plain) < self._length_min:
            raise Refused(Code.BAD_USER_INPUT, "password.too_short", path=path, limit=self._length_min)
        if len(plain) > LENGTH_MAX:
            raise Refused(Code.BAD_USER_INPUT, "password.too_long", path=path, limit=LENGTH_MAX)
        return plain

    async def hash(self, password: str) -> str:
        """Give the hash to store."""
        return await to_thread.run_sync(self._hasher.hash, _plain(password), limiter=self._limiter)

    async def check(self, stored: str | None, password: str) -> Verdict:
        """Compare a password with the stored hash; None stands for a login that does not exist or has no password."""
        is_known = stored is not None
        is_right = await to_thread.run_sync(self._is_right, stored or self._nobody, password, limiter=self._limiter)
        if not (is_right and is_known):
            return Verdict(is_right=False)
        is_old = self._hasher.check_needs_rehash(stored or "")
        return Verdict(is_right=True, renewed=await self.hash(password) if is_old else None)

    def _is_right(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, _plain(password[: LENGTH_MAX + 1]))
        except (VerificationError, InvalidHashError):
            return False


def passwords(settings: Settings) -> Passwords:
    """Make the checker that the settings ask for."""
    hasher = PasswordHasher(
        time_cost=settings.argon2_passes, memory_cost=settings.argon2_memory_kib, parallelism=settings.argon2_lanes
    )
    return Passwords(hasher, settings.argon2_parallel_max, settings.password_length_min)


def _plain(password: str) -> str:
    """Compose letters one way (NFKC): keyboards of different systems send `й` as one character or as two."""
    return unicodedata.normalize("NFKC", password)
