"""What changed at Kolibri since a cursor, found by comparing it with what was seen last: it keeps no such list.

Takes a cursor of the ledger, gives the contract's changes. The cursor is honest: it names a ledger and a number in
it, and one of another ledger, or from the future, has expired.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from typing import Final

from isuo_graph.sdk import Changes, CourseRecord, CursorExpired, Deadline, PluginError, Unavailable
from isuo_kolibri import catalogue, classwork
from isuo_kolibri.answers import ClassSummary
from isuo_kolibri.ledger import Ledger
from isuo_kolibri.roster import roster
from isuo_kolibri.server import Kolibri
from isuo_kolibri.transport import before

_CURSOR: Final = re.compile(r"([0-9a-f]{16})\.(\d{1,18})")


class ChangeLog:
    """The changes of one facility."""

    def __init__(self, kolibri: Kolibri, launch_url: str, ledger: Ledger) -> None:
        self._kolibri = kolibri
        self._launch_url = launch_url
        self._ledger = ledger
        self._turn = asyncio.Lock()

    async def since(self, cursor: str | None, limit: int, deadline: Deadline) -> Changes[CourseRecord]:
        """Give at most `limit` changes; Kolibri is read when nothing that was found before is left to give.

        Raises CursorExpired. A class or a channel that cannot be read fails the whole: half a snapshot would bury the
        other half.
        """
        async with before(deadline, "the ledger of changes"), self._turn:
            try:
                return await self._since(cursor, limit, deadline)
            except sqlite3.Error as failure:
                raise Unavailable(f"the ledger of changes: {failure.sqlite_errorname}") from failure

    async def _since(self, cursor: str | None, limit: int, deadline: Deadline) -> Changes[CourseRecord]:
        epoch, newest = await asyncio.to_thread(self._ledger.state)
        number = _number(cursor, epoch, newest)
        if cursor is None or number == newest:
            snapshot = await self._snapshot(deadline)
            await asyncio.to_thread(self._ledger.absorb, snapshot)
        entries = await asyncio.to_thread(self._ledger.after, number, limit + 1)
        shown = entries[:limit]
        last = shown[-1].number if shown else number
        return Changes(tuple(entry.item for entry in shown), f"{epoch}.{last}", has_more=len(entries) > limit)

    async def _snapshot(self, deadline: Deadline) -> list[CourseRecord]:
        """Read everything, courses before their modules, and both before the learners' part."""
        records: list[CourseRecord] = []
        for channel in await self._kolibri.channels(deadline):
            records.append(catalogue.course(channel, self._launch_url))
            records += catalogue.modules(channel.root, await self._kolibri.nodes(channel.id, deadline))
        return records + await self._class_records(deadline)

    async def _class_records(self, deadline: Deadline) -> list[CourseRecord]:
        pseudonyms = roster(await self._kolibri.people(deadline)).pseudonyms
        class_ids = [classroom.id for classroom in await self._kolibri.classrooms(deadline)]
        told = [_told(one) for one in (await self._kolibri.summaries(class_ids, deadline)).values()]
        records: list[CourseRecord] = []
        for (user_id, channel_id), share in classwork.shares(told).items():
            if pseudonym := pseudonyms.get(user_id):
                records.append(classwork.enrolment(pseudonym, channel_id, share))
                records.append(classwork.progress(pseudonym, channel_id, share))
        return records


def _number(cursor: str | None, epoch: str, newest: int) -> int:
    if cursor is None:
        return 0
    parts = _CURSOR.fullmatch(cursor)
    if parts is None or parts[1] != epoch or int(parts[2]) > newest:
        raise CursorExpired("the cursor belongs to another ledger, or to the future")
    return int(parts[2])


def _told(summary: ClassSummary | PluginError) -> ClassSummary:
    if isinstance(summary, PluginError):
        raise summary
    return summary
