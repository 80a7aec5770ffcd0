"""Which rows of people belong to whom: the sets of ids that scopes are decided with. Data only.

The sets depend on the viewer alone, so a database works each of them out once for a statement.
"""

from __future__ import annotations

from isuo_graph.policy.rows import Among, Equals, Facts, IsMe, Me, Predicate, WithinDays

IN_FORCE = WithinDays("starts_on", "ends_on")

CHILDREN = Facts(
    "guardianship",
    "student_id",
    (IsMe("guardian_id", Me.GUARDIAN), Equals("has_custody", True), Equals("may_see", True), IN_FORCE),
)
"""Students whom the viewer represents today; without custody or the right to see, a representative sees nothing."""

LED_CLASSES = Facts("class_leadership", "class_id", (IsMe("staff_id", Me.STAFF), IN_FORCE))
"""Classes whose class teacher the viewer is today."""

MY_CLASSES = Facts("student", "class_id", (IsMe("id", Me.STUDENT),))
"""Classes the viewer learns in."""

CHILD_CLASSES = Facts("student", "class_id", (Among("id", CHILDREN),))
"""Classes a child of the viewer learns in."""

LED_STUDENTS = Facts("student", "id", (Among("class_id", LED_CLASSES),))
"""Students of the viewer's own class."""

LED_GUARDIANS = Facts("guardianship", "guardian_id", (Among("student_id", LED_STUDENTS), IN_FORCE))
"""Representatives of the students of the viewer's own class."""


def child(column: str) -> Predicate:
    """Give the condition that `column` is a student whom the viewer represents."""
    return Among(column, CHILDREN)


def led_student(column: str) -> Predicate:
    """Give the condition that `column` is a student of the viewer's own class."""
    return Among(column, LED_STUDENTS)
