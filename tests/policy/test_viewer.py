"""The shape of a viewer holds all that a statement depends on, and no id."""

from __future__ import annotations

from dataclasses import replace

import pytest

from isuo_graph.policy.rights import Category, Right, Scope
from isuo_graph.policy.viewer import Reach, Viewer

TEACHER = Viewer(
    account_id=1,
    person_id=1,
    staff_ids=(7,),
    school_sets=((1,),),
    reaches={Right(Category.ROSTER): frozenset({Reach(Scope.TAUGHT), Reach(Scope.SCHOOL)})},
)


@pytest.mark.parametrize(
    "other",
    [
        replace(TEACHER, account_id=2, person_id=3, staff_ids=(8,), school_sets=((2,),), session_id=4),
        replace(TEACHER, reaches={Right(Category.ROSTER): frozenset({Reach(Scope.SCHOOL), Reach(Scope.TAUGHT)})}),
        replace(replace(TEACHER, staff_ids=(1, 2)), staff_ids=(9,)),
    ],
)
def test_other_ids_make_no_other_shape(other: Viewer) -> None:
    assert other.shape == TEACHER.shape


@pytest.mark.parametrize(
    "other",
    [
        replace(TEACHER, account_id=None),
        replace(TEACHER, person_id=None),
        replace(TEACHER, staff_ids=()),
        replace(TEACHER, staff_ids=(7, 8)),
        replace(TEACHER, school_sets=((1, 2),)),
        replace(TEACHER, school_sets=((1,), (1,))),
        replace(TEACHER, student_ids=(5,)),
        replace(TEACHER, guardian_ids=(5,)),
        replace(
            TEACHER,
            reaches={Right(Category.ROSTER): frozenset({Reach(Scope.TAUGHT), Reach(Scope.SCHOOL, waives=True)})},
        ),
        replace(
            TEACHER, reaches={Right(Category.ROSTER): frozenset({Reach(Scope.TAUGHT), Reach(Scope.SCHOOL, group=1)})}
        ),
    ],
)
def test_whatever_a_statement_depends_on_makes_another_shape(other: Viewer) -> None:
    assert other.shape != TEACHER.shape
