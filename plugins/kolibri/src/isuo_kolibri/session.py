"""A signed-in conversation with Kolibri that survives the loss of its session.

Takes credentials and a transport; gives read answers. It knows how Kolibri's sessions end, not what the answers mean.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, TypeVar

from pydantic import TypeAdapter

from isuo_graph.sdk import BadConfig, Deadline, RateLimited, Unauthorized, Unavailable
from isuo_kolibri import answers
from isuo_kolibri.transport import Answer, Query, Transport, before

T = TypeVar("T")

SESSION_PATH: Final = "/api/auth/session/"
WHO_PATH: Final = "/api/auth/session/current/"
FACILITY_PATH: Final = "/api/public/v1/facility/"
# Kolibri renames Django's cookies, so that it and another Django site of the same host do not sign each other out.
CSRF_COOKIE: Final = "kolibri_csrftoken"
_FORBIDDEN: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


@dataclass(frozen=True)
class Credentials:
    """An administrator's or coach's account, and the facility's id or name (empty when the server has only one)."""

    username: str
    password: str = field(repr=False)
    facility: str = ""


@dataclass(frozen=True)
class Visit:
    """One sign-in. Compared by identity, so that whoever met the end of this one does not end the next."""

    user_id: str
    facility_id: str


class Conversation:
    """Kolibri's API behind a session: signs in when needed, once for all who wait."""

    def __init__(self, transport: Transport, credentials: Credentials) -> None:
        self._transport = transport
        self._credentials = credentials
        self._door = asyncio.Lock()
        self._visit: Visit | None = None

    async def enter(self, deadline: Deadline, ended: Visit | None = None) -> Visit:
        """Return the present visit, signing in when there is none or when it is the `ended` one.

        Raises Unauthorized when the account is refused, BadConfig when the facility is not to be found.
        """
        async with before(deadline, SESSION_PATH), self._door:
            if self._visit is None or self._visit is ended:
                self._visit = None
                self._visit = await self._sign_in(deadline)
            return self._visit

    async def read_public(self, shape: TypeAdapter[T], path: str, deadline: Deadline, query: Query | None = None) -> T:
        """Read what Kolibri shows to anybody on the network: facilities, channels and their content."""
        return _read(shape, await self._transport.exchange("GET", path, deadline, query=query), path)

    async def read(self, shape: TypeAdapter[T], path: str, deadline: Deadline, query: Query | None = None) -> T:
        """Read what needs our rights, signing in again when the session was lost.

        Without a session Kolibri answers its lists with 200 and nothing in them: believed, that would look like a
        school where every class was deleted. So an empty list counts only after Kolibri has said that it still knows
        us.
        """
        visit = await self.enter(deadline)
        answer = await self._transport.exchange("GET", path, deadline, query=query)
        if _may_be_lost(shape, answer, path) and not await self._is_alive(visit, deadline):
            await self.enter(deadline, ended=visit)
            answer = await self._transport.exchange("GET", path, deadline, query=query)
        return _read(shape, answer, path)

    async def write(
        self, method: str, path: str, deadline: Deadline, *, query: Query | None = None, body: object = None
    ) -> None:
        """Change something, once. The session is proved before: Kolibri answers 204 to a deletion whoever asks."""
        visit = await self.enter(deadline)
        if not await self._is_alive(visit, deadline):
            await self.enter(deadline, ended=visit)
        answer = await self._transport.exchange(method, path, deadline, query=query, body=body, headers=self._proof())
        _refuse_failure(answer, path)

    async def close(self) -> None:
        """Close the connections; Kolibri ends an idle session itself after 20 minutes."""
        await self._transport.close()

    async def _is_alive(self, visit: Visit, deadline: Deadline) -> bool:
        answer = await self._transport.exchange("PUT", WHO_PATH, deadline, body={}, headers=self._proof())
        return answer.status not in _FORBIDDEN and _read(answers.SESSION, answer, WHO_PATH).user_id == visit.user_id

    async def _sign_in(self, deadline: Deadline) -> Visit:
        self._transport.forget_cookies()
        # This GET answers 405, and sets the token without which the POST is refused.
        await self._transport.exchange("GET", WHO_PATH, deadline)
        facility_id = await self._facility_id(deadline)
        body = {"username": self._credentials.username, "password": self._credentials.password, "facility": facility_id}
        answer = await self._transport.exchange("POST", SESSION_PATH, deadline, body=body, headers=self._proof())
        # Kolibri tells an unknown name (400) from a wrong password (401); we do not pass the difference on.
        if answer.status in _FORBIDDEN or answer.status == HTTPStatus.BAD_REQUEST:
            raise Unauthorized(f"{SESSION_PATH}: the configured account was not let in")
        user_id = _read(answers.SESSION, answer, SESSION_PATH).user_id
        if user_id is None:
            raise Unauthorized(f"{SESSION_PATH}: the configured account was signed in as nobody")
        return Visit(user_id, facility_id)

    async def _facility_id(self, deadline: Deadline) -> str:
        known = await self.read_public(answers.FACILITIES, FACILITY_PATH, deadline)
        wanted = self._credentials.facility
        found = [one.id for one in known if not wanted or wanted in {one.id, one.name}]
        if len(found) != 1:
            raise BadConfig("facility", f"{len(found)} of the server's {len(known)} facilities match; write one's id")
        return found[0]

    def _proof(self) -> Mapping[str, str]:
        """Give the CSRF header; read at every call, because Django changes the token at sign-in."""
        return {"X-CSRFToken": self._transport.cookie(CSRF_COOKIE) or ""}


def _may_be_lost(shape: TypeAdapter[T], answer: Answer, path: str) -> bool:
    if answer.status in _FORBIDDEN:
        return True
    value = _read(shape, answer, path)
    return value == () or (isinstance(value, answers.PersonPage) and not value.results)


def _read(shape: TypeAdapter[T], answer: Answer, path: str) -> T:
    _refuse_failure(answer, path)
    return answers.read(shape, answer.body, path)


def _refuse_failure(answer: Answer, path: str) -> None:
    if answer.status in _FORBIDDEN:
        # Not Unauthorized: the account was let in. Kolibri answers so to a class that was deleted a moment ago, too.
        raise Unavailable(f"{path}: not shown to the configured account (status {answer.status})")
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise RateLimited(f"{path}: asked to slow down")
    if answer.status >= HTTPStatus.BAD_REQUEST:
        raise Unavailable(f"{path}: status {answer.status}")
