"""An invented vendor, written on the SDK alone, that can be told to misbehave: to hang, crash, flood, lie, cheat.

`Mood` says how it behaves and remembers what it heard; the plugin itself keeps nothing.
"""

# ruff: noqa: ARG002 -- a protocol fixes the arguments, also for who does not need them

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from isuo_graph import sdk

LONG_AGO = datetime(2026, 9, 1, tzinfo=UTC)
TITLES = {"algebra": "Алгебра, 7-класс", "physics": "Физика өңү"}
TEXT = sdk.Texts(ky="Үлгү", ru="Образец", en="Sample")
T = TypeVar("T")
Trick = Callable[[sdk.Call, Sequence[Any]], Awaitable[Any]]


@dataclass
class Mood:
    """How the vendor behaves, by method, and what it was asked."""

    tricks: dict[str, Trick] = field(default_factory=dict)
    heard: list[tuple[str, sdk.Call, Any]] = field(default_factory=list)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    expired: set[str] = field(default_factory=set)
    opened: list[dict[str, Any]] = field(default_factory=list)
    closed: int = 0

    async def meet(self, method: str, call: sdk.Call, asked: object, honest: Callable[[], T]) -> T:
        """Write down what was asked; answer honestly unless told otherwise."""
        self.heard.append((method, call, asked))
        if method not in self.tricks:
            return honest()
        lie: T = await self.tricks[method](call, asked)  # type: ignore[arg-type] # keys, or whatever was asked
        return lie

    def asked(self, method: str) -> list[Any]:
        """Give what a method was asked with, call by call."""
        return [asked for name, _, asked in self.heard if name == method]


async def hang(call: sdk.Call, asked: Sequence[Any]) -> Any:  # noqa: ANN401 - never an answer
    """Wait for ever, politely."""
    await asyncio.Event().wait()


async def cling(call: sdk.Call, asked: Sequence[Any]) -> Any:  # noqa: ANN401 - never an answer
    """Swallow the cancellation and go on waiting."""
    for _ in range(3):
        try:
            await asyncio.sleep(0.5)
        except asyncio.CancelledError:
            continue
    return []


async def block(call: sdk.Call, asked: Sequence[Any]) -> Any:  # noqa: ANN401 - never an answer
    """Block its own loop."""
    time.sleep(1.0)  # noqa: ASYNC251 - that is the misbehaviour
    return []


def raises(exc: BaseException) -> Trick:
    """Raise."""

    async def trick(call: sdk.Call, asked: Sequence[Any]) -> Any:  # noqa: ANN401 - never an answer
        raise exc

    return trick


def gives(answer: Callable[[Sequence[Any]], Any]) -> Trick:
    """Answer something else."""

    async def trick(call: sdk.Call, asked: Sequence[Any]) -> Any:  # noqa: ANN401 - any answer
        return answer(asked)

    return trick


class Courses:
    """Two courses, which everybody takes."""

    def __init__(self, mood: Mood) -> None:
        self.mood = mood

    async def catalogue(self, call: sdk.Call, page: sdk.PageRequest) -> sdk.Page[sdk.Course]:
        return await self.mood.meet("catalogue", call, page, lambda: sdk.Page(tuple(map(course, TITLES))))

    async def courses_by_id(self, call: sdk.Call, course_ids: Sequence[str]) -> sdk.Answers[sdk.Course]:
        return await self.mood.meet(
            "courses_by_id", call, course_ids, lambda: [course(one) if one in TITLES else None for one in course_ids]
        )

    async def modules(self, call: sdk.Call, course_ids: Sequence[str]) -> sdk.Answers[tuple[sdk.Module, ...]]:
        return await self.mood.meet("modules", call, course_ids, lambda: [(module(one),) for one in course_ids])

    async def enrolments(
        self, call: sdk.Call, learners: Sequence[sdk.Learner]
    ) -> sdk.Answers[tuple[sdk.Enrolment, ...]]:
        return await self.mood.meet("enrolments", call, learners, lambda: [taken(one.pseudonym) for one in learners])

    async def progress(self, call: sdk.Call, keys: Sequence[sdk.CourseKey]) -> sdk.Answers[sdk.Progress]:
        return await self.mood.meet(
            "progress", call, keys, lambda: [progress(one.learner.pseudonym, one.course_id) for one in keys]
        )

    async def launch(self, call: sdk.Call, keys: Sequence[sdk.CourseKey]) -> sdk.Answers[sdk.Link]:
        return await self.mood.meet("launch", call, keys, lambda: [sdk.Link("https://vendor.example/go") for _ in keys])

    async def enrol(self, call: sdk.Call, keys: Sequence[sdk.CourseKey]) -> sdk.Answers[sdk.Enrolment]:
        raise sdk.Unsupported("by hand")

    async def unenrol(self, call: sdk.Call, keys: Sequence[sdk.CourseKey]) -> sdk.Answers[sdk.Enrolment]:
        raise sdk.Unsupported("by hand")

    async def changed_since(
        self, call: sdk.Call, cursor: str | None, limit: int = sdk.DEFAULT_PAGE_SIZE
    ) -> sdk.Changes[sdk.CourseRecord]:
        return await self.mood.meet("course_changes", call, (cursor, limit), lambda: part(self.mood, "courses", cursor))


class Tests:
    """One test with one question, worth two points."""

    __test__ = False  # pytest would take the class for one of its own

    def __init__(self, mood: Mood) -> None:
        self.mood = mood

    async def tests(self, call: sdk.Call, page: sdk.PageRequest) -> sdk.Page[sdk.Test]:
        return sdk.Page((sdk.Test(id="t1", title="Тест"),))

    async def tests_by_id(self, call: sdk.Call, test_ids: Sequence[str]) -> sdk.Answers[sdk.Test]:
        return [sdk.Test(id=one, title="Тест") for one in test_ids]

    async def questions(self, call: sdk.Call, papers: Sequence[sdk.Paper]) -> sdk.Answers[tuple[sdk.Question, ...]]:
        return await self.mood.meet("questions", call, papers, lambda: [(question(),) for _ in papers])

    async def attempts(self, call: sdk.Call, keys: Sequence[sdk.TestKey]) -> sdk.Answers[tuple[sdk.Attempt, ...]]:
        return [() for _ in keys]

    async def score(self, call: sdk.Call, sheets: Sequence[sdk.AnswerSheet]) -> sdk.Answers[sdk.ScoredAttempt]:
        return await self.mood.meet("score", call, sheets, lambda: [score(one) for one in sheets])

    async def start(self, call: sdk.Call, keys: Sequence[sdk.TestKey]) -> sdk.Answers[sdk.Link]:
        raise sdk.Unsupported("not here")

    async def changed_since(
        self, call: sdk.Call, cursor: str | None, limit: int = sdk.DEFAULT_PAGE_SIZE
    ) -> sdk.Changes[sdk.TestRecord]:
        return await self.mood.meet("test_changes", call, (cursor, limit), lambda: part(self.mood, "tests", cursor))


@dataclass
class Vendor:
    """The plugin."""

    mood: Mood = field(default_factory=Mood)
    id: str = "vendor"
    fields: frozenset[sdk.PersonalField] = frozenset(sdk.PersonalField) - {sdk.PersonalField.BIRTH_DATE}
    country: str = "KG"
    contract: str = ">=1,<2"

    @property
    def manifest(self) -> sdk.Manifest:
        return sdk.Manifest(
            id=self.id,
            name=TEXT,
            version="1.0.0",
            contract=self.contract,
            capabilities=frozenset({sdk.Capability.COURSES, sdk.Capability.TESTS}),
            operations=_OPERATIONS,
            config_schema={
                "type": "object",
                "properties": {
                    "address": {"type": "string"},
                    "retries": {"type": "integer"},
                    "password": {"type": "string", "writeOnly": True},
                },
                "required": ["address"],
                "additionalProperties": False,
            },
            data_location=sdk.DataLocation(hosting=sdk.Hosting.VENDOR, country=self.country),
            personal_data=tuple(
                sdk.PersonalData(field=one, purpose=TEXT, direction=sdk.Direction.BOTH, retention_days=1)
                for one in sorted(self.fields)
            ),
            removal=TEXT,
            deadline_ms=300,
            max_concurrency=2,
        )

    async def open(self, config: sdk.Config, context: sdk.Context) -> sdk.Providers:
        self.mood.opened.append(dict(config))
        if "open" in self.mood.tricks:
            return await self.mood.tricks["open"](_NO_CALL, [])  # type: ignore[no-any-return] # a trick
        return sdk.Providers(courses=Courses(self.mood), tests=Tests(self.mood))

    async def close(self) -> None:
        self.mood.closed += 1


_OPERATIONS = frozenset(one for one in sdk.Operation if one.capability is not sdk.Capability.MATERIALS)
_NO_CALL = sdk.Call(school="-", locale=sdk.Locale.EN, deadline=sdk.Deadline.after(1))


def course(course_id: str) -> sdk.Course:
    """A course of the catalogue."""
    return sdk.Course(id=course_id, title=TITLES[course_id], url="https://vendor.example/c")


def module(course_id: str) -> sdk.Module:
    """The one part of a course."""
    return sdk.Module(id=f"{course_id}-1", course_id=course_id, title="Бөлүм", kind=sdk.ModuleKind.LESSON)


def taken(pseudonym: str) -> tuple[sdk.Enrolment, ...]:
    """What everybody takes."""
    return (sdk.Enrolment(learner=pseudonym, course_id="algebra", enrolled_at=LONG_AGO),)


def progress(pseudonym: str, course_id: str, fraction: float = 0.25) -> sdk.Progress:
    """How far everybody is."""
    return sdk.Progress(learner=pseudonym, course_id=course_id, fraction=fraction, last_active_at=LONG_AGO)


def question() -> sdk.Question:
    """The one question."""
    options = (sdk.Option("a", sdk.RichText("төрт")), sdk.Option("b", sdk.RichText("беш")))
    return sdk.Question(
        id="q1", kind=sdk.QuestionKind.SINGLE_CHOICE, prompt=sdk.RichText("2 + 2?"), options=options, max_points=2.0
    )


def score(sheet: sdk.AnswerSheet) -> sdk.ScoredAttempt:
    """Two points for "a"."""
    points = 2.0 if any(one.chosen == ("a",) for one in sheet.responses) else 0.0
    return sdk.ScoredAttempt(test_id=sheet.test_id, questions=(), points=points, max_points=2.0, fraction=points / 2)


def part(mood: Mood, kind: str, cursor: str | None) -> sdk.Changes[Any]:
    """Give the changes one part after another: `mood.changes` holds the parts."""
    if cursor in mood.expired:
        raise sdk.CursorExpired("too old")
    parts = mood.changes.get(kind, [])
    place = int(cursor or 0)
    items = parts[place] if place < len(parts) else ()
    following = min(place + 1, len(parts))
    return sdk.Changes(tuple(items), str(following), has_more=following < len(parts))
