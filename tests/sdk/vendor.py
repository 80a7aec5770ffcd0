"""An invented vendor that serves all three capabilities; type-checked by test_typing, run by test_learning."""

# ruff: noqa: ARG002 -- a protocol fixes the arguments, also for who does not need them

from __future__ import annotations

from collections.abc import Sequence

from isuo_graph import sdk


class Courses:
    """One course, known to nobody yet."""

    course = sdk.Course(id="algebra-7", title="Алгебра, 7-класс")

    async def catalogue(self, call: sdk.Call, page: sdk.PageRequest) -> sdk.Page[sdk.Course]:
        return sdk.Page((self.course,))

    async def courses_by_id(self, call: sdk.Call, course_ids: Sequence[str]) -> sdk.Answers[sdk.Course]:
        return [self.course if course_id == self.course.id else None for course_id in course_ids]

    async def modules(self, call: sdk.Call, course_ids: Sequence[str]) -> sdk.Answers[tuple[sdk.Module, ...]]:
        return [() if course_id == self.course.id else None for course_id in course_ids]

    async def enrolments(
        self, call: sdk.Call, learners: Sequence[sdk.Learner]
    ) -> sdk.Answers[tuple[sdk.Enrolment, ...]]:
        return [None for _ in learners]

    async def progress(self, call: sdk.Call, keys: Sequence[sdk.CourseKey]) -> sdk.Answers[sdk.Progress]:
        return [self._progress(key) for key in keys]

    async def launch(self, call: sdk.Call, keys: Sequence[sdk.CourseKey]) -> sdk.Answers[sdk.Link]:
        return [sdk.Link(f"https://vendor.example/{key.course_id}") for key in keys]

    async def enrol(self, call: sdk.Call, keys: Sequence[sdk.CourseKey]) -> sdk.Answers[sdk.Enrolment]:
        raise sdk.Unsupported("this vendor enrols by hand")

    async def unenrol(self, call: sdk.Call, keys: Sequence[sdk.CourseKey]) -> sdk.Answers[sdk.Enrolment]:
        raise sdk.Unsupported("this vendor enrols by hand")

    async def changed_since(
        self, call: sdk.Call, cursor: str | None, limit: int = sdk.DEFAULT_PAGE_SIZE
    ) -> sdk.Changes[sdk.CourseRecord]:
        return sdk.Changes((self.course,) if cursor is None else (), cursor="1")

    def _progress(self, key: sdk.CourseKey) -> sdk.Progress | sdk.Failed | None:
        if key.course_id != self.course.id:
            return None
        if key.learner.role is not sdk.LearnerRole.STUDENT:
            return sdk.Failed(sdk.FailureCode.FORBIDDEN, "only students learn here")
        return sdk.Progress(learner=key.learner.pseudonym, course_id=key.course_id, fraction=0.25)


class Tests:
    """One test without questions."""

    __test__ = False  # pytest would take the class for one of its own
    test = sdk.Test(id="t1", title="Тест")

    async def tests(self, call: sdk.Call, page: sdk.PageRequest) -> sdk.Page[sdk.Test]:
        return sdk.Page((self.test,))

    async def tests_by_id(self, call: sdk.Call, test_ids: Sequence[str]) -> sdk.Answers[sdk.Test]:
        return [self.test if test_id == self.test.id else None for test_id in test_ids]

    async def questions(self, call: sdk.Call, papers: Sequence[sdk.Paper]) -> sdk.Answers[tuple[sdk.Question, ...]]:
        return [() if paper.test_id == self.test.id else None for paper in papers]

    async def attempts(self, call: sdk.Call, keys: Sequence[sdk.TestKey]) -> sdk.Answers[tuple[sdk.Attempt, ...]]:
        return [() for _ in keys]

    async def score(self, call: sdk.Call, sheets: Sequence[sdk.AnswerSheet]) -> sdk.Answers[sdk.ScoredAttempt]:
        return [
            sdk.ScoredAttempt(test_id=sheet.test_id, questions=(), points=0, max_points=0, fraction=None)
            for sheet in sheets
        ]

    async def start(self, call: sdk.Call, keys: Sequence[sdk.TestKey]) -> sdk.Answers[sdk.Link]:
        return [sdk.Link(f"https://vendor.example/tests/{key.test_id}") for key in keys]

    async def changed_since(
        self, call: sdk.Call, cursor: str | None, limit: int = sdk.DEFAULT_PAGE_SIZE
    ) -> sdk.Changes[sdk.TestRecord]:
        return sdk.Changes((self.test,), cursor="1")


class Materials:
    """One textbook."""

    book = sdk.Material(id="m1", title="Кыргыз тили, 5-класс", kind=sdk.MaterialKind.TEXTBOOK, language="ky")

    async def search(self, call: sdk.Call, query: sdk.MaterialQuery, page: sdk.PageRequest) -> sdk.Page[sdk.Material]:
        return sdk.Page((self.book,) if query.text in self.book.title else ())

    async def materials_by_id(self, call: sdk.Call, material_ids: Sequence[str]) -> sdk.Answers[sdk.Material]:
        return [self.book if material_id == self.book.id else None for material_id in material_ids]

    async def collections(self, call: sdk.Call, page: sdk.PageRequest) -> sdk.Page[sdk.Collection]:
        return sdk.Page(())

    async def open(self, call: sdk.Call, material_ids: Sequence[str]) -> sdk.Answers[sdk.Link]:
        return [sdk.Link(f"https://vendor.example/books/{material_id}") for material_id in material_ids]

    async def changed_since(
        self, call: sdk.Call, cursor: str | None, limit: int = sdk.DEFAULT_PAGE_SIZE
    ) -> sdk.Changes[sdk.MaterialRecord]:
        return sdk.Changes((self.book,), cursor="1")


class Vendor:
    """The plugin: all three capabilities, nothing personal but the pseudonym."""

    @property
    def manifest(self) -> sdk.Manifest:
        text = sdk.Texts(ky="Үлгү", ru="Образец", en="Sample")
        return sdk.Manifest(
            id="vendor",
            name=text,
            version="1.0.0",
            contract=">=1,<2",
            capabilities=frozenset(sdk.Capability),
            operations=frozenset({sdk.Operation.COURSE_LAUNCH}),
            data_location=sdk.DataLocation(hosting=sdk.Hosting.VENDOR, country="KG"),
            personal_data=(
                sdk.PersonalData(
                    field=sdk.PersonalField.PSEUDONYM, purpose=text, direction=sdk.Direction.BOTH, retention_days=1
                ),
            ),
            removal=text,
        )

    async def open(self, config: sdk.Config, context: sdk.Context) -> sdk.Providers:
        return sdk.Providers(courses=Courses(), tests=Tests(), materials=Materials())

    async def close(self) -> None:
        return None
