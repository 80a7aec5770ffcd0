"""What people add to the school and to its classes."""

from __future__ import annotations

from isuo_graph.graph import Many, extend, many
from isuo_graph.policy.rights import Scope
from isuo_graph.policy.rows import Among, WithinDays
from isuo_graph.policy.words import Roster, StaffDirectory
from isuo_graph.rooms.org.graph import School, SchoolClass
from isuo_graph.rooms.people import scopes
from isuo_graph.rooms.people.graph.persons import Student
from isuo_graph.rooms.people.graph.staff import ClassLeadership, StaffMember


@extend(School)
class SchoolPeople:
    """The people of a school."""

    students: Roster[Many[Student]] = many("school_id", "Everybody who is or was on the school's roll.")
    staff: StaffDirectory[Many[StaffMember]] = many(
        "school_id", "Everybody employed today.", where=(WithinDays("hired_on", "left_on"),)
    )


@extend(
    SchoolClass,
    rows={
        Scope.OWN_CLASS: Among("id", scopes.LED_CLASSES),
        Scope.CLASSMATES: Among("id", scopes.MY_CLASSES),
        Scope.CHILD_CLASS: Among("id", scopes.CHILD_CLASSES),
    },
)
class ClassPeople:
    """The people of a class."""

    students: Roster[Many[Student]] = many("class_id", "Students of the class.")
    class_teachers: StaffDirectory[Many[ClassLeadership]] = many(
        "class_id", "Who is class teacher today.", where=(scopes.IN_FORCE,)
    )
    leaderships: StaffDirectory[Many[ClassLeadership]] = many("class_id", "All class teachers, also past ones.")
