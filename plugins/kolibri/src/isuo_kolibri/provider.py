"""The capability COURSES served by one Kolibri facility.

Takes the calls of the contract, gives its values; asks Kolibri through `server` and says with `catalogue` and
`classwork` what the answers mean.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import Final

from isuo_graph.sdk import (
    DEFAULT_PAGE_SIZE,
    Answers,
    Call,
    Changes,
    Course,
    CourseKey,
    CourseRecord,
    CursorExpired,
    Deadline,
    Enrolment,
    Failed,
    FailureCode,
    Learner,
    Link,
    Module,
    Page,
    PageRequest,
    PluginError,
    Progress,
)
from isuo_kolibri import catalogue, classwork
from isuo_kolibri.answers import Channel
from isuo_kolibri.changes import ChangeLog
from isuo_kolibri.enrolling import Enrolling
from isuo_kolibri.server import Kolibri
from isuo_kolibri.work import Work, Workroom

_KOLIBRI_ID: Final = re.compile(r"[0-9a-f]{32}")


class KolibriCourses:
    """Channels as courses, content nodes as modules, lessons given as enrolments."""

    def __init__(self, kolibri: Kolibri, launch_url: str, changes: ChangeLog) -> None:
        self._kolibri = kolibri
        self._launch_url = launch_url
        self._changes = changes
        self._workroom = Workroom(kolibri)
        self._enrolling = Enrolling(kolibri, self._workroom)

    async def catalogue(self, call: Call, page: PageRequest) -> Page[Course]:
        """List the server's channels by id; the cursor is the last id seen, so deletions do not disturb it."""
        if page.after is not None and not _KOLIBRI_ID.fullmatch(page.after):
            raise CursorExpired("the cursor is not one of this catalogue")
        channels = [one for one in await self._kolibri.channels(call.deadline) if one.id > (page.after or "")]
        shown = channels[: page.first]
        items = tuple(catalogue.course(channel, self._launch_url) for channel in shown)
        return Page(items, shown[-1].id if len(channels) > page.first else None)

    async def courses_by_id(self, call: Call, course_ids: Sequence[str]) -> Answers[Course]:
        """Give the channels with these ids."""
        known = await self._channels(call.deadline)
        found = [known.get(course_id) for course_id in course_ids]
        return [catalogue.course(channel, self._launch_url) if channel else None for channel in found]

    async def modules(self, call: Call, course_ids: Sequence[str]) -> Answers[tuple[Module, ...]]:
        """Give each channel's content tree; a channel that cannot be read fails alone."""
        known = await self._channels(call.deadline)
        return await asyncio.gather(*(self._modules(known.get(one), call.deadline) for one in course_ids))

    async def enrolments(self, call: Call, learners: Sequence[Learner]) -> Answers[tuple[Enrolment, ...]]:
        """Give the channels that the active lessons of each learner's classes bring."""
        work = await self._workroom.collect(learners, call.deadline)
        return [_enrolments(learner.pseudonym, work) for learner in learners]

    async def progress(self, call: Call, keys: Sequence[CourseKey]) -> Answers[Progress]:
        """Give each learner's progress; a whole class costs one question about progress."""
        work = await self._workroom.collect([key.learner for key in keys], call.deadline)
        return [_progress(key, work) for key in keys]

    async def launch(self, call: Call, keys: Sequence[CourseKey]) -> Answers[Link]:
        """Give the page of the course or of its module; Kolibri asks there who comes, so the link names nobody."""
        known = await self._channels(call.deadline)
        with_modules = sorted({key.course_id for key in keys if key.module_id and key.course_id in known})
        found = await asyncio.gather(*(self._modules(known[one], call.deadline) for one in with_modules))
        modules = dict(zip(with_modules, found, strict=True))
        return [self._link(key, known.get(key.course_id), modules.get(key.course_id)) for key in keys]

    async def enrol(self, call: Call, keys: Sequence[CourseKey]) -> Answers[Enrolment]:
        """Put the learners into the class that brings the course."""
        return await self._enrolling.enrol(keys, call.deadline)

    async def unenrol(self, call: Call, keys: Sequence[CourseKey]) -> Answers[Enrolment]:
        """Take the learners out of the classes that bring the course."""
        return await self._enrolling.unenrol(keys, call.deadline)

    async def changed_since(
        self, call: Call, cursor: str | None, limit: int = DEFAULT_PAGE_SIZE
    ) -> Changes[CourseRecord]:
        """Give what differs from what was given before, found by comparing: Kolibri itself keeps no list of changes."""
        return await self._changes.since(cursor, limit, call.deadline)

    async def _channels(self, deadline: Deadline) -> dict[str, Channel]:
        return {channel.id: channel for channel in await self._kolibri.channels(deadline)}

    async def _modules(self, channel: Channel | None, deadline: Deadline) -> tuple[Module, ...] | Failed | None:
        if channel is None:
            return None
        try:
            return catalogue.modules(channel.root, await self._kolibri.nodes(channel.id, deadline))
        except PluginError as failure:
            return Failed(FailureCode.UNAVAILABLE, str(failure))

    def _link(
        self, key: CourseKey, channel: Channel | None, modules: tuple[Module, ...] | Failed | None
    ) -> Link | Failed | None:
        if channel is None or isinstance(modules, Failed):
            return modules if isinstance(modules, Failed) else None
        if key.module_id is None:
            return Link(catalogue.permalink(self._launch_url, channel.root))
        if not any(module.id == key.module_id for module in modules or ()):
            return None
        return Link(catalogue.permalink(self._launch_url, key.module_id))


def _enrolments(pseudonym: str, work: Work) -> tuple[Enrolment, ...] | Failed | None:
    if failed := work.failed(pseudonym):
        return failed
    user_id = work.roster.user(pseudonym)
    if user_id is None:
        return None
    own = sorted(channel_id for owner, channel_id in work.shares if owner == user_id)
    return tuple(classwork.enrolment(pseudonym, one, work.shares[user_id, one]) for one in own)


def _progress(key: CourseKey, work: Work) -> Progress | Failed | None:
    pseudonym = key.learner.pseudonym
    if failed := work.failed(pseudonym):
        return failed
    user_id = work.roster.user(pseudonym)
    share = work.share(user_id, key.course_id) if user_id else None
    return classwork.progress(pseudonym, key.course_id, share, key.module_id) if share else None
