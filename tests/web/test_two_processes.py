"""Two server processes over one database: what ends in one has ended in the other; a killed one leaves no halves."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from tests.databases import PostgresFarm, SqliteFarm
from tests.web.processes import SIGN_IN, Server, serving
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from isuo_graph.cli.demo import making
from isuo_graph.settings import Settings
from isuo_graph.settings.secrets import make_secret
from isuo_graph.store import bulk

PASSWORD = "үлгү-мектеп-1991"
BISHKEK = timedelta(hours=6)  # servers in processes of their own live in the real time
OUT = "mutation($all: Boolean!) { signOut(input: {everywhere: $all}) { ended } }"
REFRESH = "mutation($t: String!) { refreshSession(input: {refreshToken: $t}) { accessToken refreshToken } }"
ADD = """mutation($input: CreateSubjectInput!) {
  createSubject(input: $input) { subject { id } userErrors { code message } } }"""


def elsewhere(work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - whatever the work gives
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture(scope="module")
def settings(farm: SqliteFarm | PostgresFarm, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A demo of today on each kind of database."""
    key = str(tmp_path_factory.mktemp("key") / "isuo.key")
    make_secret(key)
    made = Settings(database_url=farm.database(), secret_key_file=key, argon2_memory_kib=8_192, argon2_passes=1)
    elsewhere(making.make(made, (datetime.now(UTC) + BISHKEK).date(), PASSWORD))
    return made


@pytest.fixture(scope="module")
def one(settings: Settings) -> Iterator[Server]:
    with serving(settings, 0) as server:
        yield server


@pytest.fixture(scope="module")
def other(settings: Settings) -> Iterator[Server]:
    with serving(settings, 10) as server:
        yield server


def rows(settings: Settings, sql: str) -> list[dict[str, Any]]:
    async def read() -> list[dict[str, Any]]:
        async with bulk.session(settings.database_url) as session:
            return [dict(row) for row in (await (await session.connection()).execute(text(sql))).mappings()]

    found: list[dict[str, Any]] = elsewhere(read())
    return found


def test_a_session_ended_in_one_is_refused_by_the_other(one: Server, other: Server) -> None:
    token = one.sign_in("nurse", PASSWORD)["accessToken"]
    assert one.knows(token)
    assert other.knows(token)
    one.data(OUT, token, all=False)
    assert not other.knows(token)


def test_signing_out_everywhere_ends_the_sessions_begun_at_the_other(one: Server, other: Server) -> None:
    here, there = (server.sign_in("librarian", PASSWORD)["accessToken"] for server in (one, other))
    assert other.knows(there)
    one.data(OUT, here, all=True)
    assert not other.knows(there)


def test_a_refresh_token_used_at_both_ends_all_sessions_at_both(one: Server, other: Server) -> None:
    first = one.sign_in("methodist", PASSWORD)
    second = one.data(REFRESH, t=first["refreshToken"])["refreshSession"]
    assert other.knows(second["accessToken"])
    assert other.ask(REFRESH, t=first["refreshToken"]).json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert not one.knows(second["accessToken"])


def test_a_refresh_token_used_at_both_at_once_is_good_for_one_of_them(one: Server, other: Server) -> None:
    token = one.sign_in("ministry", PASSWORD)["refreshToken"]
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda server: server.ask(REFRESH, t=token).json(), (one, other)))
    given = [answer["data"]["refreshSession"] for answer in answers if (answer.get("data") or {}).get("refreshSession")]
    assert len(given) <= 1


def test_an_account_blocked_in_one_is_refused_by_the_other(one: Server, other: Server, settings: Settings) -> None:
    token = other.sign_in("socialpedagogue", PASSWORD)["accessToken"]
    assert other.knows(token)
    account = rows(settings, "SELECT id FROM account WHERE login = 'socialpedagogue'")[0]["id"]
    block = (
        'mutation($id: ID!) { blockAccount(input: {accountId: $id, reason: "lost"}) { userErrors { code message } } }'
    )
    administrator = one.sign_in("administrator", PASSWORD)["accessToken"]
    assert one.data(block, administrator, id=f"acc_{account}")["blockAccount"]["userErrors"] == []
    assert not other.knows(token)


def test_an_order_revoked_in_one_gives_no_right_in_the_other(one: Server, other: Server, settings: Settings) -> None:
    token = other.sign_in("psychologist", PASSWORD)["accessToken"]
    before = other.ask("{ students(first: 1) { nodes { id } } }", token).json()["data"]["students"]["nodes"]
    order = rows(
        settings,
        "SELECT g.order_id AS id FROM role_grant g JOIN account a ON a.person_id = g.person_id "
        "WHERE a.login = 'psychologist' AND g.ended_at IS NULL",
    )[0]["id"]
    revoke = "mutation($id: ID!) { revokeOrder(input: {orderId: $id}) { userErrors { code message } } }"
    director = one.sign_in("director", PASSWORD)["accessToken"]
    assert one.data(revoke, director, id=f"ord_{order}")["revokeOrder"]["userErrors"] == []
    after = other.ask("{ students(first: 1) { nodes { id } } }", token).json()["data"]["students"]
    assert before
    assert not (after or {}).get("nodes")


def test_failures_to_sign_in_are_counted_together(one: Server, other: Server) -> None:
    for number in range(10):
        (one, other)[number % 2].ask(SIGN_IN, login="dpo", password="not this one")
    codes = [
        server.ask(SIGN_IN, login="dpo", password=PASSWORD).json()["errors"][0]["extensions"]["code"]
        for server in (one, other)
    ]
    assert codes == ["LIMIT_EXCEEDED", "LIMIT_EXCEEDED"]


def test_a_socket_at_the_other_closes_within_five_seconds(one: Server, other: Server) -> None:
    token = one.sign_in("deputy", PASSWORD)["accessToken"]
    with connect(f"ws://127.0.0.1:{other.port}/graphql", subprotocols=[Subprotocol("graphql-transport-ws")]) as socket:
        socket.send(json.dumps({"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}}))
        assert json.loads(socket.recv(timeout=10)) == {"type": "connection_ack"}
        one.data(OUT, token, all=False)
        start = time.monotonic()
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)
        assert time.monotonic() - start < 5.5


def test_a_killed_process_leaves_nothing_half_written(other: Server, settings: Settings) -> None:
    director = other.sign_in("director", PASSWORD)["accessToken"]
    school = rows(settings, "SELECT school_id AS id FROM account WHERE login = 'director'")[0]["id"]
    acknowledged: set[str] = set()
    sent: set[str] = set()

    def add(server: Server, code: str) -> bool:
        given = {"schoolId": f"sch_{school}", "code": code, "nameKy": code, "nameRu": code, "idempotencyKey": code}
        return not server.data(ADD, director, input=given)["createSubject"]["userErrors"]

    def keep_adding(server: Server, name: str) -> None:
        for number in range(1_000):
            code = f"KILLED_{name}{number}"
            sent.add(code)
            try:
                if add(server, code):
                    acknowledged.add(code)
            except (httpx.TransportError, AssertionError):
                return

    with serving(settings, 20) as doomed:
        writers = [threading.Thread(target=keep_adding, args=(doomed, name)) for name in "ABCD"]
        for writer in writers:
            writer.start()
        while len(acknowledged) < 20:
            time.sleep(0.01)
        doomed.process.kill()
        for writer in writers:
            writer.join()
    start = time.monotonic()
    assert all(add(other, code) for code in sorted(sent))
    assert time.monotonic() - start < 3 + len(sent)
    kept = {row["code"]: row["id"] for row in rows(settings, "SELECT code, id FROM subject WHERE code LIKE 'KILLED%'")}
    assert acknowledged <= sent == set(kept)
    trail = rows(
        settings, "SELECT subject_id AS id FROM audit_entry WHERE act = 'org:subject_created' AND outcome = 'DONE'"
    )
    assert sorted(row["id"] for row in trail) == sorted(kept.values())
