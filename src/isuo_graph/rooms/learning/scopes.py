"""Who reads a school's catalogue of courses and tests: the schools of a student, or of the students represented."""

from __future__ import annotations

from isuo_graph.policy.rights import Scope
from isuo_graph.policy.rows import Always, Among, Facts, IsMe, Me
from isuo_graph.rooms.people.scopes import CHILDREN

MY_SCHOOLS = Facts("student", "school_id", (IsMe("id", Me.STUDENT),))
"""Schools where the viewer learns."""

CHILD_SCHOOLS = Facts("student", "school_id", (Among("id", CHILDREN),))
"""Schools where a child of the viewer learns."""

CATALOGUE = {
    Scope.CLASSMATES: Among("school_id", MY_SCHOOLS),
    Scope.CHILD_CLASS: Among("school_id", CHILD_SCHOOLS),
    # `decide` narrows this scope to the schools where the right is held; there a teacher sees the whole catalogue.
    Scope.TAUGHT: Always(),
}
"""How the scopes of a catalogue are decided: whoever belongs to the school reads it."""
