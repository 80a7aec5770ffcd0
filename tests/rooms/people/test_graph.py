"""The declarations of org and people: they pass the start-up checks, and the words on them follow the rights matrix."""

from __future__ import annotations

import pytest
from tests.rooms.acting import CATALOGUE

from isuo_graph.graph import fields
from isuo_graph.policy.rights import Category
from isuo_graph.rooms import org, people

STUDENT = {
    "familyName": Category.ROSTER,
    "displayName": Category.ROSTER,
    "birthDate": Category.IDENTITY,
    "documentNumber": Category.IDENTITY,
    "pin": Category.PIN,
    "phone": Category.CONTACTS,
    "bloodGroup": Category.HEALTH,
    "healthAlert": Category.HEALTH_ALERT,
    "peExempt": Category.PE_EXEMPT,
    "isOrphan": Category.SOCIAL,
    "freeMeals": Category.FREE_MEALS,
    "guardians": Category.FAMILY,
    "enrolledOn": Category.MOVEMENT,
    "grade": Category.OPEN,
    "schoolClass": Category.OPEN,
}


@pytest.mark.parametrize(("field", "category"), STUDENT.items())
def test_a_field_of_a_student_is_guarded_by_its_category(field: str, category: Category) -> None:
    assert CATALOGUE.types["Student"].fields[field].guard.category is category


@pytest.mark.parametrize("name", [node.__name__ for node in org.ROOM.types])
def test_everything_of_the_schools_frame_is_public(name: str) -> None:
    guards = {field.guard.category for field in CATALOGUE.types[name].fields.values() if field.room == "org"}
    assert guards <= {Category.OPEN, Category.PUBLIC}


@pytest.mark.parametrize("name", sorted(CATALOGUE.types))
def test_every_field_but_the_id_is_described(name: str) -> None:
    fields_of = CATALOGUE.types[name].fields
    assert [field.name for field in fields_of.values() if not field.text and field.name != "id"] == []


def test_no_field_shows_a_secret_of_an_account_or_a_session() -> None:
    shown = {
        field.column
        for name in ("Account", "Session")
        for field in CATALOGUE.types[name].fields.values()
        if isinstance(field.kind, fields.Column)
    }
    assert not shown & {"password_hash", "refresh_hash", "previous_hash", "family_id"}


def test_no_type_shows_a_person_across_schools() -> None:
    assert "Person" not in CATALOGUE.types


def test_every_act_has_a_right_or_is_about_signing_in() -> None:
    acts = (*org.ROOM.acts, *people.ROOM.acts)
    assert {act.name for act in acts if act.right is None} == {
        "sign_in",
        "refresh_session",
        "sign_out",
        "change_password",
        "use_one_time_link",
    }


def test_every_act_has_its_own_audit_tag() -> None:
    logs = [act.log for room in (org.ROOM, people.ROOM) for act in room.acts]
    assert len(set(logs)) == len(logs)
    assert {log.partition(":")[0] for log in logs} == {"org", "people"}
