"""A field is shown always, never, or when a row passes; what is not plainly allowed is never shown."""

from __future__ import annotations

import pytest

from isuo_graph.policy.decide import Protection, Verdict, decide, decide_rows
from isuo_graph.policy.guard import Guard, Purpose
from isuo_graph.policy.rights import Action, Category, Right, Scope
from isuo_graph.policy.rows import Always, InSchools, IsMe, Me, Never, Through, Within, all_of
from isuo_graph.policy.viewer import Reach, Viewer

RECORD, COMMUNITY = Within("record_from", "record_until"), Within("community_from", "community_until")
SELF = IsMe("id", Me.STUDENT)
STUDENT = Protection(
    Category.ROSTER,
    scopes={Scope.SELF: SELF, Scope.OWN_CLASS: IsMe("teacher_id", Me.STAFF)},
    school=InSchools(),
    consents={Purpose.SCHOOL_RECORD: RECORD, Purpose.CLASS_COMMUNITY: COMMUNITY},
)
NAME = Guard("Roster", Category.ROSTER, Purpose.SCHOOL_RECORD)
PIN = Guard("Pin", Category.PIN, Purpose.SCHOOL_RECORD)
PLAIN = Guard("Roster", Category.ROSTER)


def viewer(**reaches: tuple[Reach, ...]) -> Viewer:
    return Viewer(account_id=1, reaches={Right(Category(name)): frozenset(found) for name, found in reaches.items()})


def test_open_fields_are_always_shown() -> None:
    assert decide(Guard("Open", Category.OPEN), Viewer(), STUDENT).verdict is Verdict.ALWAYS


def test_without_the_right_nothing_is_shown() -> None:
    assert decide(PIN, viewer(roster=(Reach(Scope.NATION),)), STUDENT).verdict is Verdict.NEVER
    assert decide_rows(STUDENT, viewer(pin=(Reach(Scope.NATION),))) == Never()


def test_a_scope_that_the_type_does_not_know_reaches_no_row() -> None:
    assert decide_rows(STUDENT, viewer(roster=(Reach(Scope.ADDRESSED),))) == Never()


def test_a_field_as_wide_as_the_row_asks_nothing_more() -> None:
    assert decide(PLAIN, viewer(roster=(Reach(Scope.SCHOOL),)), STUDENT).verdict is Verdict.ALWAYS


def test_a_needed_consent_is_asked_of_the_row() -> None:
    found = decide(NAME, viewer(roster=(Reach(Scope.SCHOOL),)), STUDENT)
    assert (found.verdict, found.visible, found.in_scope, found.purpose) == (
        Verdict.WHEN,
        RECORD,
        Always(),
        Purpose.SCHOOL_RECORD,
    )


def test_who_may_read_blocked_data_is_not_stopped_by_a_missing_consent() -> None:
    assert decide(NAME, viewer(roster=(Reach(Scope.SCHOOL, waives=True),)), STUDENT).verdict is Verdict.ALWAYS


def test_a_narrower_right_is_asked_within_the_rows_that_are_seen() -> None:
    found = decide(PIN, viewer(roster=(Reach(Scope.SCHOOL),), pin=(Reach(Scope.SELF),)), STUDENT)
    assert (found.visible, found.in_scope) == (all_of(SELF, RECORD), SELF)


def test_rights_are_the_union_of_all_roles() -> None:
    found = decide_rows(STUDENT, viewer(roster=(Reach(Scope.SELF), Reach(Scope.SCHOOL, group=1))))
    assert found in {SELF | InSchools(group=1), InSchools(group=1) | SELF}


def test_a_staff_scope_lies_within_the_school_of_the_role() -> None:
    found = decide_rows(STUDENT, viewer(roster=(Reach(Scope.OWN_CLASS, group=2),)))
    assert found == all_of(InSchools(group=2), IsMe("teacher_id", Me.STAFF))


def test_a_reach_may_ask_for_a_consent_of_its_own() -> None:
    reach = Reach(Scope.NATION, purpose=Purpose.CLASS_COMMUNITY)
    assert decide_rows(STUDENT, viewer(roster=(reach,))) == COMMUNITY


@pytest.mark.parametrize("purpose", [Purpose.HEALTH_SAFETY, Purpose.RESEARCH_ROWS])
def test_a_consent_that_the_type_keeps_nowhere_is_missing(purpose: Purpose) -> None:
    found = decide(Guard("Roster", Category.ROSTER, purpose), viewer(roster=(Reach(Scope.NATION),)), STUDENT)
    assert found.visible == Never()
    assert decide_rows(STUDENT, viewer(roster=(Reach(Scope.NATION, purpose=purpose),))) == Never()


def test_a_school_found_through_another_row_takes_the_set_of_the_role() -> None:
    mark = Protection(Category.MARKS, school=Through("student_id", "student", InSchools()))
    found = decide_rows(mark, viewer(marks=(Reach(Scope.SCHOOL, group=3),)))
    assert found == Through("student_id", "student", InSchools(group=3))


def test_the_right_to_totals_shows_no_row() -> None:
    totals = Viewer(reaches={Right(Category.ROSTER, Action.SUMMARISE): frozenset({Reach(Scope.NATION)})})
    assert decide_rows(STUDENT, totals) == Never()
    assert decide(PLAIN, totals, STUDENT, Action.SUMMARISE).verdict is Verdict.ALWAYS


def test_a_field_of_rows_that_are_never_seen_is_never_shown() -> None:
    unseen = viewer(roster=(Reach(Scope.ADDRESSED),), pin=(Reach(Scope.NATION),))
    assert decide(PIN, unseen, STUDENT).verdict is Verdict.NEVER


def test_public_data_of_a_counted_row_is_shown_where_it_may_be_read() -> None:
    totals = {Right(Category.ROSTER, Action.SUMMARISE): frozenset({Reach(Scope.NATION)})}
    read = {Right(Category.PUBLIC): frozenset({Reach(Scope.SCHOOL)})}
    found = decide(Guard("Public", Category.PUBLIC), Viewer(reaches={**totals, **read}), STUDENT, Action.SUMMARISE)
    assert (found.verdict, found.visible) == (Verdict.WHEN, InSchools())
