"""graphql-transport-ws and event streams: who gets in, what is thrown out, and when a connection ends."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx
import pytest
from tests.web.small_school import SECRET, Served
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from isuo_graph.rooms.people.tokens import KeyRing, derived_key

PROTOCOL = Subprotocol("graphql-transport-ws")


@contextmanager
def opened(served: Served, origin: Origin | None = None) -> Iterator[ClientConnection]:
    with connect(f"ws://127.0.0.1:{served.port}/graphql", subprotocols=[PROTOCOL], origin=origin) as connection:
        yield connection


@contextmanager
def entered(served: Served, session_id: int = 1, token: str = "") -> Iterator[ClientConnection]:
    with opened(served) as connection:
        say(
            connection, type="connection_init", payload={"Authorization": f"Bearer {token or served.token(session_id)}"}
        )
        assert heard(connection) == {"type": "connection_ack"}
        yield connection


def say(connection: ClientConnection, **message: object) -> None:
    connection.send(json.dumps(message))


def heard(connection: ClientConnection) -> Any:  # noqa: ANN401 - JSON
    return json.loads(connection.recv(timeout=10))


def subscribe(connection: ClientConnection, text: str, name: str = "1") -> Any:  # noqa: ANN401 - JSON
    say(connection, id=name, type="subscribe", payload={"query": text})
    return heard(connection)


def closing(connection: ClientConnection, within_s: float = 8) -> int:
    """Give the code the server closes with, whatever comes before."""
    end = time.monotonic() + within_s
    try:
        while time.monotonic() < end:
            connection.recv(timeout=within_s)
    except ConnectionClosed as exc:
        return exc.rcvd.code if exc.rcvd else 0
    pytest.fail("the socket stayed open")


def test_query_is_answered(served: Served) -> None:
    with entered(served) as connection:
        told = subscribe(connection, "{ students(first: 1) { grade } }")
        assert told == {"id": "1", "type": "next", "payload": {"data": {"students": [{"grade": 5}]}}}


def test_subscription_sends_what_happens(served: Served) -> None:
    with entered(served) as connection:
        told = [subscribe(connection, "subscription { ticks }"), heard(connection)]
        assert [one["payload"]["data"]["ticks"] for one in told] == [0, 1]


def test_database_text_is_sent_as_text(served: Served) -> None:
    with entered(served) as connection:
        assert subscribe(connection, "{ written }")["payload"]["data"] == {"written": {"by": "the database"}}


def test_mistake_of_ours_is_masked(served: Served) -> None:
    with entered(served) as connection:
        told = subscribe(connection, "{ broken }")
        assert "hunter2" not in json.dumps(told)
        assert told["payload"]["errors"][0]["extensions"]["code"] == "INTERNAL"


@pytest.mark.parametrize(
    "text", ["{", "{ nothing }", "{ ...A } fragment A on Query { ...A }", "", "query A { a } query B { a }"]
)
def test_wrong_document_is_an_error_with_a_code(served: Served, text: str) -> None:
    with entered(served) as connection:
        told = subscribe(connection, text)
        assert (told["type"], told["payload"][0]["extensions"]["code"]) == ("error", "BAD_USER_INPUT")


def test_socket_goes_on_after_a_wrong_document(served: Served) -> None:
    with entered(served) as connection:
        subscribe(connection, "{")
        assert subscribe(connection, "{ students { name } }", "2")["type"] == "next"


def test_id_is_free_again_after_a_refusal(served: Served) -> None:
    with entered(served) as connection:
        subscribe(connection, "")
        assert subscribe(connection, "{ students { name } }")["type"] == "next"


@pytest.mark.parametrize(
    "payload", [{}, None, {"Authorization": "Bearer x"}, {"Authorization": 5}, {"Authorization": ""}]
)
def test_nobody_comes_in_without_a_token(served: Served, payload: object) -> None:
    with opened(served) as connection:
        say(connection, type="connection_init", payload=payload)
        assert closing(connection) == 4403


def test_nobody_subscribes_before_coming_in(served: Served) -> None:
    with opened(served) as connection:
        say(connection, id="1", type="subscribe", payload={"query": "{ students { name } }"})
        assert closing(connection) == 4401


def test_ended_session_does_not_come_in(served: Served) -> None:
    served.people.ended.add(601)
    with opened(served) as connection:
        say(connection, type="connection_init", payload={"Authorization": f"Bearer {served.token(601)}"})
        assert closing(connection) == 4403


def test_socket_closes_within_five_seconds_of_sign_out(served: Served) -> None:
    with entered(served, 602) as connection:
        subscribe(connection, "subscription { ticks }")
        served.people.ended.add(602)
        start = time.monotonic()
        assert closing(connection) == 4403
        assert time.monotonic() - start < 5


def test_operation_after_sign_out_is_refused_at_once(served: Served) -> None:
    with entered(served, 603) as connection:
        served.people.ended.add(603)
        told = subscribe(connection, "{ students { name } }")
        assert told["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_socket_closes_when_its_token_runs_out(served: Served) -> None:
    short = KeyRing([derived_key(SECRET)], issuer="isuo-graph", audience="isuo-graph", life_s=2, clock=served.clock)
    with entered(served, token=short.issue(1, 604)[0]) as connection:
        assert closing(connection) == 4403


def test_silent_database_does_not_keep_a_token_alive(served: Served) -> None:
    short = KeyRing([derived_key(SECRET)], issuer="isuo-graph", audience="isuo-graph", life_s=2, clock=served.clock)
    with entered(served, token=short.issue(1, 605)[0]) as connection:
        served.people.is_silent = True
        try:
            assert closing(connection) == 4403
        finally:
            served.people.is_silent = False


JUNK: dict[str, str | bytes] = {
    "no JSON": "hello",
    "null": "null",
    "a number": "1",
    "a list": "[]",
    "no type": "{}",
    "a type that is no text": '{"type": 1}',
    "an unknown type": '{"type": "dance"}',
    "an id that is no text": '{"type": "subscribe", "id": 1, "payload": {"query": "{ a }"}}',
    "an endless id": json.dumps({"type": "subscribe", "id": "x" * 1_000, "payload": {"query": "{ a }"}}),
    "no id": '{"type": "subscribe", "payload": {"query": "{ a }"}}',
    "no payload": '{"type": "subscribe", "id": "1"}',
    "JSON 5,000 deep": "[" * 5_000 + "]" * 5_000,
    "bytes": b"\x00\x01",
    "a second connection_init": '{"type": "connection_init"}',
}


@pytest.mark.parametrize("name", JUNK)
def test_junk_closes_the_socket(served: Served, name: str) -> None:
    with entered(served) as connection:
        connection.send(JUNK[name])
        assert closing(connection) in {4400, 4429}


@pytest.mark.parametrize("payload", [None, 1, "x", [], {"query": 1}, {"query": "{ a }", "variables": "x"}])
def test_wrong_payload_is_an_error_with_a_code(served: Served, payload: object) -> None:
    with entered(served) as connection:
        say(connection, id="1", type="subscribe", payload=payload)
        assert heard(connection)["payload"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_large_frame_closes_the_socket(served: Served) -> None:
    with entered(served) as connection:
        with suppress(ConnectionClosed):  # it may be closed while we are still sending
            connection.send("x" * 10_000_000)
        assert closing(connection) == 1009


def test_operations_of_one_socket_are_bounded(served: Served) -> None:
    with entered(served) as connection:
        for number in range(21):
            say(connection, id=str(number), type="subscribe", payload={"query": "{ slow(seconds: 5) }"})
        assert heard(connection)["payload"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


def test_completed_operation_stops(served: Served) -> None:
    with entered(served) as connection:
        subscribe(connection, "subscription { ticks }")
        say(connection, id="1", type="complete")
        time.sleep(0.3)
        say(connection, type="ping")
        told = heard(connection)
        while told["type"] == "next":
            told = heard(connection)
        assert told == {"type": "pong"}


def test_page_of_another_site_opens_no_socket(served: Served) -> None:
    with pytest.raises(InvalidStatus), opened(served, Origin("https://evil.example")):
        pass


def test_socket_at_another_path_is_refused(served: Served) -> None:
    with pytest.raises(InvalidStatus), connect(f"ws://127.0.0.1:{served.port}/nowhere", subprotocols=[PROTOCOL]):
        pass


def stream(served: Served, text: str, session_id: int) -> Iterator[str]:
    headers = {"accept": "text/event-stream", "authorization": f"Bearer {served.token(session_id)}"}
    with (
        httpx.Client(base_url=served.url, timeout=10) as client,
        client.stream("POST", "/graphql", json={"query": text}, headers=headers) as response,
    ):
        yield from response.iter_lines()


def test_subscription_comes_as_an_event_stream(served: Served) -> None:
    lines = stream(served, "subscription { ticks }", 610)
    assert [next(lines), next(lines)] == ["event: next", 'data: {"data":{"ticks":0}}']
    lines.close()  # type: ignore[attr-defined] # a generator


def test_query_comes_as_an_event_stream_that_ends(served: Served) -> None:
    assert "event: complete" in list(stream(served, "{ students { name } }", 611))


def test_strangers_get_no_event_stream(served: Served) -> None:
    body, headers = {"query": "{ students { name } }"}, {"accept": "text/event-stream"}
    assert httpx.post(f"{served.url}/graphql", json=body, headers=headers).status_code == 401


def test_refused_document_is_told_in_the_event_stream(served: Served) -> None:
    lines = list(stream(served, "{ ...A } fragment A on Query { ...A }", 613))
    assert '"code":"BAD_USER_INPUT"' in lines[1]


def test_event_stream_ends_within_five_seconds_of_sign_out(served: Served) -> None:
    threading.Timer(0.5, served.people.ended.add, (612,)).start()
    start = time.monotonic()
    assert list(stream(served, "subscription { ticks }", 612))
    assert time.monotonic() - start < 5.5


def test_query_over_a_socket_ends_at_the_deadline(served: Served) -> None:
    with entered(served, 614) as connection:
        told = subscribe(connection, "{ slow(seconds: 60) }")
        assert told["type"] == "error"
        assert told["payload"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert subscribe(connection, "{ students(first: 1) { grade } }", "2")["type"] == "next"


def test_query_in_an_event_stream_ends_at_the_deadline(served: Served) -> None:
    start = time.monotonic()
    lines = list(stream(served, "{ slow(seconds: 60) }", 615))
    assert '"code":"LIMIT_EXCEEDED"' in lines[1]
    assert time.monotonic() - start < 4 * served.settings.deadline_s


def test_subscription_has_no_deadline(served: Served) -> None:
    start = time.monotonic()
    lines = stream(served, "subscription { ticks }", 616)
    while time.monotonic() - start < 1.5 * served.settings.deadline_s:
        assert next(lines) is not None
    lines.close()  # type: ignore[attr-defined] # a generator


def test_operations_of_a_socket_take_their_places_among_the_requests_in_flight(served: Served) -> None:
    with entered(served, 617) as connection:
        for number in range(served.settings.in_flight_max):
            say(connection, id=f"{number}", type="subscribe", payload={"query": "{ slow(seconds: 1) }"})
        told = [heard(connection) for _ in range(served.settings.in_flight_max // 2)]
    assert [one["payload"][0]["extensions"]["code"] for one in told] == ["LIMIT_EXCEEDED"] * len(told)


def test_act_over_get_is_refused_in_an_event_stream_too(served: Served) -> None:
    headers = {"accept": "text/event-stream", "authorization": f"Bearer {served.token(618)}"}
    parameters = {"query": 'mutation { rename(name: "x") { name } }'}
    told = httpx.get(f"{served.url}/graphql", params=parameters, headers=headers).text
    assert '"code":"BAD_USER_INPUT"' in told
    assert "rename" not in told
