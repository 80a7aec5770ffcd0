"""The three capabilities as protocols of batch resolvers: what a plugin implements and what the host calls.

Every method takes the call first. Batches answer in the order of the keys, None for a missing one, `Failed` for one
that failed; lists are paged by opaque cursors; `changed_since(None)` begins at the beginning and stays incremental from
then on. No method keeps state between calls in a global, and all let cancellation pass. What a manifest's `operations`
leave out raises Unsupported.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from isuo_graph.sdk.assessment import AnswerSheet, Attempt, Paper, Question, ScoredAttempt, Test, TestKey, TestRecord
from isuo_graph.sdk.calls import DEFAULT_PAGE_SIZE, Answers, Call, Changes, Learner, Link, Page, PageRequest
from isuo_graph.sdk.courses import Course, CourseKey, CourseRecord, Enrolment, Module, Progress
from isuo_graph.sdk.materials import Collection, Material, MaterialQuery, MaterialRecord


@runtime_checkable
class CourseProvider(Protocol):
    """E-courses: what there is, who takes it, how far they are."""

    async def catalogue(self, call: Call, page: PageRequest) -> Page[Course]:
        """List the courses that this school may use."""
        ...

    async def courses_by_id(self, call: Call, course_ids: Sequence[str]) -> Answers[Course]:
        """Give the courses with these ids."""
        ...

    async def modules(self, call: Call, course_ids: Sequence[str]) -> Answers[tuple[Module, ...]]:
        """Give each course's modules in the order of learning, parents before their children."""
        ...

    async def enrolments(self, call: Call, learners: Sequence[Learner]) -> Answers[tuple[Enrolment, ...]]:
        """Give each learner's enrolments; None for a learner unknown to the vendor, () for one without courses."""
        ...

    async def progress(self, call: Call, keys: Sequence[CourseKey]) -> Answers[Progress]:
        """Give each learner's progress in the course; None for one who is not enrolled."""
        ...

    async def launch(self, call: Call, keys: Sequence[CourseKey]) -> Answers[Link]:
        """Give the address where the learner goes on; one needs COURSE_LAUNCH to be asked."""
        ...

    async def enrol(self, call: Call, keys: Sequence[CourseKey]) -> Answers[Enrolment]:
        """Enrol the learners; who is enrolled already stays so and is answered the same. Needs COURSE_ENROL."""
        ...

    async def unenrol(self, call: Call, keys: Sequence[CourseKey]) -> Answers[Enrolment]:
        """End the enrolments; None for who was not enrolled. Needs COURSE_ENROL."""
        ...

    async def changed_since(
        self, call: Call, cursor: str | None, limit: int = DEFAULT_PAGE_SIZE
    ) -> Changes[CourseRecord]:
        """Give at most `limit` changed records after the cursor. Raises CursorExpired. Needs COURSE_CHANGES."""
        ...


@runtime_checkable
class TestProvider(Protocol):
    """Tests: what there is, the questions without answers, attempts, scores."""

    async def tests(self, call: Call, page: PageRequest) -> Page[Test]:
        """List the tests that this school may use."""
        ...

    async def tests_by_id(self, call: Call, test_ids: Sequence[str]) -> Answers[Test]:
        """Give the tests with these ids."""
        ...

    async def questions(self, call: Call, papers: Sequence[Paper]) -> Answers[tuple[Question, ...]]:
        """Give each paper's questions, never a right answer; the seed decides the order. Needs TEST_QUESTIONS."""
        ...

    async def attempts(self, call: Call, keys: Sequence[TestKey]) -> Answers[tuple[Attempt, ...]]:
        """Give each learner's attempts at the test, oldest first. Needs TEST_ATTEMPTS; the house keeps its own."""
        ...

    async def score(self, call: Call, sheets: Sequence[AnswerSheet]) -> Answers[ScoredAttempt]:
        """Score each sheet, the same sheet always alike; None for an unknown test. Stores nothing. Needs TEST_SCORE."""
        ...

    async def start(self, call: Call, keys: Sequence[TestKey]) -> Answers[Link]:
        """Give the address where the learner sits the test at the vendor's. Needs TEST_START."""
        ...

    async def changed_since(
        self, call: Call, cursor: str | None, limit: int = DEFAULT_PAGE_SIZE
    ) -> Changes[TestRecord]:
        """Give at most `limit` changed records after the cursor. Raises CursorExpired. Needs TEST_CHANGES."""
        ...


@runtime_checkable
class MaterialProvider(Protocol):
    """Material repositories: find, browse, open. No method is told who asks."""

    async def search(self, call: Call, query: MaterialQuery, page: PageRequest) -> Page[Material]:
        """Find materials, best first; in Kyrgyz and Russian alike."""
        ...

    async def materials_by_id(self, call: Call, material_ids: Sequence[str]) -> Answers[Material]:
        """Give the materials with these ids."""
        ...

    async def collections(self, call: Call, page: PageRequest) -> Page[Collection]:
        """List the collections, parents before their children."""
        ...

    async def open(self, call: Call, material_ids: Sequence[str]) -> Answers[Link]:
        """Give the address where each material is read or downloaded."""
        ...

    async def changed_since(
        self, call: Call, cursor: str | None, limit: int = DEFAULT_PAGE_SIZE
    ) -> Changes[MaterialRecord]:
        """Give at most `limit` changed records after the cursor. Raises CursorExpired. Needs MATERIAL_CHANGES."""
        ...
