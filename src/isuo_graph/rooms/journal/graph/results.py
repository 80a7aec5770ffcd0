"""Results of periods and of years with their trail. They need no consent: the law keeps them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from isuo_graph.graph import ID, Many, about, extend, many, node, one, tells
from isuo_graph.policy.rights import Category
from isuo_graph.policy.rows import IsNull
from isuo_graph.policy.words import Open, OpenMaybe, Plan, Public, Results, Roster
from isuo_graph.rooms.journal import tables
from isuo_graph.rooms.journal.graph.marks import ROWS
from isuo_graph.rooms.journal.graph.teaching import TeachingLoad
from isuo_graph.rooms.journal.tables import ChangeKind, ResultState
from isuo_graph.rooms.orders.graph import Order
from isuo_graph.rooms.org.graph import VERSION, MarkScale, Period, School, SchoolClass, Subject
from isuo_graph.rooms.people.graph import StaffMember, Student
from isuo_graph.rooms.roll.graph import OF_STUDENT


@node(
    tables.PeriodResult,
    prefix="res",
    category=Category.RESULTS,
    rows=ROWS,
    consents=OF_STUDENT,
    singular="periodResult",
    plural="periodResults",
    order=("period_id", "id"),
    summary=("grade", "state", "isPassed"),
)
class PeriodResult:
    """A student's result in a subject for a period or for the year (R36)."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    student: Roster[Student] = one("student_id", "The student.")
    subject: Public[Subject] = one("subject_id", "The subject.")
    period: Public[Period] = one("period_id", "The period; a year is one too.")
    load: Plan[TeachingLoad] = one("load_id", "The teaching load.")
    school_class: OpenMaybe[SchoolClass] = one("class_id", "The student's class.")
    scale: Public[MarkScale] = one("scale_id", "The scale it was given on.")
    grade: Open[int] = about("Number of the grade.")
    state: Results[ResultState] = about("Whether a result could be given.")
    value: Results[Decimal] = about("The result; null when none could be given.")
    is_passed: Results[bool] = about("Whether it passes on its scale; null where nothing is said.")
    comment: Results[str] = about("The teacher's comment.")
    entered_by: Results[StaffMember] = one("entered_by_id", "Who entered it.")
    entered_at: Results[datetime] = about("When it was entered.")
    locked_at: Results[datetime] = about("Since when it changes only by an order; null while it may be changed.")
    is_open: Results[bool] = tells(IsNull("locked_at"), "Whether it has not been locked.")
    version: Open[int] = about(VERSION)
    changes: Results[Many[ResultChange]] = many("result_id", "What was changed, oldest first.")


@node(tables.ResultChange, prefix="rch", category=Category.RESULTS, rows=ROWS, consents=OF_STUDENT)
class ResultChange:
    """What a result was before a change, why it was changed, and by which order where it had been locked."""

    id: Open[ID]
    result: Results[PeriodResult] = one("result_id", "The result.")
    kind: Results[ChangeKind] = about("Whether it was changed, or corrected after the lock.")
    old_state: Results[ResultState] = about("The state before.")
    new_state: Results[ResultState] = about("The state after.")
    old_value: Results[Decimal] = about("The result before.")
    new_value: Results[Decimal] = about("The result after.")
    reason: Results[str] = about("Why.")
    order: Results[Order] = one("order_id", "The director's order that a correction rests on.")
    changed_by: Results[StaffMember] = one("changed_by_id", "Who changed it.")
    changed_at: Results[datetime] = about("When.")


@extend(Student)
class StudentResults:
    """A student's results."""

    period_results: Results[Many[PeriodResult]] = many("student_id", "Results of all periods and subjects.")


TYPES = (PeriodResult, ResultChange)
EXTENSIONS = (StudentResults,)
