"""Under which identifier each plugin knows a student, for who sets plugins up; no vendor is asked for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from isuo_graph.graph import extend, live
from isuo_graph.host import roster
from isuo_graph.host.batches import Partly
from isuo_graph.host.consent import NoConsent
from isuo_graph.host.courses import HOUSE
from isuo_graph.host.enabled import Setting
from isuo_graph.host.house import Errand
from isuo_graph.host.trouble import PluginFailed
from isuo_graph.policy.words import Config
from isuo_graph.rooms.people.graph import Student

Row = Mapping[str, Any]


@dataclass(frozen=True)
class PluginIdentifier:
    """Under which identifier a plugin knows a student; in Kolibri it is written into `id_number`."""

    plugin_id: str
    identifier: str


async def _identifiers(errand: Errand, rows: Sequence[Row], arguments: Row) -> Sequence[Any]:
    """Ask once for each plugin that serves a school of the rows, or for the one that is named."""
    told: dict[int, list[Any]] = {int(row["id"]): [] for row in rows}
    for (school_id, plugin_id), setting in sorted(errand.settings.items()):
        if arguments.get("plugin") in {None, plugin_id}:
            students = [int(row["id"]) for row in rows if int(row["school_id"]) == school_id]
            for student_id, value in (await _of_plugin(errand, setting, students)).items():
                told[student_id].append(value)
    return [_joined(told[int(row["id"])]) for row in rows]


async def _of_plugin(errand: Errand, setting: Setting, student_ids: Sequence[int]) -> Mapping[int, Any]:
    """Give each student's identifier, or why there is none; nothing for a plugin that hears of nobody."""
    try:
        recipient = errand.host.workshop.recipient(setting)
        served = roster.purposes(recipient)
        known = await roster.named(errand.host, recipient, student_ids)
    except PluginFailed as exc:
        return dict.fromkeys(student_ids, exc)
    if not served:
        return {}
    return {
        one: PluginIdentifier(setting.plugin_id, known[one].pseudonym) if one in known else NoConsent(served[0])
        for one in student_ids
    }


def _joined(values: Sequence[Any]) -> Partly:
    """Join what there is; where there is nothing but reasons, the value is null."""
    found = tuple(value for value in values if isinstance(value, PluginIdentifier))
    reasons = tuple(value for value in values if not isinstance(value, PluginIdentifier))
    return Partly(None if reasons and not found else found, reasons)


@extend(Student)
class StudentIdentifiers:
    """How plugins know a student."""

    plugin_identifiers: Config[tuple[PluginIdentifier, ...]] = live(
        HOUSE,
        _identifiers,
        needs=("id", "school_id"),
        text="Under which identifier plugins know the student, for writing it into the vendor's accounts.",
        arguments=(("plugin", "String", "The id of the one plugin to tell of."),),
    )


EXTENSIONS = (StudentIdentifiers,)
