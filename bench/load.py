"""Puts load on an arm for a few seconds: wrk where it is installed, else `bench.knock`, always from a process of its
own.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
"""As when performance was first measured."""
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Shot:
    """What is sent again and again: the bodies in turn."""

    port: int
    path: str
    headers: Mapping[str, str]
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """What came of it."""

    rate: float
    """Answers in a second."""
    p50_ms: float


class Silent(RuntimeError):
    """Not one answer came within the time."""


def tool() -> str:
    """Name the generator that will be used."""
    return "wrk" if shutil.which("wrk") else "bench.knock (wrk is not installed)"


def hit(shot: Shot, seconds: float, connections: int = CONNECTIONS) -> Hit:
    """Load for some seconds. Raises RuntimeError where an answer was no 200."""
    return _wrk(shot, seconds, connections) if shutil.which("wrk") else _knock(shot, seconds, connections)


def _wrk(shot: Shot, seconds: float, connections: int) -> Hit:
    url = f"http://127.0.0.1:{shot.port}{shot.path}"
    with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as script:
        script.write(_lua(shot))
        script.flush()
        done = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{round(seconds)}s", "--latency", "-s", script.name, url],
            capture_output=True,
            text=True,
            check=True,
        )
    said = done.stdout
    if "Non-2xx" in said:
        raise RuntimeError(said)
    rate, p50 = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"50%\s+([\d.]+)(us|ms|s|m)", said)
    if rate is None or p50 is None or not float(rate[1]):
        raise Silent(f"no answer within {seconds:g} s")
    return Hit(float(rate[1]), float(p50[1]) * _UNITS[p50[2]])


def _lua(shot: Shot) -> str:
    headers = {"content-type": "application/json", **shot.headers}
    listed = ", ".join(f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in headers.items())
    bodies = ", ".join(f"[==[{body}]==]" for body in shot.bodies)
    return (
        f"local bodies, i = {{{bodies}}}, 0\n"
        f"local headers = {{{listed}}}\n"
        "request = function() i = i % #bodies + 1; return wrk.format('POST', nil, headers, bodies[i]) end\n"
    )


def _knock(shot: Shot, seconds: float, connections: int) -> Hit:
    asked = {"port": shot.port, "path": shot.path, "headers": dict(shot.headers), "bodies": shot.bodies}
    done = subprocess.run(
        [sys.executable, "-m", "bench.knock"],
        input=json.dumps({**asked, "seconds": seconds, "connections": connections}),
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return Hit(**json.loads(done.stdout))
