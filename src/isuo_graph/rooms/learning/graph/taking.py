"""Who takes which course and sits which test, how far they are, and what this adds to students, courses and tests."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from isuo_graph.graph import ID, Many, about, extend, many, node, one, tells
from isuo_graph.policy.rights import Category, Scope
from isuo_graph.policy.rows import IsMe, IsNull, Me
from isuo_graph.policy.words import Learning, Open, Public, Roster
from isuo_graph.rooms.journal.graph import TeachingLoad
from isuo_graph.rooms.journal.scopes import BY_LOAD
from isuo_graph.rooms.learning import tables
from isuo_graph.rooms.learning.graph.catalogue import AS_OF, EXTERNAL, GONE, PLUGIN, THERE, Course, Test
from isuo_graph.rooms.learning.tables import AttemptState, ScoredBy, TakingState
from isuo_graph.rooms.org.graph import VERSION, School
from isuo_graph.rooms.people.graph import StaffMember, Student
from isuo_graph.rooms.people.scopes import child, led_student

MY_TRIAL = IsMe("staff_id", Me.STAFF)


@node(
    tables.CourseEnrollment,
    prefix="cen",
    category=Category.LEARNING,
    rows={
        Scope.SELF: IsMe("student_id", Me.STUDENT),
        Scope.CHILD: child("student_id"),
        Scope.OWN_CLASS: led_student("student_id"),
        Scope.TAUGHT: BY_LOAD,
    },
    singular="courseEnrollment",
    plural="courseEnrollments",
    summary=("state",),
)
class CourseEnrollment:
    """That a student takes an e-course, and how far they are."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    course: Learning[Course] = one("course_id", "The course.")
    student: Roster[Student] = one("student_id", "The student.")
    load: Learning[TeachingLoad] = one("load_id", "The teaching load whose subject the course is mapped to.")
    plugin_id: Learning[str] = about(PLUGIN)
    state: Learning[TakingState] = about("Where the student stands with the course.")
    progress_percent: Learning[Decimal] = about("How much of the course is done, 0 to 100.")
    time_spent_s: Learning[int] = about("Seconds spent in the course.")
    enrolled_at: Learning[datetime] = about("When the student began.")
    completed_at: Learning[datetime] = about("When the student completed it.")
    last_active_at: Learning[datetime] = about("When the student was last active in it.")
    as_of: Learning[datetime] = about(AS_OF)
    gone_at: Learning[datetime] = about(GONE)


@node(
    tables.TestAttempt,
    prefix="tat",
    category=Category.LEARNING,
    rows={
        Scope.SELF: IsMe("student_id", Me.STUDENT),
        Scope.CHILD: child("student_id"),
        Scope.OWN_CLASS: led_student("student_id") | MY_TRIAL,
        Scope.TAUGHT: BY_LOAD | MY_TRIAL,
    },
    singular="testAttempt",
    plural="testAttempts",
    order=("started_at", "id"),
    summary=("state", "scoredBy"),
)
class TestAttempt:
    """One sitting of a test by a student, or by a member of staff who tries it out."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    test: Learning[Test] = one("test_id", "The test.")
    student: Roster[Student] = one("student_id", "The student; null for a trial by staff.")
    staff: Learning[StaffMember] = one("staff_id", "Who of the staff tries the test out; null for a student.")
    load: Learning[TeachingLoad] = one("load_id", "The teaching load whose subject the test is mapped to.")
    plugin_id: Learning[str] = about(PLUGIN)
    external_id: Learning[str] = about(EXTERNAL)
    number: Learning[int] = about("Which attempt at this test it is, from 1.")
    state: Learning[AttemptState] = about("Where the attempt stands.")
    started_at: Learning[datetime] = about("When it was started.")
    submitted_at: Learning[datetime] = about("When it was handed in.")
    scored_at: Learning[datetime] = about("When it was scored.")
    score: Learning[Decimal] = about("Points; while the teacher's part is missing, those given so far.")
    max_score: Learning[Decimal] = about("The most points one can get.")
    percent: Learning[Decimal] = about("Points as a share, 0 to 100; null until all are given.")
    needs_teacher: Learning[bool] = about("Whether some answers wait for a teacher.")
    scored_by: Learning[ScoredBy] = about("Who gave the score.")
    scorer: Learning[StaffMember] = one("scored_by_id", "The teacher who gave the score.")
    feedback: Learning[str] = about("What the scorer says about it.", filters=False, sorts=False)
    as_of: Learning[datetime] = about(AS_OF)
    is_trial: Learning[bool] = tells(IsNull("student_id"), "Whether staff only tries the test out.")
    version: Open[int] = about(VERSION)


@extend(Student)
class StudentLearning:
    """How a student is doing in e-courses and tests."""

    course_enrollments: Learning[Many[CourseEnrollment]] = many("student_id", "E-courses taken.", where=THERE)
    test_attempts: Learning[Many[TestAttempt]] = many("student_id", "Tests sat.", where=THERE)


@extend(Course)
class CourseTaking:
    """Who takes a course."""

    enrollments: Learning[Many[CourseEnrollment]] = many("course_id", "Who takes it.", where=THERE)


@extend(Test)
class TestTaking:
    """Who sits a test."""

    attempts: Learning[Many[TestAttempt]] = many("test_id", "Who sat it, and with which score.", where=THERE)


@extend(TeachingLoad)
class LoadLearning:
    """How a teacher's students are doing in e-courses and tests of the subject."""

    course_enrollments: Learning[Many[CourseEnrollment]] = many("load_id", "E-courses taken.", where=THERE)
    test_attempts: Learning[Many[TestAttempt]] = many("load_id", "Tests sat.", where=THERE)


TYPES = (CourseEnrollment, TestAttempt)
EXTENSIONS = (StudentLearning, CourseTaking, TestTaking, LoadLearning)
