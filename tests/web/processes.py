"""Real server processes over one database, as `isuo-graph serve` starts them, and people who ask them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import httpx

from isuo_graph.settings import Settings

READY_S: Final = 90.0  # a loaded machine starts two servers
SIGN_IN: Final = """mutation($login: String!, $password: String!) {
  signIn(input: {login: $login, password: $password}) { accessToken refreshToken userErrors { code } } }"""
WHO: Final = "{ viewer { login } }"


@dataclass(frozen=True)
class Server:
    """One process."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, document: str, token: str = "", **variables: object) -> httpx.Response:
        headers = {"accept": "application/graphql-response+json", "accept-language": "en"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        body = {"query": document, "variables": variables}
        return httpx.post(f"{self.url}/graphql", json=body, headers=headers, timeout=30)

    def data(self, document: str, token: str = "", **variables: object) -> dict[str, Any]:
        answer = self.ask(document, token, **variables).json()
        assert "errors" not in answer, answer
        found: dict[str, Any] = answer["data"]
        return found

    def sign_in(self, login: str, password: str) -> dict[str, str]:
        payload: dict[str, str] = self.data(SIGN_IN, login=login, password=password)["signIn"]
        assert payload["accessToken"], payload
        return payload

    def knows(self, token: str) -> bool:
        """Tell whether somebody is let in; anything but yes or a refused token fails the test."""
        answer = self.ask(WHO, token)
        assert answer.status_code in {200, 401}, answer.text
        return answer.status_code == 200


@contextmanager
def serving(settings: Settings, node: int, **environment: str) -> Iterator[Server]:
    """Serve in a process of its own until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    cleaned = {name: value for name, value in os.environ.items() if not name.startswith("ISUO_")}
    ours = {
        "ISUO_DATABASE_URL": settings.database_url,
        "ISUO_SECRET_KEY_FILE": settings.secret_key_file,
        "ISUO_ARGON2_MEMORY_KIB": str(settings.argon2_memory_kib),
        "ISUO_ARGON2_PASSES": str(settings.argon2_passes),
        "ISUO_NODE": str(node),
    }
    command = [sys.executable, "-m", "isuo_graph", "serve", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, env=cleaned | ours | environment, stderr=subprocess.DEVNULL)
    try:
        _wait(lambda: httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200, process)
        yield Server(port, process)
    finally:
        process.kill()
        process.wait()


def _wait(is_ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if is_ready():
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")
