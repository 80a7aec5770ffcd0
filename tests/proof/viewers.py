"""Who asks in the proofs: one viewer for each role of the rights matrix, and a way to make any other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Right, Role, Scope
from isuo_graph.policy.viewer import Held, Reach, Viewer

ANYONE = Reach(Scope.ANYONE)
PUBLIC = {Right(Category.PUBLIC): frozenset({ANYONE})}
_ALL = (
    Category.ROSTER,
    Category.IDENTITY,
    Category.PIN,
    Category.CONTACTS,
    Category.FAMILY,
    Category.HEALTH_ALERT,
    Category.PE_EXEMPT,
    Category.MARKS,
)


def reaching(
    categories: Iterable[Category], *reaches: Reach, action: Action = Action.READ
) -> Mapping[Right, frozenset[Reach]]:
    """Give the same reaches over several categories."""
    return {Right(category, action): frozenset(reaches) for category in categories}


SCHOOL, WAIVED = Reach(Scope.SCHOOL), Reach(Scope.SCHOOL, waives=True)
NATION = Reach(Scope.NATION)

NOBODY = Viewer()
STRANGER = Viewer(reaches=PUBLIC)
DIRECTOR = Viewer(
    account_id=1,
    person_id=1,
    staff_ids=(70,),
    school_sets=((1,),),
    roles=(Held(Role.DIRECTOR),),
    reaches={**PUBLIC, **reaching(_ALL, SCHOOL), **reaching((Category.ROSTER, Category.IDENTITY), WAIVED)},
)
CLASS_TEACHER = Viewer(
    account_id=2,
    person_id=2,
    staff_ids=(71,),
    school_sets=((1,),),
    roles=(Held(Role.CLASS_TEACHER),),
    reaches={**PUBLIC, **reaching(set(_ALL) - {Category.PIN}, Reach(Scope.OWN_CLASS))},
)
TEACHER = Viewer(
    account_id=3,
    person_id=3,
    staff_ids=(72,),
    school_sets=((1, 2),),
    roles=(Held(Role.SUBJECT_TEACHER),),
    reaches={**PUBLIC, **reaching((Category.ROSTER, Category.PE_EXEMPT, Category.MARKS), Reach(Scope.TAUGHT))},
)
GUARDIAN = Viewer(
    account_id=4,
    person_id=4,
    guardian_ids=(1,),
    roles=(Held(Role.GUARDIAN),),
    reaches={
        **PUBLIC,
        **reaching(_ALL, Reach(Scope.CHILD)),
        Right(Category.ROSTER): frozenset(
            {Reach(Scope.CHILD), Reach(Scope.CHILD_CLASS, purpose=Purpose.CLASS_COMMUNITY)}
        ),
        Right(Category.CONTACTS): frozenset({Reach(Scope.CHILD), Reach(Scope.OWN)}),
        Right(Category.FAMILY): frozenset({Reach(Scope.OWN)}),
    },
)
STUDENT = Viewer(
    account_id=5,
    person_id=5,
    student_ids=(1,),
    roles=(Held(Role.STUDENT),),
    reaches={
        **PUBLIC,
        **reaching(set(_ALL) - {Category.FAMILY}, Reach(Scope.SELF)),
        Right(Category.ROSTER): frozenset({Reach(Scope.SELF), Reach(Scope.CLASSMATES)}),
    },
)
ANALYST = Viewer(
    account_id=6,
    person_id=6,
    roles=(Held(Role.MINISTRY_ANALYST),),
    reaches={**PUBLIC, **reaching((*_ALL,), NATION, action=Action.SUMMARISE)},
)
DIRECTOR_AND_PARENT = Viewer(
    account_id=7,
    person_id=7,
    staff_ids=(70, 72),
    guardian_ids=(1, 3),
    school_sets=((1,), (2,), ()),
    roles=(Held(Role.DIRECTOR), Held(Role.GUARDIAN)),
    reaches={
        **PUBLIC,
        **reaching(_ALL, SCHOOL, Reach(Scope.CHILD), Reach(Scope.TAUGHT, group=1), Reach(Scope.SCHOOL, group=2)),
    },
)

VIEWERS: Mapping[str, Viewer] = {
    "nobody": NOBODY,
    "stranger": STRANGER,
    "director": DIRECTOR,
    "classteacher": CLASS_TEACHER,
    "teacher": TEACHER,
    "guardian": GUARDIAN,
    "student": STUDENT,
    "analyst": ANALYST,
    "director_and_parent": DIRECTOR_AND_PARENT,
}
