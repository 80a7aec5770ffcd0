"""Which rows of the roll belong to whom: sets of groups and members that later rooms ask for too. Data only."""

from __future__ import annotations

from isuo_graph.policy.rows import Among, Facts, IsMe, Me
from isuo_graph.rooms.people.scopes import CHILDREN, IN_FORCE

MY_GROUPS = Facts("group_member", "group_id", (IsMe("student_id", Me.STUDENT), IN_FORCE))
"""Study groups the viewer learns in."""

CHILD_GROUPS = Facts("group_member", "group_id", (Among("student_id", CHILDREN), IN_FORCE))
"""Study groups a child of the viewer learns in."""
