"""Current marks with their trail, and what they add to students and lessons."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from isuo_graph.graph import ID, Many, about, extend, many, node, one, tells
from isuo_graph.policy import words
from isuo_graph.policy.rights import Category, Scope
from isuo_graph.policy.rows import IsMe, IsNull, Me
from isuo_graph.policy.words import Open, OpenMaybe, Plan, Public, Roster
from isuo_graph.rooms.journal import scopes, tables
from isuo_graph.rooms.journal.graph.teaching import Lesson, TeachingLoad
from isuo_graph.rooms.journal.tables import ChangeKind, MarkKind
from isuo_graph.rooms.org.graph import VERSION, MarkScale, School, SchoolClass, Subject
from isuo_graph.rooms.people.graph import StaffMember, Student
from isuo_graph.rooms.people.scopes import child, led_student
from isuo_graph.rooms.roll.graph import OF_STUDENT

NOT_VOIDED = (IsNull("voided_at"),)
ROWS = {
    Scope.SELF: IsMe("student_id", Me.STUDENT),
    Scope.CHILD: child("student_id"),
    Scope.OWN_CLASS: led_student("student_id"),
    Scope.TAUGHT: scopes.BY_LOAD,
}
"""How the scopes of what is written in a lesson about a student are decided."""


@node(
    tables.Mark,
    prefix="mrk",
    category=Category.MARKS,
    rows=ROWS,
    consents=OF_STUDENT,
    singular="mark",
    plural="marks",
    order=("held_on", "id"),
    summary=("grade", "kind", "heldOn"),
)
class Mark:
    """A current mark (R40)."""

    id: Open[ID]
    school: Public[School] = one("school_id", "The school.")
    student: Roster[Student] = one("student_id", "The student.")
    lesson: Plan[Lesson] = one("lesson_id", "The lesson it was given in.")
    load: Plan[TeachingLoad] = one("load_id", "The teaching load.")
    school_class: OpenMaybe[SchoolClass] = one("class_id", "The student's class on that day.")
    subject: Public[Subject] = one("subject_id", "The subject.")
    scale: Public[MarkScale] = one("scale_id", "The scale it was given on.")
    grade: Open[int] = about("Number of the grade.")
    kind: words.Marks[MarkKind] = about("What it was given for.")
    criterion: words.Marks[str] = about("Code of the criterion, where work is marked by criteria.")
    weight: words.Marks[Decimal] = about("Weight in an average; 1 is ordinary.")
    value: words.Marks[Decimal] = about("The mark; on a pass/fail scale 1 is a pass and 0 a fail.")
    held_on: words.Marks[date] = about("The day of the lesson.")
    comment: words.Marks[str] = about("The teacher's comment.")
    entered_by: words.Marks[StaffMember] = one("entered_by_id", "Who entered it.")
    entered_at: words.Marks[datetime] = about("When it was entered.")
    voided_at: words.Marks[datetime] = about("When it was withdrawn; null for a mark that counts.")
    counts: words.Marks[bool] = tells(IsNull("voided_at"), "Whether it has not been withdrawn.")
    version: Open[int] = about(VERSION)
    changes: words.Marks[Many[MarkChange]] = many("mark_id", "What was changed, oldest first.")


@node(tables.MarkChange, prefix="mch", category=Category.MARKS, rows=ROWS, consents=OF_STUDENT)
class MarkChange:
    """What a mark was before a change, and why it was changed."""

    id: Open[ID]
    mark: words.Marks[Mark] = one("mark_id", "The mark.")
    kind: words.Marks[ChangeKind] = about("Whether it was changed or withdrawn.")
    old_value: words.Marks[Decimal] = about("The mark before.")
    new_value: words.Marks[Decimal] = about("The mark after; null when it was withdrawn.")
    old_weight: words.Marks[Decimal] = about("The weight before.")
    new_weight: words.Marks[Decimal] = about("The weight after; null when it was withdrawn.")
    reason: words.Marks[str] = about("Why.")
    changed_by: words.Marks[StaffMember] = one("changed_by_id", "Who changed it.")
    changed_at: words.Marks[datetime] = about("When.")


@extend(Student, rows={Scope.TAUGHT: scopes.taught_student("id")})
class StudentMarks:
    """A student's marks; who is taught by whom is known only from here on."""

    marks: words.Marks[Many[Mark]] = many("student_id", "Marks that count, oldest first.", where=NOT_VOIDED)


@extend(Lesson)
class LessonMarks:
    """The marks of a lesson."""

    marks: words.Marks[Many[Mark]] = many("lesson_id", "Marks that count.", where=NOT_VOIDED)


TYPES = (Mark, MarkChange)
EXTENSIONS = (StudentMarks, LessonMarks)
