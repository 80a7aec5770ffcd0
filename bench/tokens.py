"""Who asks: employees of the first school, each with an access token signed as the house signs its own."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench import data
from bench.arms.house import settings
from isuo_graph.kit.clock import SystemClock
from isuo_graph.policy.rights import Role
from isuo_graph.rooms.people.tokens import KeyRing, key_ring
from isuo_graph.settings.secrets import read_secret


@dataclass(frozen=True)
class Passport:
    """An employee: account, session, person, and the token."""

    account_id: int
    session_id: int
    person_id: int
    token: str

    def headers(self) -> dict[str, str]:
        """Give what every arm needs to know who asks; the idiomatic one takes the person's id for checked."""
        return {"authorization": f"Bearer {self.token}", "x-person": str(self.person_id)}


def make_key(folder: Path) -> Path:
    """Make the secret of this run."""
    path = folder / "bench.key"
    path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path


def passports(url: str, size: data.Size) -> Mapping[Role, Passport]:
    """Give an employee of the first school for every role that asks; the class teacher leads its first class."""
    wanted = settings(url)
    ring = key_ring(wanted, read_secret(wanted.secret_key_file), SystemClock())
    posts = {Role.CLASS_TEACHER: 0, **{role: size.classes + place for place, role in enumerate(data.OFFICE)}}
    return {role: _passport(ring, data.staff_number(0, post)) for role, post in posts.items()}


def _passport(ring: KeyRing, number: int) -> Passport:
    account, session = data.identity("account", number), data.identity("session", number)
    token, _ = ring.issue(account, session)
    return Passport(account, session, data.identity("person", number), token)
