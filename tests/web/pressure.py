"""Load for a server in a process of its own: a bare HTTP client that costs little, and what the server took."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any, Final

MEGABYTE: Final = 1024 * 1024
TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Answer:
    """How one request ended: its status, 0 where the connection broke, and how long it took."""

    status: int
    seconds: float


def request(body: bytes, token: str = "") -> bytes:
    """Write a request."""
    bearer = f"Authorization: Bearer {token}\r\n" if token else ""
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{bearer}"
        f"Accept: application/graphql-response+json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def asking(document: str, **variables: Any) -> bytes:  # noqa: ANN401 - JSON
    """Write a body."""
    return json.dumps({"query": document, "variables": variables}, separators=(",", ":")).encode()


class Line:
    """One connection, opened when it is first needed."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, sent: bytes) -> Answer:
        """Send a request and read its answer."""
        start = time.perf_counter()
        try:
            status = await self._exchange(sent)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            status = 0
        return Answer(status, time.perf_counter() - start)

    async def _exchange(self, sent: bytes) -> int:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writer.write(sent)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        await self._reader.readexactly(length)
        if b"connection: close" in head:
            self.close()
        return int(head[9:12])

    def close(self) -> None:
        """Let go of the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


async def in_turn(port: int, requests: Sequence[bytes], seconds: float, connections: int) -> list[Answer]:
    """Ask as fast as answers come, over some connections."""
    end = time.perf_counter() + seconds

    async def one(number: int) -> list[Answer]:
        line, found = Line(port), list[Answer]()
        while time.perf_counter() < end:
            found.append(await line.ask(requests[(number + len(found)) % len(requests)]))
        line.close()
        return found

    return [answer for part in await asyncio.gather(*map(one, range(connections))) for answer in part]


@dataclass(frozen=True)
class Struck:
    """What wrk counted: answers, refusals, and the time within which half of all were answered."""

    good: int
    refused: int
    broken: str
    p50_s: float


def struck(port: int, body: bytes, tokens: Sequence[str], seconds: int, connections: int, pause_s: float = 0) -> Struck:
    """Ask by wrk, whose asking takes little from the server; each connection pauses so long before it asks again."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as script:
        script.write(_lua(body, tokens, pause_s))
        script.flush()
        command = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            "--timeout",
            "20s",
            "--latency",
            "-s",
            script.name,
        ]
        said = subprocess.run(
            [*command, f"http://127.0.0.1:{port}/graphql"], capture_output=True, text=True, check=True
        )
    answers, refused = (
        re.search(what, said.stdout) for what in (r"(\d+) requests in", r"Non-2xx or 3xx responses: (\d+)")
    )
    broken, p50 = (re.search(what, said.stdout) for what in (r"Socket errors:.*", r"50%\s+([\d.]+)(us|ms|s)"))
    assert answers is not None, said.stdout
    assert p50 is not None, said.stdout
    bad = int(refused[1]) if refused else 0
    return Struck(int(answers[1]) - bad, bad, broken[0] if broken else "", float(p50[1]) * _UNITS[p50[2]])


_UNITS: Final = {"us": 1e-6, "ms": 1e-3, "s": 1.0}


def _lua(body: bytes, tokens: Sequence[str], pause_s: float) -> str:
    listed = ", ".join(f'"Bearer {token}"' for token in tokens)
    pause = f"delay = function() return math.random(0, {round(2_000 * pause_s)}) end\n" if pause_s else ""
    return (
        f"local bearers, i = {{{listed}}}, 0\n"
        "request = function()\n  i = i % #bearers + 1\n"
        '  local headers = {["content-type"] = "application/json", ["authorization"] = bearers[i]}\n'
        f'  return wrk.format("POST", nil, headers, [==[{body.decode()}]==])\nend\n{pause}'
    )


def percentile(values: Iterable[float], percent: int) -> float:
    """Give the value below which so many of a hundred lie."""
    return quantiles(values, n=100)[percent - 1]


def cpu_seconds(pid: int) -> float:
    """Give the processor time that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def loop_seconds(pid: int) -> float:
    """Give the processor time of a process's first thread, in which its loop runs (proc(5), schedstat)."""
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def peak_bytes(pid: int) -> int:
    """Give the most memory that a process held since `forget_peak`."""
    return _status(pid, "VmHWM")


def resident_bytes(pid: int) -> int:
    """Give the memory that a process holds."""
    return _status(pid, "VmRSS")


def forget_peak(pid: int) -> None:
    """Begin to look for the peak anew (proc(5), clear_refs)."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")


def _status(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))
