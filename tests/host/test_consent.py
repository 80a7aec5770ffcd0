"""What leaves to a plugin: who consented, under a pairwise name, with declared fields only, and written down."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, update
from tests.host.hosted import BOTH, NOW_MS, Hosted, discovery
from tests.host.vendor import Vendor
from tests.rooms.classroom import new_id

from isuo_graph import sdk
from isuo_graph.host.ceiling import ceiling
from isuo_graph.host.running import Running
from isuo_graph.host.tables import PluginDisclosure
from isuo_graph.host.trouble import PluginFailed, Trouble
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Role
from isuo_graph.rooms.consent.tables import ConsentEffect
from isuo_graph.rooms.people.tables import Student
from isuo_graph.sdk import Capability, PersonalField


async def learners(hosted: Hosted, running: Running | None = None) -> dict[int, sdk.Learner]:
    running = running or await hosted.running()
    return dict(await hosted.host.border.learners(running, Capability.COURSES, hosted.students))


def declaring(running: Running, *fields: PersonalField, country: str = "KG") -> Running:
    """Give the plugin as it would run with a manifest of these fields."""
    manifest = Vendor(fields=frozenset({PersonalField.PSEUDONYM, *fields}), country=country).manifest
    return replace(running, manifest=manifest, ceiling=ceiling(manifest, manifest))


async def named(hosted: Hosted, student_id: int) -> None:
    values = {"family_name": "Өсөнова", "given_name": "Ñoor", "email": "o@school.example", "pin": "20901199912345"}
    await hosted.write(update(Student).where(col(Student.id) == student_id).values(**values))


async def test_only_those_who_consented_are_named(hosted: Hosted) -> None:
    assert set(await learners(hosted)) == set(hosted.students[:2])


async def test_consent_to_another_vendor_is_none(hosted: Hosted) -> None:
    await hosted.consent(hosted.students[2], *BOTH, recipient="another")
    assert hosted.students[2] not in await learners(hosted)


async def test_consent_to_another_purpose_is_none(hosted: Hosted) -> None:
    await hosted.consent(hosted.students[2], Purpose.TESTING)
    assert hosted.students[2] not in await learners(hosted)


async def test_consent_that_has_ended_is_none(hosted: Hosted) -> None:
    await hosted.consent(hosted.students[2], Purpose.ELEARNING, until_ms=NOW_MS)
    assert hosted.students[2] not in await learners(hosted)


async def test_student_of_another_school_is_not_named(hosted: Hosted) -> None:
    stranger = await hosted.room.student(hosted.room.other_class_id, school_id=hosted.room.other_school_id)
    await hosted.room.add(
        ConsentEffect(
            id=new_id(), school_id=hosted.room.other_school_id, subject_id=stranger, purpose=Purpose.ELEARNING,
            recipient="vendor", valid_until_ms=NOW_MS + 1000,
        )
    )  # fmt: skip
    found = await hosted.host.border.learners(await hosted.running(), Capability.COURSES, [stranger])
    assert not found


async def test_pseudonym_is_the_same_on_every_call(hosted: Hosted) -> None:
    assert await learners(hosted) == await learners(hosted)


async def test_pseudonym_differs_between_vendors(hosted: Hosted) -> None:
    here = await learners(hosted)
    running = replace(await hosted.running(), pair_key=b"another key")
    there = await learners(hosted, running)
    assert not {one.pseudonym for one in here.values()} & {one.pseudonym for one in there.values()}


async def test_pseudonym_does_not_show_the_id(hosted: Hosted) -> None:
    assert all(str(student_id) not in one.pseudonym for student_id, one in (await learners(hosted)).items())


async def test_undeclared_name_stays_at_home(hosted: Hosted) -> None:
    await named(hosted, hosted.students[0])
    running = declaring(await hosted.running(), PersonalField.EMAIL)
    found = (await learners(hosted, running))[hosted.students[0]]
    assert (found.name, found.email) == (None, "o@school.example")


async def test_declared_name_leaves(hosted: Hosted) -> None:
    await named(hosted, hosted.students[0])
    found = (await learners(hosted, declaring(await hosted.running(), PersonalField.NAME)))[hosted.students[0]]
    assert (found.name, found.class_code) == ("Өсөнова Ñoor", "5А")


async def test_name_blocked_by_a_withdrawn_school_record_stays_at_home(hosted: Hosted) -> None:
    await named(hosted, hosted.students[0])
    one = update(Student).where(col(Student.id) == hosted.students[0])
    await hosted.write(one.values(record_until=NOW_MS))
    try:
        found = await learners(hosted, declaring(await hosted.running(), PersonalField.NAME))
    finally:
        await hosted.write(one.values(record_until=NOW_MS + 10**10))
    assert found[hosted.students[0]].name is None


async def test_vendor_abroad_needs_consent_to_crossing_the_border(hosted: Hosted) -> None:
    assert not await learners(hosted, declaring(await hosted.running(), country="DE"))


async def test_plugin_that_declares_nothing_hears_of_nobody(hosted: Hosted) -> None:
    running = await hosted.running()
    with pytest.raises(PluginFailed) as caught:
        await learners(hosted, replace(running, ceiling=replace(running.ceiling, out=frozenset())))
    assert caught.value.trouble is Trouble.UNDECLARED


async def test_what_left_is_written_down(hosted: Hosted) -> None:
    await learners(hosted, declaring(await hosted.running(), PersonalField.EMAIL))
    told = await hosted.disclosed()
    assert [(one.subject_id, one.plugin_id, one.purpose, one.fields) for one in told] == [
        (student_id, "vendor", "ELEARNING", "email,pseudonym") for student_id in hosted.students[:2]
    ]


async def test_the_same_disclosure_is_written_once_a_day(hosted: Hosted) -> None:
    await learners(hosted)
    await learners(hosted)
    assert len(await hosted.disclosed()) == 2


async def test_new_version_gets_no_more_than_was_agreed(hosted: Hosted) -> None:
    agreed = Vendor(fields=frozenset({PersonalField.PSEUDONYM})).manifest
    wider = Vendor(fields=frozenset({PersonalField.PSEUDONYM, PersonalField.NAME})).manifest
    assert ceiling(wider, agreed).out == {PersonalField.PSEUDONYM}


async def test_undeclared_points_of_an_attempt_are_dropped(hosted: Hosted) -> None:
    running = declaring(await hosted.running(), PersonalField.TEST_ATTEMPT)
    attempt = sdk.Attempt(
        id="1", learner="x", test_id="t1", state=sdk.AttemptState.GRADED, updated_at=hosted.host.clock.now(), points=2.0
    )
    assert running.ceiling.lowered((attempt,))[0].points is None


def test_installed_vendor_is_found_by_id() -> None:
    assert discovery(Vendor()).plugin("vendor") is not None


async def test_disclosure_is_never_changed(hosted: Hosted) -> None:
    await learners(hosted)
    with pytest.raises(DBAPIError):
        await hosted.write(update(PluginDisclosure).values(fields=""))


async def test_student_sees_what_left_to_whom(hosted: Hosted) -> None:
    await learners(hosted, declaring(await hosted.running(), PersonalField.EMAIL))
    viewer = hosted.room.as_(Role.STUDENT, student_ids=(hosted.students[0],))
    data, errors = await hosted.plain("{ disclosures { nodes { pluginId purpose fields at } } }", viewer)
    assert not errors
    assert {
        "pluginId": "vendor",
        "purpose": "ELEARNING",
        "fields": "email,pseudonym",
        "at": "2026-10-05T04:00:00.000Z",
    } in (data["disclosures"]["nodes"])


async def test_student_does_not_see_what_left_of_another(hosted: Hosted) -> None:
    await learners(hosted)
    viewer = hosted.room.as_(Role.STUDENT, student_ids=(hosted.students[2],))
    data, _ = await hosted.plain("{ disclosures { totalCount } }", viewer)
    assert data == {"disclosures": {"totalCount": 0}}
