"""The default rights mean what the rights matrix says: spot checks of its separations, and every cell can be read."""

from __future__ import annotations

import pytest

from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Role, Scope, right_named
from isuo_graph.policy.template import read_template

LINES = read_template()


def scopes(role: Role, category: Category, action: Action = Action.READ) -> set[Scope]:
    return {one.scope for one in LINES if (one.role, one.category, one.action) == (role, category, action)}


@pytest.mark.parametrize(
    ("role", "category", "action", "expected"),
    [
        (Role.DIRECTOR, Category.MARKS, Action.READ, {Scope.SCHOOL}),
        (Role.DIRECTOR, Category.MARKS, Action.WRITE, set()),
        (Role.ADMINISTRATOR, Category.MARKS, Action.READ, set()),
        (Role.ADMINISTRATOR, Category.CONFIG, Action.WRITE, {Scope.SCHOOL}),
        (Role.SUBJECT_TEACHER, Category.MARKS, Action.WRITE, {Scope.TAUGHT}),
        (Role.SUBJECT_TEACHER, Category.CONTACTS, Action.READ, set()),
        (Role.SUBJECT_TEACHER, Category.IDENTITY, Action.READ, set()),
        (Role.CLASS_TEACHER, Category.PIN, Action.READ, set()),
        (Role.CLASS_TEACHER, Category.CONTACTS, Action.WRITE, {Scope.OWN_CLASS}),
        (Role.NURSE, Category.HEALTH, Action.WRITE, {Scope.SCHOOL}),
        (Role.NURSE, Category.MARKS, Action.READ, set()),
        (Role.SECRETARY, Category.HEALTH, Action.READ, set()),
        (Role.SECRETARY, Category.SOCIAL, Action.READ, set()),
        (Role.SECRETARY, Category.SOCIAL, Action.WRITE, {Scope.SCHOOL}),
        (Role.PSYCHOLOGIST, Category.PSYCH, Action.WRITE, {Scope.OWN}),
        (Role.DIRECTOR, Category.PSYCH, Action.READ, set()),
        (Role.STUDENT, Category.ROSTER, Action.READ, {Scope.SELF, Scope.CLASSMATES}),
        (Role.STUDENT, Category.MARKS, Action.READ, {Scope.SELF}),
        (Role.GUARDIAN, Category.MARKS, Action.READ, {Scope.CHILD}),
        (Role.GUARDIAN, Category.FAMILY, Action.READ, {Scope.OWN}),
        (Role.MINISTRY_ANALYST, Category.MARKS, Action.READ, set()),
        (Role.MINISTRY_ANALYST, Category.MARKS, Action.SUMMARISE, {Scope.NATION}),
        (Role.DISTRICT_ANALYST, Category.ROSTER, Action.SUMMARISE, {Scope.AREA}),
        (Role.MINISTRY_ANALYST, Category.PIN, Action.SUMMARISE, set()),
        (Role.DATA_PROTECTION_OFFICER, Category.MARKS, Action.READ, set()),
        (Role.DATA_PROTECTION_OFFICER, Category.AUDIT, Action.READ, {Scope.SCHOOL}),
        (Role.PUBLIC, Category.PUBLIC, Action.READ, {Scope.ANYONE}),
        (Role.VENDOR, Category.PIN, Action.READ, set()),
    ],
)
def test_a_role_reaches_what_the_matrix_gives_it(
    role: Role, category: Category, action: Action, expected: set[Scope]
) -> None:
    assert scopes(role, category, action) == expected


def test_classmates_of_a_child_are_named_only_by_consent_to_the_community() -> None:
    found = [
        one
        for one in LINES
        if one.role is Role.GUARDIAN and one.scope is Scope.CHILD_CLASS and one.category is Category.ROSTER
    ]
    assert [one.purpose for one in found] == [Purpose.CLASS_COMMUNITY]


def test_blocked_data_is_read_by_director_and_secretary_only() -> None:
    assert {one.role for one in LINES if one.waives} == {Role.DIRECTOR, Role.SECRETARY}


@pytest.mark.parametrize(
    "category", [Category.PIN, Category.HEALTH, Category.CONTACTS, Category.IDENTITY, Category.SOCIAL]
)
def test_what_staff_read_of_sensitive_data_goes_to_the_log(category: Category) -> None:
    found = [
        one for one in LINES if one.category is category and one.action is Action.READ and one.scope is Scope.SCHOOL
    ]
    assert found
    assert all(one.is_logged for one in found)


def test_the_public_reads_what_is_public_and_may_do_nothing_else() -> None:
    public = {(one.category, one.action) for one in LINES if one.role is Role.PUBLIC}
    assert {action for _, action in public} == {Action.READ}
    assert Category.PUBLIC in {category for category, _ in public}


@pytest.mark.parametrize("category", list(Category))
@pytest.mark.parametrize("action", list(Action))
def test_a_right_is_read_back_from_its_name(category: Category, action: Action) -> None:
    name = f"{category.subject}:{category.value}:{action.value}"
    assert str(right_named(name)) == name


@pytest.mark.parametrize("name", ["student:pin", "school:pin:read", "student:pins:read", "student:pin:eat", ""])
def test_a_name_that_is_no_right_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        right_named(name)
