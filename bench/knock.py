"""A small load generator for machines without wrk: a few connections, each asking again as soon as it was answered.

Takes one JSON object on its input, prints one with the rate and the middle latency. It is slower than wrk, so it
takes more of a small machine from the arm that it measures; the ratios of arms suffer less than the rates.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from typing import Any


async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    """Send a request and read its answer to the end. Raises RuntimeError for anything but a 200."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise RuntimeError(head.decode())
    length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(length)


async def _line(asked: dict[str, Any], requests: list[bytes], until: float, took: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", asked["port"], limit=1 << 22)
    i = 0
    while (begun := time.perf_counter()) < until:
        await _asked(reader, writer, requests[i % len(requests)])
        took.append(time.perf_counter() - begun)
        i += 1
    writer.close()


def _request(asked: dict[str, Any], body: str) -> bytes:
    content = body.encode()
    headers = {
        **asked["headers"],
        "host": "127.0.0.1",
        "content-type": "application/json",
        "content-length": len(content),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {asked['path']} HTTP/1.1\r\n{lines}\r\n".encode() + content


async def _main(asked: dict[str, Any]) -> None:
    requests = [_request(asked, body) for body in asked["bodies"]]
    took: list[float] = []
    begun = time.perf_counter()
    until = begun + asked["seconds"]
    await asyncio.gather(*(_line(asked, requests, until, took) for _ in range(asked["connections"])))
    spent = time.perf_counter() - begun
    sys.stdout.write(json.dumps({"rate": len(took) / spent, "p50_ms": statistics.median(took) * 1000}))


if __name__ == "__main__":
    asyncio.run(_main(json.loads(sys.stdin.read())))
