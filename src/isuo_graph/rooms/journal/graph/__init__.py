"""The types of the journal, and what the journal adds to students, classes, groups, staff and the roll."""

from isuo_graph.graph import extend
from isuo_graph.policy.rights import Scope
from isuo_graph.rooms.journal import scopes
from isuo_graph.rooms.journal.graph import attendance, marks, results, teaching
from isuo_graph.rooms.journal.graph.attendance import Attendance
from isuo_graph.rooms.journal.graph.marks import Mark, MarkChange
from isuo_graph.rooms.journal.graph.results import PeriodResult, ResultChange
from isuo_graph.rooms.journal.graph.teaching import Lesson, TeachingLoad
from isuo_graph.rooms.roll.graph import Enrollment, GroupMember

__all__ = [
    "EXTENSIONS",
    "TYPES",
    "Attendance",
    "Lesson",
    "Mark",
    "MarkChange",
    "PeriodResult",
    "ResultChange",
    "TeachingLoad",
]


@extend(Enrollment, rows={Scope.TAUGHT: scopes.taught_student("student_id")})
class TaughtEnrollment:
    """A teacher sees where the students taught are enrolled."""


@extend(GroupMember, rows={Scope.TAUGHT: scopes.taught_student("student_id")})
class TaughtMember:
    """A teacher sees the groups of the students taught."""


TYPES = (*teaching.TYPES, *marks.TYPES, *attendance.TYPES, *results.TYPES)
EXTENSIONS = (
    *teaching.EXTENSIONS,
    *marks.EXTENSIONS,
    *attendance.EXTENSIONS,
    *results.EXTENSIONS,
    TaughtEnrollment,
    TaughtMember,
)
