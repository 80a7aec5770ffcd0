"""The demo school behind the whole composed service on a real uvicorn, for tests that ask over HTTP.

Takes a farm of databases, gives a running service whose time is held, and people who sign in with one password.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import httpx
import uvicorn
from sqlalchemy import text
from sqlmodel import col, select
from tests.databases import PostgresFarm, SqliteFarm

from isuo_graph import app
from isuo_graph.app import House
from isuo_graph.cli.demo import making
from isuo_graph.kit.clock import HeldClock
from isuo_graph.rooms.people.tables import Account
from isuo_graph.settings import Settings
from isuo_graph.settings.secrets import make_secret
from isuo_graph.store import bulk
from isuo_graph.store.columns import Table
from isuo_graph.web.serving import Starting

MOMENT: Final = datetime(2026, 12, 7, 4, 0, tzinfo=UTC)
"""Ten in the morning in Bishkek, a Monday of the second quarter: the first one is over and locked."""
PASSWORD: Final = "үлгү-мектеп-1991"
TOKENS_MAX: Final = 20_000
"""Tokens of a document: these tests name every field of a type and dozens of ids at once."""

TRIED: Final = frozenset({"audit_entry", "session", "sign_in_failure"})

Rows = Mapping[str, list[dict[str, Any]]]
Farm = SqliteFarm | PostgresFarm
T = TypeVar("T")


@dataclass
class Person:
    """Somebody who asks; without a token it is the public."""

    client: httpx.Client
    token: str | None = None

    def post(self, document: str, variables: Mapping[str, Any] | None = None, **headers: str) -> httpx.Response:
        """Ask, and give the response as it came."""
        sent = {"authorization": f"Bearer {self.token}"} if self.token else {}
        body = {"query": document, "variables": dict(variables or {})}
        return self.client.post("/graphql", json=body, headers={**sent, **headers})

    def ask(self, document: str, variables: Mapping[str, Any] | None = None, **headers: str) -> dict[str, Any]:
        """Ask, and give data, errors and extensions."""
        found: dict[str, Any] = self.post(document, variables, **headers).json()
        return found

    def data(self, document: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Ask what must be answered without an error."""
        found = self.ask(document, variables)
        assert "errors" not in found, found["errors"]
        data: dict[str, Any] = found["data"]
        return data

    def act(self, name: str, given: Mapping[str, Any], chosen: str = "", **headers: str) -> dict[str, Any]:
        """Perform an act, and give its payload. An act that is refused altogether fails the test."""
        found = self.try_act(name, given, chosen, **headers)
        assert "errors" not in found, found["errors"]
        payload: dict[str, Any] = found["data"][name]
        return payload

    def try_act(self, name: str, given: Mapping[str, Any], chosen: str = "", **headers: str) -> dict[str, Any]:
        """Perform an act, and give the whole answer."""
        kind = f"{name[:1].upper()}{name[1:]}Input!"
        document = (
            f"mutation($input: {kind}) {{ {name}(input: $input) {{ {chosen} userErrors {{ code message path }} }} }}"
        )
        return self.ask(document, {"input": dict(given)}, **headers)


@dataclass(eq=False)
class School:
    """A running service over a demo of its own."""

    url: str
    house: House
    clock: HeldClock
    client: httpx.Client
    loop: asyncio.AbstractEventLoop
    _people: dict[str, Person] = field(default_factory=dict)

    @property
    def public(self) -> Person:
        """Somebody who has not signed in."""
        return Person(self.client)

    def person(self, login: str) -> Person:
        """Give the holder of an account, signed in once for all tests of the school."""
        if login not in self._people:
            self._people[login] = self.sign_in(login)
        return self._people[login]

    def sign_in(self, login: str) -> Person:
        """Sign in anew, over HTTP like anybody."""
        payload = self.public.act("signIn", {"login": login, "password": PASSWORD}, "accessToken")
        assert not payload["userErrors"], f"{login}: {payload['userErrors']}"
        return Person(self.client, payload["accessToken"])

    def do(self, work: Callable[[House], Awaitable[T]]) -> T:
        """Do work of the service that has no address, in the loop where the house lives."""

        async def working() -> T:
            return await work(self.house)

        return asyncio.run_coroutine_threadsafe(working(), self.loop).result()

    def rows(self) -> Rows:
        """Read every table as it stands, in the values that are kept."""
        found: Rows = _elsewhere(_read(self.house.settings.database_url))
        return found

    def select(self, sql: str, **values: object) -> list[dict[str, Any]]:
        """Read rows past the service."""
        found: list[dict[str, Any]] = _elsewhere(_select(self.house.settings.database_url, sql, values))
        return found

    def counts(self) -> Mapping[str, int]:
        """Count the rows of every table."""
        found: Mapping[str, int] = _elsewhere(_count(self.house.settings.database_url))
        return found

    def kept(self) -> Mapping[str, int]:
        """Count the rows of every table but those that grow when somebody only signs in or tries."""
        return {name: count for name, count in self.counts().items() if name not in TRIED}

    @property
    def settings(self) -> Settings:
        """The settings it runs with."""
        return self.house.settings

    def change(self, sql: str, **values: object) -> None:
        """Change rows behind the service's back, as another process would."""
        _elsewhere(_change(self.house.settings.database_url, sql, values))


@dataclass(frozen=True)
class Demo:
    """A demo that was made once, to be copied for every service."""

    farm: Farm
    settings: Settings


def demo(farm: Farm, folder: Path) -> Demo:
    """Make the demo, with accounts for some more of its people."""
    key = str(folder / "isuo.key")
    make_secret(key)
    settings = Settings(
        database_url=farm.database(),
        secret_key_file=key,
        plugins_folder=str(folder / "plugins"),
        # These tests name every field of a type and dozens of ids at once.
        max_tokens=TOKENS_MAX,
        estimated_rows_max=1_000_000,
        # Several dozen people sign in here; what a password check costs is measured elsewhere.
        argon2_memory_kib=8_192,
        argon2_passes=1,
    )
    _elsewhere(_made(settings))
    return Demo(farm, settings)


class Schools:
    """The demo on each kind of database, and one service over each that all tests share; made when first asked for."""

    def __init__(self, farms: Mapping[str, Farm], folder: Path) -> None:
        self._farms, self._folder = farms, folder
        self._demos: dict[str, Demo] = {}
        self._served: dict[str, School] = {}
        self._stack = ExitStack()

    def demo(self, kind: str) -> Demo:
        """Give the demo on a kind of database."""
        if kind not in self._demos:
            self._demos[kind] = demo(self._farms[kind], self._folder)
        return self._demos[kind]

    def shared(self, kind: str) -> School:
        """Give the service that nobody changes."""
        if kind not in self._served:
            self._served[kind] = self._stack.enter_context(served(self.demo(kind)))
        return self._served[kind]

    def close(self) -> None:
        """Stop every service."""
        self._stack.close()


@contextmanager
def served(made: Demo) -> Iterator[School]:
    """Serve a copy of a demo until the block ends."""
    settings = made.settings.model_copy(update={"database_url": made.farm.copy(made.settings.database_url)})
    clock = HeldClock(MOMENT)
    houses: list[tuple[House, asyncio.AbstractEventLoop]] = []

    async def compose(given: Settings) -> House:
        houses.append((await app.compose(given, clock=clock), asyncio.get_running_loop()))
        return houses[0][0]

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(Starting(settings, compose), log_config=None, lifespan="on"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            threading.Event().wait(0.01)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with httpx.Client(base_url=url, timeout=30) as client:
            house, loop = houses[0]
            yield School(url, house, clock, client, loop)
        server.should_exit = True
        thread.join(10)


async def _made(settings: Settings) -> None:
    await making.make(settings, HeldClock(MOMENT).today(), PASSWORD)
    await _more_accounts(settings.database_url)
    for statement in FILLING:
        await _change(settings.database_url, statement, {})


MORE: Final = {
    "stub_guardian": "the mother of the nameless student",
    "blocked_guardian": "the mother of the student whose school record is blocked",
    "no_custody": "a father without custody",
    "may_not_see": "a father who may not see",
    "of_age": "a student who has come of age",
    "guardian2": "a mother of the second school",
}


async def _more_accounts(url: str) -> None:
    """Give accounts to people of the demo who have none but whose rights differ."""
    async with bulk.session(url) as session:
        model = (await session.exec(select(Account).where(Account.login == "guardian"))).one()
        found = (await (await session.connection()).execute(text(_CAST))).all()
        last = (await session.exec(select(Account.id).order_by(col(Account.id).desc()))).first() or 0
        for number, (login, person_id, school_id) in enumerate(found, start=1):
            values = model.model_dump() | {
                "id": last + number,
                "login": login,
                "person_id": person_id,
                "school_id": school_id,
            }
            session.add(Account(**values))
    assert {login for login, _, _ in found} == MORE.keys(), "the demo has no such people"


_CAST: Final = """
WITH bond AS (
  SELECT g.person_id, g.school_id, b.kind, b.has_custody, b.may_see, b.student_id, s.family_name, c.code, cl.name
  FROM guardianship b JOIN guardian g ON g.id = b.guardian_id JOIN student s ON s.id = b.student_id
  JOIN school c ON c.id = s.school_id LEFT JOIN school_class cl ON cl.id = s.class_id
)
SELECT 'stub_guardian', min(person_id), min(school_id) FROM bond
  WHERE family_name IS NULL AND kind = 'MOTHER' AND code = '99-0001' AND name = '5А'
UNION ALL SELECT 'blocked_guardian', min(person_id), min(school_id) FROM bond WHERE kind = 'MOTHER' AND code = '99-0001'
  AND student_id IN (SELECT student_id FROM consent WHERE purpose = 'SCHOOL_RECORD' AND status = 'WITHDRAWN')
UNION ALL SELECT 'no_custody', min(person_id), min(school_id) FROM bond WHERE NOT has_custody AND code = '99-0001'
UNION ALL SELECT 'may_not_see', min(person_id), min(school_id) FROM bond
  WHERE has_custody AND NOT may_see AND code = '99-0001'
UNION ALL SELECT 'guardian2', min(person_id), min(school_id) FROM bond
  WHERE code = '99-0002' AND kind = 'MOTHER' AND name = '5А'
UNION ALL SELECT 'of_age', min(person_id), min(school_id) FROM student WHERE birth_date < '2008-10-01' AND grade = 11
"""


_LATER: Final = "'2027-08-31'"
_THEN: Final = "1796000000000"
_SOME: Final[Mapping[str, Mapping[str, str]]] = {
    "school": {"website": "'https://demo.invalid'", "closed_on": _LATER},
    "school_class": {"closed_on": _LATER},
    "study_group": {"closed_on": _LATER},
    "subject": {"retired_on": _LATER},
    "mark_scale": {"ends_on": _LATER},
    "material": {
        **dict.fromkeys(("description", "subject_name", "authors", "keywords", "licence", "media_type", "url"), "'х'"),
        **dict.fromkeys(("grade_from", "grade_to", "size_bytes"), "5"),
        **dict.fromkeys(("changed_at", "gone_at"), _THEN),
    },
    "student": {"external_key": "'k' || id", "email": "'s@demo.invalid'"},
    "guardian": {"workplace": "'Базар'", "external_key": "'k' || id", "email": "'g@demo.invalid'"},
    "guardianship": {"ends_on": _LATER, "document": "'Чечим'"},
    "staff_member": {"left_on": _LATER, "external_key": "'k' || id", "email": "'e@demo.invalid'"},
    "class_leadership": {"ends_on": _LATER},
    "director_order": {"basis": "'Устав'", "ends_on": _LATER},
    "duty": {"ends_on": _LATER},
    "role_grant": {"ends_on": _LATER},
    "consent": {
        "basis": "'Свидетельство'",
        "withdrawal_kind": "'WRITTEN_APPLICATION'",
        "withdrawal_note": "'Арыз'",
    },
    "group_member": {"ends_on": _LATER},
    "teaching_load": {"ends_on": _LATER},
    "lesson": {"homework_due_on": _LATER, "cancel_reason": "'Кар'", "cancelled_at": _THEN},
    "mark": {"comment": "'Жакшы'", "voided_at": _THEN},
    "period_result": {"comment": "'Жакшы'"},
    "course": {
        **dict.fromkeys(("description", "subject_name", "url"), "'х'"),
        **dict.fromkeys(("changed_at", "gone_at"), _THEN),
    },
    "test": {
        **dict.fromkeys(("description", "subject_name"), "'х'"),
        **dict.fromkeys(("changed_at", "gone_at", "opens_at", "closes_at"), _THEN),
        "time_limit_s": "60",
    },
    "course_enrollment": {"gone_at": _THEN},
    "test_attempt": {"external_id": "'x' || id", "feedback": "'Жакшы'"},
}
"""What the demo leaves empty, as SQL: every second row gets it, so that no field of the matrix goes unseen."""
FILLING: Final = (
    *(
        f"UPDATE {table} SET {', '.join(f'{name} = {value}' for name, value in cells.items())} WHERE id % 2 = 0"
        for table, cells in _SOME.items()
    ),
    f"""INSERT INTO plugin_disclosure (id, at, school_id, plugin_id, subject_id, purpose, fields)
    SELECT id, {_THEN}, school_id, 'questionbank', id, 'TESTING', 'GRADE' FROM student WHERE grade = 5""",
    f"""INSERT INTO result_change (id, school_id, result_id, student_id, load_id, class_id, kind, old_state, new_state,
      old_value, new_value, reason, changed_by_id, changed_at)
    SELECT id, school_id, id, student_id, load_id, class_id, 'CHANGED', 'GIVEN', 'GIVEN', 3000, 4000, 'Ката',
      entered_by_id, {_THEN} FROM period_result WHERE id % 50 = 0""",
)


async def _read(url: str) -> Rows:
    found: dict[str, list[dict[str, Any]]] = {}
    async with bulk.session(url) as session:
        connection = await session.connection()
        for table in Table.metadata.sorted_tables:
            rows = await connection.execute(text(f"SELECT * FROM {table.name}"))
            found[table.name] = [dict(row) for row in rows.mappings()]
    return found


async def _select(url: str, sql: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    async with bulk.session(url) as session:
        rows = await (await session.connection()).execute(text(sql), values)
        return [dict(row) for row in rows.mappings()]


async def _count(url: str) -> Mapping[str, int]:
    async with bulk.session(url) as session:
        connection = await session.connection()
        return {
            table.name: (await connection.execute(text(f"SELECT count(*) FROM {table.name}"))).scalar_one()
            for table in Table.metadata.sorted_tables
        }


async def _change(url: str, sql: str, values: Mapping[str, Any]) -> None:
    async with bulk.session(url) as session:
        await (await session.connection()).execute(text(sql), values)


def _elsewhere(work: Coroutine[Any, Any, T]) -> T:
    """Run work to its end in a loop of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
