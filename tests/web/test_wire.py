"""Connections before a request is whole: long heads, slow heads, piles of requests, and people who never read."""

from __future__ import annotations

import base64
import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.small_school import Served, running

from isuo_graph.settings import Settings
from isuo_graph.web import wire

CONNECTIONS_MAX = 30
SETTINGS = Settings(deadline_s=1, statement_timeout_ms=500, connections_max=CONNECTIONS_MAX)
HEAD = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def narrow() -> Iterator[Served]:
    """A service with little room and a short deadline."""
    with running(SETTINGS) as found:
        yield found


def connected(served: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", served.port), timeout=10)


def told(connection: socket.socket) -> bytes:
    """Read until the server closes."""
    received = b""
    try:
        while part := connection.recv(65_536):
            received += part
    except ConnectionResetError:
        pass
    return received


def code(answer: bytes) -> object:
    return json.loads(answer.partition(b"\r\n\r\n")[2])["errors"][0]["extensions"]["code"]


def sent(served: Served, request: bytes) -> bytes:
    with connected(served) as connection:
        connection.sendall(request)
        return told(connection)


MALFORMED = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n",
    "HTTP 2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a header without a name": HEAD + b": x\r\n\r\n",
    "a header over two lines": HEAD + b"X-A: a\r\n b\r\n\r\n",
    "length and chunks": HEAD + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
    "two lengths": HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\n",
    "a negative length": HEAD + b"Content-Length: -1\r\n\r\n",
    "a chunk of wrong size": HEAD.replace(b"GET /healthz", b"POST /graphql")
    + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_http_is_refused_with_a_code(narrow: Served, name: str) -> None:
    answer = sent(narrow, MALFORMED[name])
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert code(answer) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "head",
    [
        HEAD + b"".join(b"X-%d: y\r\n" % number for number in range(wire.HEADERS_MAX)) + b"\r\n",
        HEAD + b"X-A: " + b"a" * wire.HEAD_MAX_BYTES * 8,
        b"GET /graphql?query=" + b"a" * wire.HEAD_MAX_BYTES * 8,
    ],
    ids=["many headers", "a long header", "a long address"],
)
def test_a_head_that_is_too_large_is_refused_with_a_code(narrow: Served, head: bytes) -> None:
    with connected(narrow) as connection:
        for start in range(0, len(head), 16_384):  # in pieces, so that the answer is not lost to a reset
            try:
                connection.sendall(head[start : start + 16_384])
            except OSError:
                break
            time.sleep(0.01)
        answer = told(connection)
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert code(answer) == "LIMIT_EXCEEDED"


def resident_bytes() -> int:
    """Give the memory of this process; the service runs in a thread of it."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


FLOODS = {
    "one header": (HEAD + b"X-A: ", b"a" * MEGABYTE),
    "headers": (HEAD, b"X-A: b\r\n" * 100_000),
    "an address": (b"GET /graphql?query=", b"a" * MEGABYTE),
    "trailers": (
        HEAD.replace(b"GET /healthz", b"POST /graphql") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n",
        b"X-A: b\r\n" * 100_000,
    ),
    "requests without waiting": (b"", (HEAD + b"\r\n") * 20_000),
}


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from Linux's own page")
@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_before_any_request_takes_little_memory(narrow: Served, name: str) -> None:
    head, piece = FLOODS[name]
    before = resident_bytes()
    with connected(narrow) as connection:
        connection.settimeout(2)
        try:
            connection.sendall(head)
            for _ in range(40):
                connection.sendall(piece)
        except OSError:
            pass
        assert resident_bytes() - before < 32 * MEGABYTE


@pytest.mark.parametrize("begun", [HEAD, b"GE", HEAD + b"X-A: "])
def test_a_head_that_does_not_end_is_refused_at_the_deadline(narrow: Served, begun: bytes) -> None:
    start = time.monotonic()
    answer = sent(narrow, begun)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert code(answer) == "LIMIT_EXCEEDED"
    assert time.monotonic() - start < 5 * SETTINGS.deadline_s


def test_a_head_that_comes_letter_by_letter_is_refused_at_the_deadline(narrow: Served) -> None:
    with connected(narrow) as connection:
        start = time.monotonic()
        try:
            while time.monotonic() - start < 10 * SETTINGS.deadline_s:
                connection.sendall(b"G" if time.monotonic() == start else b"A")
                time.sleep(0.05)
        except OSError:
            pass
    assert time.monotonic() - start < 5 * SETTINGS.deadline_s


def test_a_connection_that_says_nothing_is_closed_without_a_word(narrow: Served) -> None:
    assert sent(narrow, b"") == b""


def test_a_body_that_trickles_on_after_the_answer_is_cut_off(narrow: Served) -> None:
    with connected(narrow) as connection:
        connection.sendall(HEAD + b"Content-Length: 1000000\r\n\r\n")
        start = time.monotonic()
        try:
            while time.monotonic() - start < 20:
                connection.sendall(b"a")
                time.sleep(0.05)
        except OSError:
            pass
    assert time.monotonic() - start < 10


def test_whoever_comes_when_all_connections_are_taken_is_told_to_come_back(narrow: Served) -> None:
    held = [connected(narrow) for _ in range(CONNECTIONS_MAX)]
    time.sleep(0.2)
    answer = sent(narrow, HEAD + b"\r\n")
    for connection in held:
        connection.close()
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after: 1\r\n" in answer
    assert code(answer) == "LIMIT_EXCEEDED"


def test_requests_sent_without_waiting_are_answered_in_order(narrow: Served) -> None:
    last = HEAD.replace(b"/healthz", b"/nowhere") + b"Connection: close\r\n\r\n"
    answer = sent(narrow, (HEAD + b"\r\n") * 10 + last)
    assert [part[:3] for part in answer.split(b"HTTP/1.1 ")[1:]] == [b"200"] * 10 + [b"404"]


def test_an_upgrade_to_something_else_is_not_heard(narrow: Served) -> None:
    answer = sent(narrow, HEAD + b"Connection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")


def test_somebody_who_never_reads_loses_the_connection(narrow: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "STALL_S", 0.3)
    request = HEAD.replace(b"/healthz", b"/metrics") + b"\r\n"  # some kilobytes of answer
    ended = False
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        connection.connect(("127.0.0.1", narrow.port))
        connection.settimeout(0.2)
        start = time.monotonic()
        while not ended and time.monotonic() - start < 20:
            try:
                connection.sendall(request)
            except TimeoutError:
                continue
            except OSError:
                ended = True
    assert ended


def greeting() -> bytes:
    key = base64.b64encode(b"0" * 16)
    return (
        b"GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n"
        b"Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Key: " + key + b"\r\n\r\n"
    )


def test_a_socket_takes_no_compressed_frames(narrow: Served) -> None:
    with connected(narrow) as connection:
        connection.sendall(greeting())
        answer = connection.recv(4_096).lower()
    assert answer.startswith(b"http/1.1 101 ")
    assert b"permessage-deflate" not in answer


@pytest.mark.parametrize(
    "more", [b"Content-Length: 5\r\n", b"Sec-WebSocket-Protocol: " + b"a," * 9_000 + b"\r\n"], ids=["body", "long line"]
)
def test_a_greeting_that_cannot_be_read_is_refused_with_a_code(narrow: Served, more: bytes) -> None:
    answer = sent(narrow, greeting().removesuffix(b"\r\n") + more + b"\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert code(answer) == "BAD_USER_INPUT"


def test_somebody_who_pings_and_never_reads_loses_the_socket(narrow: Served) -> None:
    ping = b"\x89\xfd" + b"\0" * 4 + b"p" * 125
    before = resident_bytes()
    with connected(narrow) as connection:
        connection.sendall(greeting())
        assert connection.recv(4_096)
        ended = False
        for _ in range(400):
            try:
                connection.sendall(ping * 1_000)
            except OSError:
                ended = True
                break
        grown = resident_bytes() - before
    assert ended
    assert grown < 32 * MEGABYTE
