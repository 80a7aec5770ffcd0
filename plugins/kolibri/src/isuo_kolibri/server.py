"""The questions this plugin asks Kolibri, one method each.

Takes ids and a deadline; gives the records of `answers`. It must not know the contract of the house.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from isuo_graph.sdk import Deadline, PluginError, Unavailable
from isuo_kolibri import answers
from isuo_kolibri.session import Conversation

CHANNEL_PATH: Final = "/api/content/channel/"
NODE_PATH: Final = "/api/public/v2/contentnode/"
CLASS_PATH: Final = "/api/auth/classroom/"
PERSON_PATH: Final = "/api/auth/facilityuser/"
MEMBERSHIP_PATH: Final = "/api/auth/membership/"
SUMMARY_PATH: Final = "/coach/api/classsummary/"

# Guesses: a page of either takes Kolibri some tens of milliseconds, so a deadline of 800 ms holds several.
NODES_PER_PAGE: Final = 500
PEOPLE_PER_PAGE: Final = 500
# 100 ids of 32 digits make an address of 3.4 kB; many proxies refuse one above 8 kB.
IDS_PER_QUERY: Final = 100
# A guess with room: a facility of 100,000 people, a channel of 100,000 nodes. Beyond it the server counts wrongly.
PAGE_LIMIT: Final = 200


class Kolibri:
    """One facility of one Kolibri server."""

    def __init__(self, conversation: Conversation) -> None:
        self._talk = conversation

    async def arrive(self, deadline: Deadline) -> None:
        """Sign in, so that a wrong configuration shows at once. Raises Unauthorized, BadConfig or Unavailable."""
        await self._talk.enter(deadline)

    async def close(self) -> None:
        """Close the connections."""
        await self._talk.close()

    async def channels(self, deadline: Deadline) -> tuple[answers.Channel, ...]:
        """List the channels that can be used, by id: an order that stays when names change."""
        found = await self._talk.read_public(answers.CHANNELS, CHANNEL_PATH, deadline, {"available": "true"})
        return tuple(sorted(found, key=lambda channel: channel.id))

    async def nodes(self, channel_id: str, deadline: Deadline) -> tuple[answers.Node, ...]:
        """List all places of a channel's content tree, page after page."""
        query: dict[str, str | int] = {"channel_id": channel_id, "max_results": NODES_PER_PAGE}
        found: dict[str, answers.Node] = {}
        for _ in range(PAGE_LIMIT):
            page = await self._talk.read_public(answers.NODE_PAGE, NODE_PATH, deadline, query)
            found |= {node.id: node for node in page.results if node.channel_id == channel_id}
            if page.more is None:
                return tuple(found.values())
            query["cursor"] = page.more.cursor
        raise Unavailable(f"{NODE_PATH}: more than {PAGE_LIMIT} pages of one channel")

    async def classrooms(self, deadline: Deadline) -> tuple[answers.Classroom, ...]:
        """List the facility's classes."""
        visit = await self._talk.enter(deadline)
        return await self._talk.read(answers.CLASSROOMS, CLASS_PATH, deadline, {"parent": visit.facility_id})

    async def people(self, deadline: Deadline) -> tuple[answers.Person, ...]:
        """List the facility's accounts: ids only. Kolibri cannot look for an `id_number`, so all pages are read."""
        visit = await self._talk.enter(deadline)
        query: dict[str, str | int] = {"member_of": visit.facility_id, "page_size": PEOPLE_PER_PAGE}
        found: dict[str, answers.Person] = {}
        for number in range(1, PAGE_LIMIT + 1):
            query["page"] = number
            page = await self._talk.read(answers.PERSON_PAGE, PERSON_PATH, deadline, query)
            found |= {person.id: person for person in page.results}
            if number >= page.total_pages:
                return tuple(found.values())
        raise Unavailable(f"{PERSON_PATH}: more than {PAGE_LIMIT} pages of people")

    async def memberships(self, user_ids: Collection[str], deadline: Deadline) -> tuple[answers.Membership, ...]:
        """List the classes and groups of these accounts."""
        found: list[answers.Membership] = []
        for part in _in_parts(user_ids):
            page = await self._talk.read(answers.MEMBERSHIPS, MEMBERSHIP_PATH, deadline, {"user_ids": part})
            found.extend(page)
        return tuple(found)

    async def summary(self, class_id: str, deadline: Deadline) -> answers.ClassSummary:
        """Give one class with its lessons and everybody's progress, in one call."""
        return await self._talk.read(answers.CLASS_SUMMARY, f"{SUMMARY_PATH}{class_id}/", deadline)

    async def summaries(
        self, class_ids: Sequence[str], deadline: Deadline
    ) -> Mapping[str, answers.ClassSummary | PluginError]:
        """Give the summaries of several classes, or why one could not be had."""
        found = await asyncio.gather(*(self._summary_or_failure(class_id, deadline) for class_id in class_ids))
        return dict(zip(class_ids, found, strict=True))

    async def join(self, class_id: str, user_ids: Sequence[str], deadline: Deadline) -> None:
        """Put the accounts into the class; who is in it stays. A list, for Kolibri fails on a single one twice put."""
        body = [{"collection": class_id, "user": user_id} for user_id in user_ids]
        await self._talk.write("POST", MEMBERSHIP_PATH, deadline, body=body)

    async def leave(self, class_id: str, user_ids: Sequence[str], deadline: Deadline) -> None:
        """Take the accounts out of the class and its groups; who is not in it stays out."""
        for part in _in_parts(user_ids):
            query = {"collection": class_id, "user_ids": part}
            await self._talk.write("DELETE", MEMBERSHIP_PATH, deadline, query=query)

    async def _summary_or_failure(self, class_id: str, deadline: Deadline) -> answers.ClassSummary | PluginError:
        try:
            return await self.summary(class_id, deadline)
        except PluginError as failure:
            return failure


def _in_parts(ids: Collection[str]) -> Iterator[str]:
    """Join the ids with commas, as many at once as fit into an address."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), IDS_PER_QUERY):
        yield ",".join(wanted[start : start + IDS_PER_QUERY])
