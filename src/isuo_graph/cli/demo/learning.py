"""What the plugins would have brought by now: tests of the question bank with attempts, courses with progress.

Takes the first school's loads. Only students with consent for the vendor have rows. The next synchronisation writes
over tests by the bank's own ids.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random
from typing import Final

from isuo_graph.cli.demo.calendar import Calendar
from isuo_graph.cli.demo.consents import VENDOR_CLASSES
from isuo_graph.cli.demo.frame import THOUSANDTHS, Nation, School
from isuo_graph.cli.demo.journal import Load
from isuo_graph.cli.demo.pupils import Part, Pupil
from isuo_graph.cli.demo.sheets import Sheets
from isuo_graph.kit.clock import SCHOOL_ZONE
from isuo_graph.kit.text import search_key, sort_key
from isuo_graph.rooms.learning import tables
from isuo_graph.rooms.learning.tables import AttemptState, MaterialKind, ScoredBy, TakingState

QUESTION_BANK: Final = "questionbank"
KOLIBRI: Final = "kolibri"
STAND_IN: Final = "demo-course-"
"""How the vendor's ids of courses begin that the demo has until a Kolibri is there."""
WITHOUT_CONSENT: Final = frozenset({Part.STUB, Part.REFUSED_BY_ONE, Part.NEVER_ASKED, Part.WITHDREW, Part.BLOCKED})
TAKEN_SHARE: Final = 0.8
"""How many have sat a test or begun a course; a guess."""
# Ids, titles and numbers of questions are those of the question bank's own sample folder.
TESTS: Final = (
    ("tf327df626571837b120a", "Жөнөкөй бөлчөктөр", "MATHS", 8),
    ("te0111870bad2aa40e50b", "Десятичные дроби", "MATHS", 8),
    ("tb0da645092842b369976", "Үндүү жана үнсүз тыбыштар", "KYRGYZ", 6),
    ("tfefb44a1d9269f6251c8", "Байыркы замандагы Кыргызстан", "HISTORY", 7),
)
_COURSES: Final = (
    (f"{STAND_IN}fractions", "Бөлчөктөр: электрондук курс", "MATHS"),
    (f"{STAND_IN}grammar", "Кыргыз тилинин грамматикасы", "KYRGYZ"),
)
_MATERIALS: Final = (
    ("demo-material-atlas", "Кыргызстандын атласы", "GEOGRAPHY", MaterialKind.DOCUMENT),
    ("demo-material-manas", "Манас эпосу: аудиожазуу", "KYRGYZ_LIT", MaterialKind.AUDIO),
    ("demo-material-cell", "Клетка: видеосабак", "BIOLOGY", MaterialKind.VIDEO),
)


def learning(
    sheets: Sheets, nation: Nation, school: School, made: list[Load], random: Random, calendar: Calendar
) -> None:
    """Write tests, attempts, courses, progress and materials of the first school."""
    writer = _Writer(sheets, nation, school, random, calendar)
    of_vendors = [load for load in made if load.lessons.seat.name in VENDOR_CLASSES and load.lessons.group_id is None]
    for external_id, title, subject, questions in TESTS:
        test_id = writer.test(external_id, title, subject, questions)
        for load, pupil in _takers(of_vendors, subject, random):
            writer.attempt(test_id, load, pupil, questions)
    for external_id, title, subject in _COURSES:
        course_id = writer.course(external_id, title, subject)
        for load, pupil in _takers(of_vendors, subject, random):
            writer.progress(course_id, load, pupil)
    for external_id, title, subject, kind in _MATERIALS:
        writer.material(external_id, title, subject, kind)


def _takers(loads: list[Load], subject: str, random: Random) -> list[tuple[Load, Pupil]]:
    return [
        (load, pupil)
        for load in loads
        if load.lessons.subject.code == subject
        for pupil in load.sitting
        if pupil.part not in WITHOUT_CONSENT and (pupil.part is Part.STUDENT or random.random() < TAKEN_SHARE)
    ]


class _Writer:
    """Writes rows of the learning room as a synchronisation of last night would have."""

    def __init__(self, sheets: Sheets, nation: Nation, school: School, random: Random, calendar: Calendar) -> None:
        self._sheets = sheets
        self._nation = nation
        self._school = school
        self._random = random
        self._as_of = _moment(calendar, 0)
        self._calendar = calendar

    def test(self, external_id: str, title: str, subject: str, questions: int) -> int:
        """Write a test of the bank."""
        return self._sheets.add(
            tables.Test,
            **self._item(QUESTION_BANK, external_id, title, subject),
            grade_from=5,
            grade_to=6,
            question_count=questions,
            max_score=questions * THOUSANDTHS,
            attempts_max=3,
        )

    def course(self, external_id: str, title: str, subject: str) -> int:
        """Write an e-course."""
        return self._sheets.add(
            tables.Course, **self._item(KOLIBRI, external_id, title, subject), grade_from=5, grade_to=6
        )

    def material(self, external_id: str, title: str, subject: str, kind: MaterialKind) -> int:
        """Write a published material."""
        return self._sheets.add(tables.Material, **self._item(KOLIBRI, external_id, title, subject), kind=kind)

    def attempt(self, test_id: int, load: Load, pupil: Pupil, questions: int) -> None:
        """Write a sitting that was scored."""
        score = self._random.randrange(questions // 3, questions + 1)
        at = _moment(self._calendar, self._random.randrange(2, 15))
        self._sheets.add(
            tables.TestAttempt,
            school_id=self._school.id,
            test_id=test_id,
            student_id=pupil.id,
            load_id=load.id,
            plugin_id=QUESTION_BANK,
            number=1,
            state=AttemptState.SCORED,
            started_at=at,
            submitted_at=at + 20 * 60_000,
            scored_at=at + 20 * 60_000,
            score=score * THOUSANDTHS,
            max_score=questions * THOUSANDTHS,
            percent=round(100 * score / questions * THOUSANDTHS),
            scored_by=ScoredBy.PLUGIN,
            as_of=self._as_of,
        )

    def progress(self, course_id: int, load: Load, pupil: Pupil) -> None:
        """Write how far somebody is in a course."""
        percent = min(100, self._random.randrange(5, 125))
        is_done = percent == 100  # noqa: PLR2004 - all of it
        at = _moment(self._calendar, self._random.randrange(1, 10))
        self._sheets.add(
            tables.CourseEnrollment,
            school_id=self._school.id,
            course_id=course_id,
            student_id=pupil.id,
            load_id=load.id,
            plugin_id=KOLIBRI,
            state=TakingState.COMPLETED if is_done else TakingState.ACTIVE,
            progress_percent=percent * THOUSANDTHS,
            time_spent_s=percent * 90,
            enrolled_at=_moment(self._calendar, 20),
            completed_at=at if is_done else None,
            last_active_at=at,
            as_of=self._as_of,
        )

    def _item(self, plugin_id: str, external_id: str, title: str, subject: str) -> dict[str, object]:
        return {
            "school_id": self._school.id,
            "plugin_id": plugin_id,
            "external_id": external_id,
            "title": title,
            "title_sort": sort_key(title),
            "title_search": search_key(title),
            "language": "ky",
            "subject_id": self._nation.subjects[subject],
            "as_of": self._as_of,
        }


def _moment(calendar: Calendar, days_ago: int) -> int:
    day = calendar.today - timedelta(days=days_ago)
    return round(datetime.combine(day, time(3, 0), SCHOOL_ZONE).timestamp() * 1000)
