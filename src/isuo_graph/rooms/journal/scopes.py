"""Who is taught by whom today: sets of loads, classes, groups and students that TAUGHT is decided with. Data only."""

from __future__ import annotations

from isuo_graph.policy.rows import Among, Facts, IsMe, IsNull, Me, Predicate
from isuo_graph.rooms.people.scopes import CHILD_CLASSES, IN_FORCE, MY_CLASSES
from isuo_graph.rooms.roll.scopes import CHILD_GROUPS, MY_GROUPS

MINE = (IsMe("teacher_id", Me.STAFF), IN_FORCE)

MY_LOADS = Facts("teaching_load", "id", MINE)
"""Loads that are the viewer's today."""

TAUGHT_CLASSES = Facts("teaching_load", "class_id", (*MINE, IsNull("group_id")))
"""Classes that the viewer teaches as a whole today."""

TAUGHT_GROUPS = Facts("teaching_load", "group_id", MINE)
"""Study groups that the viewer teaches today."""

TAUGHT_MEMBERS = Facts("group_member", "student_id", (Among("group_id", TAUGHT_GROUPS), IN_FORCE))
"""Students of the groups that the viewer teaches today."""

TAUGHT_STUDENTS = Facts("student", "id", (Among("class_id", TAUGHT_CLASSES),))
"""Students of the classes that the viewer teaches as a whole today."""

BY_LOAD = Among("load_id", MY_LOADS)
"""The row belongs to a load of the viewer's."""

OF_MY_CLASS: Predicate = Among("class_id", MY_CLASSES) | Among("group_id", MY_GROUPS)
"""The row is of a class or group that the viewer learns in."""

OF_CHILDS_CLASS: Predicate = Among("class_id", CHILD_CLASSES) | Among("group_id", CHILD_GROUPS)
"""The row is of a class or group that a child of the viewer learns in."""


def taught_student(column: str) -> Predicate:
    """Give the condition that `column` is a student whom the viewer teaches today."""
    return Among(column, TAUGHT_STUDENTS) | Among(column, TAUGHT_MEMBERS)
