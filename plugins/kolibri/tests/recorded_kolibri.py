"""Kolibri's recorded answers behind a real loopback server, with its sessions, memberships and faults.

Takes what a test wants to go wrong; gives an address, and what it was asked. The answers in `samples` were recorded
from Kolibri 0.19.5 with its `content_test` channel and invented people; what is computed here was seen there.
"""

import asyncio
import json
import secrets
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

SAMPLES = Path(__file__).parent / "samples"
USERNAME = "isuobridge"
PASSWORD = "a-password-nobody-may-read"
# As recorded; the real one gives as many as are asked for.
PEOPLE_PER_PAGE = 4
Handler = Callable[[Request], Awaitable[Response]]
Fault = Callable[[Request], Awaitable[Response]]


def sample(name: str) -> Any:  # noqa: ANN401 -- JSON
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


CLASS_ID: str = sample("classsummary.json")["id"]
EMPTY_CLASS_ID: str = sample("classsummary_empty.json")["id"]
CHANNEL_ID: str = sample("channel.json")[0]["id"]
USERS: dict[str, str] = {
    person["id_number"]: person["id"]
    for page in ("facilityuser_page1.json", "facilityuser_page2.json")
    for person in sample(page)["results"]
}


class RecordedKolibri:
    """One server's state: who is signed in, who is in which class, what shall fail, and what was asked."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.sessions: set[str] = set()
        self.members = {(item["collection"], item["user"]) for item in sample("membership.json")}
        self.summaries = {CLASS_ID: sample("classsummary.json"), EMPTY_CLASS_ID: sample("classsummary_empty.json")}
        self.classrooms: list[dict[str, Any]] = sample("classroom.json")
        self.nodes: list[list[dict[str, Any]]] = [
            sample("contentnode_page1.json")["results"],
            sample("contentnode_page2.json")["results"],
        ]
        self.people: list[dict[str, Any]] = [
            *sample("facilityuser_page1.json")["results"],
            *sample("facilityuser_page2.json")["results"],
        ]
        self.channels: list[dict[str, Any]] = sample("channel.json")
        self.faults: dict[str, Fault] = {}
        self.asked: list[tuple[str, str]] = []

    def lose_sessions(self) -> None:
        self.sessions.clear()

    def count(self, method: str, path: str) -> int:
        return self.asked.count((method, path))

    def app(self) -> Starlette:
        routes: dict[tuple[str, str], Handler] = {
            ("/api/auth/session/current/", "GET"): _token,
            ("/api/auth/session/current/", "PUT"): self._who,
            ("/api/auth/session/", "POST"): self._sign_in,
            ("/api/public/v1/facility/", "GET"): _facilities,
            ("/api/content/channel/", "GET"): self._channels,
            ("/api/public/v2/contentnode/", "GET"): self._nodes,
            ("/api/auth/classroom/", "GET"): self._classrooms,
            ("/api/auth/facilityuser/", "GET"): self._people,
            ("/api/auth/membership/", "GET"): self.memberships,
            ("/api/auth/membership/", "POST"): self._join,
            ("/api/auth/membership/", "DELETE"): self._leave,
            ("/coach/api/classsummary/{class_id}/", "GET"): self._summary,
        }
        return Starlette(
            routes=[Route(path, self._faulty(handler), methods=[method]) for (path, method), handler in routes.items()]
        )

    def _faulty(self, handler: Handler) -> Handler:
        async def answer(request: Request) -> Response:
            self.asked.append((request.method, request.url.path))
            fault = next((fault for path, fault in self.faults.items() if request.url.path.startswith(path)), None)
            return await (fault or handler)(request)

        return answer

    def _is_known(self, request: Request) -> bool:
        return request.cookies.get("kolibri") in self.sessions

    def _may_write(self, request: Request) -> bool:
        return self._is_known(request) and _has_token(request)

    async def _who(self, request: Request) -> Response:
        anonymous = {"username": "", "full_name": "", "user_id": None, "kind": ["anonymous"], "id": "current"}
        return JSONResponse(sample("session.json") if self._is_known(request) else anonymous)

    async def _sign_in(self, request: Request) -> Response:
        if not _has_token(request):
            return _error(403, "PERMISSION_DENIED")
        wanted = await request.json()
        if wanted["username"] != USERNAME or wanted["facility"] != sample("facility.json")[0]["id"]:
            return _error(400, "NOT_FOUND")
        if wanted["password"] != PASSWORD:
            return _error(401, "INVALID_CREDENTIALS")
        session = secrets.token_hex(8)
        self.sessions.add(session)
        answer = JSONResponse(sample("session.json"))
        answer.set_cookie("kolibri", session)
        answer.set_cookie("kolibri_csrftoken", secrets.token_hex(8))
        return answer

    async def _channels(self, _: Request) -> Response:
        return JSONResponse(self.channels)

    async def _nodes(self, request: Request) -> Response:
        page = {None: 0, "cD01": 1}.get(request.query_params.get("cursor"))
        if page is None:
            return _error(404, "NOT_FOUND")
        more = {"cursor": "cD01", "max_results": "5"} if page == 0 else None
        return JSONResponse({"more": more, "results": self.nodes[page]})

    async def _classrooms(self, request: Request) -> Response:
        return JSONResponse(self.classrooms if self._is_known(request) else [])

    async def _people(self, request: Request) -> Response:
        if not self._is_known(request):
            return JSONResponse({"page": 1, "count": 0, "total_pages": 1, "results": []})
        number, pages = int(request.query_params["page"]), -(-len(self.people) // PEOPLE_PER_PAGE)
        shown = self.people[(number - 1) * PEOPLE_PER_PAGE : number * PEOPLE_PER_PAGE]
        return JSONResponse({"page": number, "count": len(self.people), "total_pages": pages, "results": shown})

    async def memberships(self, request: Request) -> Response:
        wanted = set(request.query_params["user_ids"].split(","))
        shown = [{"collection": place, "user": user} for place, user in sorted(self.members) if user in wanted]
        return JSONResponse(shown if self._is_known(request) else [])

    async def _join(self, request: Request) -> Response:
        if not self._may_write(request):
            return _error(403, "NOT_AUTHENTICATED")
        places = {(item["collection"], item["user"]) for item in await request.json()} - self.members
        self.members |= places
        return JSONResponse([{"collection": place, "user": user} for place, user in places], status_code=201)

    async def _leave(self, request: Request) -> Response:
        users = request.query_params["user_ids"].split(",")
        if self._may_write(request):
            self.members -= {(request.query_params["collection"], user) for user in users}
        return Response(status_code=204)

    async def _summary(self, request: Request) -> Response:
        class_id = request.path_params["class_id"]
        if not self._is_known(request) or class_id not in self.summaries:
            return _error(403, "PERMISSION_DENIED" if self._is_known(request) else "NOT_AUTHENTICATED")
        learners = [
            {"id": user, "name": "Аты-жөнү", "username": "u"} for place, user in self.members if place == class_id
        ]
        return JSONResponse({**self.summaries[class_id], "learners": learners})


class Stage:
    """The server's ASGI application: whatever recorded Kolibri a test has put on it."""

    def __init__(self) -> None:
        self.app: Starlette | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None, "a test puts its own on the stage first"
        await self.app(scope, receive, send)


@contextmanager
def served(stage: Stage) -> Iterator[str]:
    """Serve on a free loopback port until all tests are over; give the address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(stage, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.005)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def answering(body: bytes | str, status: int = 200, **headers: str) -> Fault:
    """Give the fault that always answers the same."""

    async def fault(_: Request) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Response(body, status, {"content-type": "application/json", **named})

    return fault


def silent(seconds: float) -> Fault:
    """Give the fault that answers after the caller has gone."""

    async def fault(_: Request) -> Response:
        await asyncio.sleep(seconds)
        return JSONResponse([])

    return fault


async def _token(_: Request) -> Response:
    answer = JSONResponse({"detail": 'Method "GET" not allowed.'}, status_code=405)
    answer.set_cookie("kolibri_csrftoken", secrets.token_hex(8))
    return answer


async def _facilities(_: Request) -> Response:
    return JSONResponse(sample("facility.json"))


def _has_token(request: Request) -> bool:
    token = request.headers.get("x-csrftoken")
    return bool(token) and token == request.cookies.get("kolibri_csrftoken")


def _error(status: int, id: str) -> Response:
    return JSONResponse([{"id": id, "metadata": {}}], status_code=status)
