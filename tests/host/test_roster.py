"""Under which identifier a plugin knows whom: listed for the school, by consent, written down, without the plugin."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import col, update
from tests.host import vendor
from tests.host.hosted import NOW_MS, Hosted

from isuo_graph import sdk
from isuo_graph.host import roster
from isuo_graph.host.trouble import PluginFailed, Trouble
from isuo_graph.policy.rights import Role
from isuo_graph.rooms.people.tables import Student
from isuo_graph.store.tables import AuditEntry

FIELD = "{ students(orderBy: [{id: ASC}]) { nodes { pluginIdentifiers { pluginId identifier } } } }"


async def listed(hosted: Hosted, plugin_id: str = "vendor") -> roster.Roster:
    return await roster.roster(hosted.host, hosted.room.school_id, plugin_id, hosted.students)


async def test_a_learner_is_listed_under_the_name_that_the_plugin_hears(hosted: Hosted) -> None:
    known = {one.student_id: one.identifier for one in (await listed(hosted)).known}
    assert known == {one: (await hosted.pseudonyms())[one] for one in hosted.students[:2]}


async def test_who_has_not_consented_is_counted_and_not_listed(hosted: Hosted) -> None:
    found = await listed(hosted)
    assert ([one.student_id for one in found.known], found.left_out) == (sorted(hosted.students[:2]), 1)


async def test_a_withdrawal_takes_a_learner_off_the_next_list(hosted: Hosted) -> None:
    await hosted.withdraw(hosted.students[0])
    assert [one.student_id for one in (await listed(hosted)).known] == [hosted.students[1]]


async def test_a_learner_without_a_school_record_is_listed_without_a_name(hosted: Hosted) -> None:
    one = update(Student).where(col(Student.id) == hosted.students[0])
    await hosted.write(one.values(family_name="Өсөнова", record_until=NOW_MS))
    found = {known.student_id: known.name for known in (await listed(hosted)).known}
    await hosted.write(one.values(record_until=NOW_MS + 10**10))
    assert found[hosted.students[0]] is None


async def test_the_plugin_is_not_even_opened_for_it(hosted: Hosted) -> None:
    hosted.mood.tricks["open"] = vendor.raises(RuntimeError())
    assert (await listed(hosted)).known
    assert (hosted.mood.opened, hosted.mood.heard) == ([], [])


async def test_a_list_counts_as_letting_out(hosted: Hosted) -> None:
    await listed(hosted)
    told = {(one.subject_id, one.purpose, one.fields) for one in await hosted.disclosed()}
    assert told == {(one, purpose, "pseudonym") for one in hosted.students[:2] for purpose in ("ELEARNING", "TESTING")}


async def test_the_trail_keeps_that_a_list_was_made(hosted: Hosted) -> None:
    await listed(hosted)
    [*_, entry] = [one for one in await hosted.rows(AuditEntry) if one.act == roster.LISTED_AS]
    assert (entry.school_id, '"listed":2' in entry.detail.replace(" ", "")) == (hosted.room.school_id, True)


async def test_a_plugin_that_is_not_enabled_has_no_list(hosted: Hosted) -> None:
    with pytest.raises(PluginFailed) as caught:
        await listed(hosted, "nobody")
    assert caught.value.trouble is Trouble.NOT_ENABLED


async def test_a_plugin_that_may_name_nobody_has_no_list(hosted: Hosted) -> None:
    settings = await hosted.host.settings_at({hosted.room.school_id})
    narrow = vendor.Vendor(fields=frozenset()).manifest
    setting = replace(settings[hosted.room.school_id, "vendor"], agreed=narrow)
    assert roster.purposes(hosted.host.workshop.recipient(setting)) == ()


async def test_one_student_has_another_name_at_every_school_and_plugin(hosted: Hosted) -> None:
    settings = await hosted.host.settings_at({hosted.room.school_id})
    here = settings[hosted.room.school_id, "vendor"]
    there = replace(here, school_id=hosted.room.other_school_id)
    keys = {hosted.host.workshop.recipient(one).pair_key for one in (here, there)}
    assert len(keys) == 2


async def test_who_sets_plugins_up_reads_the_identifiers(hosted: Hosted) -> None:
    data, errors, asking = await hosted.ask(FIELD, hosted.administrator)
    names = await hosted.pseudonyms()
    assert not errors
    assert [node["pluginIdentifiers"] for node in data["students"]["nodes"]] == [
        *([{"pluginId": "vendor", "identifier": names[one]}] for one in hosted.students[:2]),
        None,
    ]
    assert ("CONSENT_MISSING", "ELEARNING") in {
        (told["code"], told.get("purpose")) for told in asking.extensions["withheld"]
    }


@pytest.mark.parametrize("role", [Role.SUBJECT_TEACHER, Role.CLASS_TEACHER, Role.GUARDIAN, Role.STUDENT])
async def test_nobody_else_reads_the_identifiers(hosted: Hosted, role: Role) -> None:
    viewer = hosted.room.as_(role, student_ids=(hosted.students[0],))
    data, _, _ = await hosted.ask(FIELD, viewer)
    assert [node for node in data["students"]["nodes"] if node["pluginIdentifiers"]] == []
    assert not await hosted.disclosed()


async def test_a_vendor_hears_of_nobody_under_the_schools_own_number(hosted: Hosted) -> None:
    assert {sdk.Learner(one.identifier).pseudonym for one in (await listed(hosted)).known}.isdisjoint(
        {str(one) for one in hosted.students}
    )
