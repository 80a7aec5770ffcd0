"""What breaks naive services, sent to ours over a real socket: refused with a code, cheaply, others served."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from tests.web.small_school import Served

HELLO = {"query": "{ students { name } }"}
JSON = {"content-type": "application/json"}


def doubling(levels: int) -> str:
    chain = (f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels))
    return " ".join(("{ ...F0 }", *chain, f"fragment F{levels} on Query {{ broken }}"))


def aliased(levels: int) -> str:
    chain = (
        f"fragment F{n} on Student {{ a: friends {{ ...F{n + 1} }} b: friends {{ ...F{n + 1} }} }}"
        for n in range(levels)
    )
    return " ".join(("{ students { ...F0 } }", *chain, f"fragment F{levels} on Student {{ name }}"))


def query(text: str) -> bytes:
    return json.dumps({"query": text}).encode()


BODIES = {
    "null": b"null",
    "a number": b"1",
    "a text": b'"x"',
    "a list": b"[]",
    "a batch": b'[{"query": "{ students { name } }"}]',
    "nothing": b"",
    "half an object": b'{"query": ',
    "invalid UTF-8": b'{"query": "\xff\xfe"}',
    "a lone surrogate": b'{"query": "\\ud800"}',
    "UTF-16": '{"query": "{ students { name } }"}'.encode("utf-16"),
    "NaN": b'{"query": "{ students { name } }", "variables": {"a": NaN}}',
    "infinity": b'{"query": "{ students { name } }", "variables": {"a": 1e999}}',
    "JSON 100,000 deep": b"[" * 100_000 + b"]" * 100_000,
    "JSON 41 deep": b'{"query": "{ a }", "variables": {"a": ' + b"[" * 41 + b"]" * 41 + b"}}",
    "an integer of 100,000 digits": b'{"query": "{ a }", "variables": {"a": ' + b"9" * 100_000 + b"}}",
    "an integer of 65 bits": b'{"query": "{ a }", "variables": {"a": 36893488147419103232}}',
    "two queries": b'{"query": "{ broken }", "query": "{ students { name } }"}',
    "a variable twice": b'{"query":"{ students { name } }","variables":{"a":1,"a":2}}',
    "a key twice, written differently": b'{"query": "{ students { name } }", "variables": {"a": 1, "\\u0061" : 1}}',
    "NUL in a variable": b'{"query": "{ a }", "variables": {"a": "\\u0000"}}',
    "NUL in a document": b'{"query": "{ a(b: \\"\\\\u0000\\") }"}',
    "no query": b"{}",
    "an empty query": b'{"query": "  "}',
    "query as a number": b'{"query": 1}',
    "query as an object": b'{"query": {}}',
    "variables as a list": b'{"query": "{ a }", "variables": []}',
    "variables as a text": b'{"query": "{ a }", "variables": "{}"}',
    "extensions as a text": b'{"query": "{ a }", "extensions": "x"}',
    "operationName as a number": b'{"query": "{ a }", "operationName": 1}',
    "documentId as a number": b'{"documentId": 1}',
    "a quarter megabyte of tokens": query("{ " + "a " * 120_000 + "}"),
    "doubling fragments": query(doubling(25)),
    "doubling fragments through aliased objects": query(aliased(12)),
    "a cycle of fragments": query("{ ...A } fragment A on Query { ...A }"),
    "a cycle of depth 20": query("{ students { " + "friends { " * 20 + "name" + " }" * 22),
    "800 equal list fields": query("{ students { " + "friends { name } " * 490 + "} }"),
    "400 conflicts": query("{ students { " + " ".join(f"a: f{n}" for n in range(400)) + " } }"),
    "5,000 includes": query("{ broken " + "@include(if: true) " * 5_000 + "}"),
    "2,000 unused fragments": query(
        "{ broken } " + " ".join(f"fragment F{n} on Query {{ broken }}" for n in range(2_000))
    ),
    "brackets without end": query("{ students(first: " + "[" * 100_000),
    "braces without end": query("{ a" * 80_000),
    "300 unknown fields": query("{ students { " + " ".join(f"unknown{n}" for n in range(300)) + " } }"),
    "two operations and no name": query("query A { broken } query B { broken }"),
    "an anonymous operation beside a named one": query("{ broken } query B { broken }"),
    "an unknown name": json.dumps({"query": "query A { broken }", "operationName": "B"}).encode(),
    "a type definition": query("type A { a: Int }"),
}
CODES = {"BAD_USER_INPUT", "LIMIT_EXCEEDED"}


def posted(client: httpx.Client, body: bytes, **headers: str) -> httpx.Response:
    return client.post(
        "/graphql", content=body, headers=JSON | {"accept": "application/graphql-response+json"} | headers
    )


def code(response: httpx.Response) -> str:
    found = response.json()["errors"][0]["extensions"]["code"]
    assert isinstance(found, str)
    return found


def seconds(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(7):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)


@pytest.mark.parametrize("name", BODIES)
def test_malformed_or_hostile_body_is_refused_with_a_code(client: httpx.Client, name: str) -> None:
    response = posted(client, BODIES[name])
    assert (response.status_code, code(response) in CODES, "data" in response.json()) == (400, True, False)


@pytest.mark.parametrize("name", BODIES)
def test_refusal_costs_little_more_than_an_answer(client: httpx.Client, name: str) -> None:
    ordinary = seconds(lambda: client.post("/graphql", json=HELLO))
    # An answer takes a few milliseconds; the bound is wide because the machine may be busy meanwhile.
    assert seconds(lambda: posted(client, BODIES[name])) < 40 * ordinary


@pytest.mark.parametrize("name", BODIES)
def test_others_are_served_after_it(client: httpx.Client, name: str) -> None:
    posted(client, BODIES[name])
    assert client.post("/graphql", json=HELLO).json()["data"]


def test_others_are_served_while_attacks_go_on(served: Served, client: httpx.Client) -> None:
    is_over = threading.Event()

    def attack() -> None:
        with httpx.Client(base_url=served.url, timeout=10) as attacker:
            while not is_over.is_set():
                for name in ("doubling fragments", "a quarter megabyte of tokens", "JSON 100,000 deep"):
                    posted(attacker, BODIES[name])

    attackers = [threading.Thread(target=attack) for _ in range(2)]
    for thread in attackers:
        thread.start()
    answers = [client.post("/graphql", json=HELLO).status_code for _ in range(20)]
    is_over.set()
    for thread in attackers:
        thread.join()
    assert answers == [200] * 20


def test_body_over_the_limit_is_refused_by_its_told_length(client: httpx.Client) -> None:
    response = posted(client, b'{"query": "' + b"a" * 300_000 + b'"}')
    assert (response.status_code, code(response)) == (413, "LIMIT_EXCEEDED")


def test_body_without_a_told_length_is_refused_at_the_first_byte_too_many(served: Served) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(10_000):
            sent += 65_536
            yield b"a" * 65_536

    with httpx.Client(base_url=served.url, timeout=10) as client:
        try:
            status = client.post("/graphql", content=endless(), headers=JSON).status_code
        except httpx.TransportError:  # the connection was closed on us, which is as good
            status = 413
    assert status == 413
    assert sent < 64 * 1024 * 1024


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "zstd", "gzip, identity"])
def test_compressed_body_is_refused_unread(client: httpx.Client, encoding: str) -> None:
    response = posted(client, gzip.compress(b"0" * 10_000_000), **{"content-encoding": encoding})
    assert (response.status_code, code(response)) == (415, "BAD_USER_INPUT")


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        "application/json; charset=utf-16",
    ],
)
def test_content_that_a_form_could_send_is_refused(client: httpx.Client, kind: str) -> None:
    response = client.post("/graphql", content=b'{"query": "{ broken }"}', headers={"content-type": kind})
    assert (response.status_code, code(response)) == (415, "BAD_USER_INPUT")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: httpx.Client, method: str) -> None:
    response = client.request(method, "/graphql")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")


def raw(served: Served, request: bytes, wait_s: float = 10) -> bytes:
    """Send bytes as they are and give what comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=wait_s) as connection:
        connection.sendall(request)
        received = b""
        while part := connection.recv(65_536):
            received += part
            if b"\r\n\r\n" in received and b"}]}" in received:
                break
    return received


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "127.0.0.1\r\nHost: evil.example"]
)
def test_forged_host_is_refused_and_not_repeated(served: Served, host: str) -> None:
    answer = raw(served, f"GET /graphql/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"evil" not in answer


def test_path_with_a_slash_is_not_redirected(client: httpx.Client) -> None:
    assert client.get("/graphql/").status_code == 404


def test_slow_body_ends_at_the_deadline(served: Served) -> None:
    head = (
        b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
    )
    start = time.perf_counter()
    answer = raw(served, head)
    assert b" 504 " in answer.split(b"\r\n", 1)[0]
    assert time.perf_counter() - start < 4 * served.settings.deadline_s


def test_slow_bodies_take_no_place_from_others(served: Served, client: httpx.Client) -> None:
    head = (
        b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
    )
    held = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(3 * served.settings.in_flight_max)]
    for connection in held:
        connection.sendall(head)
    response = client.post("/graphql", json=HELLO)
    for connection in held:
        connection.close()
    assert response.status_code == 200


def test_operation_ends_at_the_deadline(client: httpx.Client) -> None:
    response = client.post("/graphql", json={"query": "{ slow(seconds: 60) }"})
    assert (response.status_code, code(response)) == (504, "LIMIT_EXCEEDED")


def test_who_comes_on_top_of_the_room_is_told_to_come_back(served: Served) -> None:
    waiting = [
        threading.Thread(
            target=lambda number=number: httpx.post(
                f"{served.url}/graphql",
                json={"query": "{ slow(seconds: 1.5) }"},
                headers={"authorization": f"Bearer {served.token(900 + number)}"},
                timeout=10,
            )
        )
        for number in range(served.settings.in_flight_max)
    ]
    for thread in waiting:
        thread.start()
    while f"isuo_in_flight {served.settings.in_flight_max}.0" not in httpx.get(f"{served.url}/metrics").text:
        time.sleep(0.02)
    response = httpx.post(f"{served.url}/graphql", json=HELLO)
    for thread in waiting:
        thread.join()
    assert (response.status_code, response.headers["retry-after"], code(response)) == (503, "1", "LIMIT_EXCEEDED")


def test_one_caller_gets_half_of_the_room(served: Served) -> None:
    headers = {"authorization": f"Bearer {served.token(800)}"}
    statuses: list[int] = []

    def ask() -> None:
        body = {"query": "{ slow(seconds: 0.6) }"}
        statuses.append(httpx.post(f"{served.url}/graphql", json=body, headers=headers, timeout=10).status_code)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 200, 200, 200, 429, 429]


def test_huge_query_string_is_refused(served: Served) -> None:
    path = "/graphql?query=" + "%20" * 100_000
    answer = raw(served, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    assert answer.split(b" ", 2)[1] in {b"400", b"413", b"414", b"431"}  # the server may be the first to refuse it


def test_mutation_over_get_is_refused(client: httpx.Client) -> None:
    response = client.get("/graphql", params={"query": 'mutation { rename(name: "x") { name } }'})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "parameters",
    [
        {"query": "{ a }", "variables": "{"},
        {"query": "{ a }", "variables": "[]"},
        {"variables": "{}"},
        {"query": ["{ students { name } }", "{ broken }"]},
    ],
)
def test_wrong_parameters_of_get_are_refused(client: httpx.Client, parameters: dict[str, str | list[str]]) -> None:
    response = client.get("/graphql", params=parameters)
    assert (response.status_code, code(response)) == (400, "BAD_USER_INPUT")
