"""Collects, for one call about some learners, what Kolibri knows of them: few questions, however large the batch.

Takes learners and a deadline; gives their accounts and their shares. A class of thirty costs four questions, or three
while the accounts read before are fresh.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from isuo_graph.sdk import Deadline, Failed, FailureCode, Learner, PluginError
from isuo_kolibri.answers import Classroom, ClassSummary
from isuo_kolibri.classwork import Share, UserAndChannel, shares
from isuo_kolibri.roster import Roster, roster
from isuo_kolibri.server import Kolibri
from isuo_kolibri.transport import before

# A guess: accounts change by the day, and thirty guardians who open one class's page in the morning ask for them once.
ROSTER_FRESH_FOR_S: Final = 30.0


@dataclass(frozen=True)
class Work:
    """What one call found: accounts, classes, what each learner has to do; `failures` by account of an untold class."""

    roster: Roster
    classrooms: tuple[Classroom, ...]
    shares: Mapping[UserAndChannel, Share]
    failures: Mapping[str, PluginError]

    def share(self, user_id: str, channel_id: str) -> Share | None:
        """Return what the account has to do in the channel."""
        return self.shares.get((user_id, channel_id))

    def failed(self, pseudonym: str) -> Failed | None:
        """Say why nothing can be said of this learner; None when all is known, or when Kolibri has no such account."""
        if self.roster.is_ambiguous(pseudonym):
            return Failed(FailureCode.CONFLICT, "more than one Kolibri account carries this learner's id_number")
        user_id = self.roster.user(pseudonym)
        if user_id is None or user_id not in self.failures:
            return None
        return Failed(FailureCode.UNAVAILABLE, str(self.failures[user_id]))


class Workroom:
    """The collector of one plugin; keeps the accounts for a short while, and nothing else."""

    def __init__(self, kolibri: Kolibri, clock: Callable[[], float] = time.monotonic) -> None:
        self._kolibri = kolibri
        self._clock = clock
        self._turn = asyncio.Lock()
        self._roster: tuple[float, Roster] | None = None

    async def collect(self, learners: Iterable[Learner], deadline: Deadline) -> Work:
        """Find the learners' accounts, their classes, and the summary of each class.

        Raises the failure when no summary at all could be had: then it is the server that is broken, not a class.
        """
        known = await self._accounts(deadline)
        user_ids = {user_id for learner in learners if (user_id := known.user(learner.pseudonym))}
        classrooms = await self._kolibri.classrooms(deadline)
        # A membership may also be one of a group inside a class; the class's summary tells of it.
        places = [
            (place.user, place.collection)
            for place in await self._kolibri.memberships(user_ids, deadline)
            if any(place.collection == classroom.id for classroom in classrooms)
        ]
        summaries = await self._kolibri.summaries(sorted({class_id for _, class_id in places}), deadline)
        told, untold = _parted(summaries)
        if untold and not told:
            raise next(iter(untold.values()))
        failures = {user_id: untold[class_id] for user_id, class_id in places if class_id in untold}
        return Work(known, classrooms, shares(told), failures)

    async def _accounts(self, deadline: Deadline) -> Roster:
        async with before(deadline, "the list of accounts"), self._turn:
            if self._roster is None or self._clock() - self._roster[0] > ROSTER_FRESH_FOR_S:
                self._roster = (self._clock(), roster(await self._kolibri.people(deadline)))
            return self._roster[1]


def _parted(
    summaries: Mapping[str, ClassSummary | PluginError],
) -> tuple[list[ClassSummary], dict[str, PluginError]]:
    told = [summary for summary in summaries.values() if isinstance(summary, ClassSummary)]
    untold = {class_id: failure for class_id, failure in summaries.items() if isinstance(failure, PluginError)}
    return told, untold
