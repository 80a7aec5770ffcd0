"""Who a plugin may know at a school, and under which identifier: for the school to write into the vendor's accounts.

A list is there to be typed in at the vendor's, so it counts as letting out: consent is asked, and it is written down
first. The plugin itself is not asked, and need not answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from isuo_graph import sdk
from isuo_graph.graph.act import ActSpec
from isuo_graph.host.consent import PURPOSES, Recipient
from isuo_graph.host.house import Host
from isuo_graph.host.trouble import PluginFailed, Trouble
from isuo_graph.kit.text import sort_key
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.viewer import Viewer
from isuo_graph.sdk import PersonalField
from isuo_graph.store.unit import Unit

LISTED_AS: Final = "host:learners_listed"
"""The tag under which the audit trail keeps that a list was made, with how many stand on it."""


@dataclass(frozen=True)
class Known:
    """A learner by both names. The school's own is None without a school-record consent in force."""

    student_id: int
    class_name: str | None
    name: str | None
    identifier: str


@dataclass(frozen=True)
class Roster:
    """Who may be known, by class and name; how many of those asked for may not."""

    known: tuple[Known, ...]
    left_out: int


class _Listed:
    """What the trail calls a list that was made; it is asked nothing and gives nothing."""


async def _nothing(_unit: Unit, _asked: _Listed) -> _Listed:
    return _Listed()


_SPEC: Final = ActSpec(
    "plugin_learners_listed", None, LISTED_AS, _nothing, _Listed, _Listed, "Note that identifiers were listed."
)


async def on_roll(host: Host, school_id: int) -> Mapping[int, str | None]:
    """Give the students on the school's roll with the names of their classes."""
    rows: list[Any] = await host.store.read.fetch_rows(host.statements.on_roll(), (school_id,))
    return {row[0]: row[1] for row in rows}


async def roster(host: Host, school_id: int, plugin_id: str, student_ids: Collection[int]) -> Roster:
    """List those of the students who may be known to a plugin, and keep that they were listed.

    Raises PluginFailed: NOT_ENABLED, or UNDECLARED where the plugin is not let to name anybody.
    """
    recipient = await _recipient(host, school_id, plugin_id)
    learners = await named(host, recipient, student_ids)
    known = [Known(student_id, one.class_code, one.name, one.pseudonym) for student_id, one in learners.items()]
    left_out = len(set(student_ids) - learners.keys())
    await _note(host, recipient, len(known), left_out)
    return Roster(tuple(sorted(known, key=_place)), left_out)


async def named(host: Host, recipient: Recipient, student_ids: Collection[int]) -> Mapping[int, sdk.Learner]:
    """Give the students who consented to any purpose that the plugin serves, with their own names beside."""
    found: dict[int, sdk.Learner] = {}
    for purpose in purposes(recipient):
        found |= await host.border.listed(recipient, purpose, student_ids)
    return found


def purposes(recipient: Recipient) -> tuple[Purpose, ...]:
    """Give the purposes for which a plugin may hear of students; none where it is not let to name anybody."""
    if PersonalField.PSEUDONYM not in recipient.ceiling.out:
        return ()
    return tuple(PURPOSES[one] for one in sorted(recipient.manifest.capabilities) if one in PURPOSES)


async def _recipient(host: Host, school_id: int, plugin_id: str) -> Recipient:
    setting = (await host.settings_at({school_id})).get((school_id, plugin_id))
    if setting is None:
        raise PluginFailed(plugin_id, Trouble.NOT_ENABLED)
    recipient = host.workshop.recipient(setting)
    if not purposes(recipient):
        raise PluginFailed(plugin_id, Trouble.UNDECLARED, "pseudonym")
    return recipient


async def _note(host: Host, recipient: Recipient, listed: int, left_out: int) -> None:
    async def once() -> None:
        async with host.store.write.unit(Viewer(), _SPEC) as unit:
            setting = recipient.setting
            unit.note(school_id=setting.school_id, plugin=setting.plugin_id, listed=listed, left_out=left_out)

    await host.store.write.perform(once)


def _place(one: Known) -> tuple[str, str, int]:
    return sort_key(one.class_name or ""), sort_key(one.name or ""), one.student_id
