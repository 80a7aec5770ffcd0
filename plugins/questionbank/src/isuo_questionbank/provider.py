"""Serves the bank as a `TestProvider`: reads the folder in threads, at most once in a while, and answers from what was
read last.

It keeps nothing of any learner: scoring names nobody, and attempts belong to the house.
"""

from __future__ import annotations

import asyncio
import base64
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from isuo_graph import sdk
from isuo_questionbank import bank, delivery, model, scoring
from isuo_questionbank.bank import Bank
from isuo_questionbank.editions import Editions
from isuo_questionbank.faults import Fault, FaultCode
from isuo_questionbank.folder import Listing, read_folder
from isuo_questionbank.journal import Journal

# How long an edited file may go unnoticed; keeps a busy page from walking the folder for every request.
RECHECK_AFTER_S: Final = 2.0


@dataclass(frozen=True)
class _Shelf:
    """The last reading of the folder, exchanged as a whole."""

    listing: Listing
    bank: Bank
    journal: Journal
    editions: Editions
    read_at_s: float

    def exams(self, test_id: str) -> tuple[model.Exam, ...]:
        """Give the test as it is, then as it was before; empty for one that never was."""
        present = self.bank.exams.get(test_id)
        return (*(() if present is None else (present,)), *self.editions.of(test_id))


class QuestionBankTests:
    """The tests of one folder. Begin with `refresh`; `faults` tells what was wrong with the files."""

    def __init__(
        self, folder: Path, own_folder: Path, log: logging.Logger, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._folder = folder
        self._own_folder = own_folder
        self._log = log
        self._clock = clock
        self._shelf: _Shelf | None = None
        self._reading: asyncio.Task[None] | None = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was wrong with the files at the last reading."""
        return () if self._shelf is None else self._shelf.bank.faults

    @property
    def has_read(self) -> bool:
        """Whether the folder was read at least once."""
        return self._shelf is not None

    async def refresh(self) -> None:
        """Read the folder anew unless that was done a moment ago. Raises Unavailable when there is no folder.

        Whoever asks meanwhile waits for the same reading, and a cancelled call does not end it: else a folder that
        takes longer than one deadline would never be read.
        """
        if self._shelf is not None and self._clock() - self._shelf.read_at_s < RECHECK_AFTER_S:
            return
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._reread())
            self._reading.add_done_callback(_take_notice)
        await asyncio.shield(self._reading)

    async def aclose(self) -> None:
        """Wait for a reading that is under way, so that no thread writes into the folder afterwards."""
        if self._reading is not None:
            await asyncio.wait([self._reading])

    async def tests(self, call: sdk.Call, page: sdk.PageRequest) -> sdk.Page[sdk.Test]:
        """List the tests by id."""
        shelf = await self._fresh(call)
        after = _after(page.after)
        later = sorted(test_id for test_id in shelf.bank.exams if test_id > after)
        shown = later[: page.first]
        cursor = _cursor(shown[-1]) if len(later) > len(shown) else None
        return sdk.Page(tuple(shelf.bank.exams[test_id].test for test_id in shown), cursor)

    async def tests_by_id(self, call: sdk.Call, test_ids: Sequence[str]) -> sdk.Answers[sdk.Test]:
        """Give the tests with these ids."""
        exams = (await self._fresh(call)).bank.exams
        return [exams[test_id].test if test_id in exams else None for test_id in test_ids]

    async def questions(self, call: sdk.Call, papers: Sequence[sdk.Paper]) -> sdk.Answers[tuple[sdk.Question, ...]]:
        """Give each paper's questions without the answers, options in the order of the seed."""
        exams = (await self._fresh(call)).bank.exams
        return [
            delivery.deliver(exams[paper.test_id], paper.seed, call.locale) if paper.test_id in exams else None
            for paper in papers
        ]

    async def score(self, call: sdk.Call, sheets: Sequence[sdk.AnswerSheet]) -> sdk.Answers[sdk.ScoredAttempt]:
        """Score each sheet; one that does not belong to its test fails alone.

        A sheet that was written before an edit of the test is scored by the edition it fits.
        """
        shelf = await self._fresh(call)
        answers: list[sdk.ScoredAttempt | sdk.Failed | None] = []
        for sheet in sheets:
            answers.append(_scored(shelf.exams(sheet.test_id), sheet))
            await asyncio.sleep(0)  # lets a cancelled call end between two sheets
        return answers

    async def attempts(self, call: sdk.Call, keys: Sequence[sdk.TestKey]) -> sdk.Answers[tuple[sdk.Attempt, ...]]:
        """Raise Unsupported: the house keeps the attempts at these tests, this bank knows no learner."""
        raise sdk.Unsupported(f"{len(keys)} keys of {call.school}: a question bank keeps no attempts")

    async def start(self, call: sdk.Call, keys: Sequence[sdk.TestKey]) -> sdk.Answers[sdk.Link]:
        """Raise Unsupported: the tests are sat in the house's own frontend."""
        raise sdk.Unsupported(f"{len(keys)} keys of {call.school}: a question bank has no pages of its own")

    async def changed_since(
        self, call: sdk.Call, cursor: str | None, limit: int = sdk.DEFAULT_PAGE_SIZE
    ) -> sdk.Changes[sdk.TestRecord]:
        """Give the tests that changed after the cursor, and tombstones of those that are gone."""
        shelf = await self._fresh(call)
        return shelf.journal.since(cursor, max(1, min(limit, sdk.MAX_PAGE_SIZE)), shelf.bank.exams)

    async def _fresh(self, call: sdk.Call) -> _Shelf:
        """Give what the folder holds now, or held at the last reading when there is no time or no folder."""
        try:
            # The other half of the time is for the answer.
            await asyncio.wait_for(self.refresh(), call.deadline.remaining_s / 2)
        except TimeoutError as exc:
            if self._shelf is None:
                raise sdk.Unavailable("the folder of tests is still being read") from exc
        except sdk.Unavailable as exc:
            if self._shelf is None:
                raise
            # A share that is away for a while must not end a test that is being sat.
            self._log.warning("question bank: %s; answering from the last reading", exc)
        assert self._shelf is not None, "refresh leaves a shelf or raises"
        return self._shelf

    async def _reread(self) -> None:
        self._shelf = await asyncio.to_thread(self._read, self._shelf)

    def _read(self, before: _Shelf | None) -> _Shelf:
        listing = read_folder(self._folder, before.listing if before else None)
        if any(fault.code is FaultCode.NOT_A_FOLDER and fault.file == "." for fault in listing.faults):
            raise sdk.Unavailable("the folder of tests cannot be read")
        read_at_s = self._clock()
        if before is not None and listing == before.listing:
            return replace(before, listing=listing, read_at_s=read_at_s)
        built = bank.build(listing)
        for fault in built.faults:
            self._log.warning("question bank: %s", fault)
        editions = Editions() if before is None else before.editions.after(before.bank.exams, built.exams, read_at_s)
        return _Shelf(listing, built, self._noted(built, before), editions, read_at_s)

    def _noted(self, built: Bank, before: _Shelf | None) -> Journal:
        """Note in the journal what changed; without a writable folder the journal lasts as long as the process."""
        stored = Journal.read(self._own_folder)
        known = stored if before is None or stored.name == before.journal.name else before.journal
        journal = known.advanced(built.exams, datetime.now(UTC))
        if journal is not stored:
            try:
                journal.write(self._own_folder)
            except OSError as exc:
                self._log.warning("question bank: the journal cannot be written (%s)", exc.strerror)
        return journal


def _scored(exams: Sequence[model.Exam], sheet: sdk.AnswerSheet) -> sdk.ScoredAttempt | sdk.Failed | None:
    """Score by the first edition that the sheet fits; what is said of one that fits none is said of the present one."""
    reasons: list[str] = []
    for exam in exams:
        try:
            return scoring.score(exam, sheet.responses)
        except scoring.BadSheet as exc:
            reasons.append(str(exc))
    return sdk.Failed(sdk.FailureCode.INVALID, reasons[0]) if reasons else None


def _cursor(test_id: str) -> str:
    return base64.urlsafe_b64encode(test_id.encode()).decode()


def _after(cursor: str | None) -> str:
    if cursor is None:
        return ""
    try:
        return base64.b64decode(cursor.encode(), altchars=b"-_", validate=True).decode()
    except ValueError as exc:
        raise sdk.CursorExpired("this is no cursor of the question bank") from exc


def _take_notice(reading: asyncio.Task[None]) -> None:
    """Fetch the outcome of a reading nobody waits for any more, so that asyncio does not complain of it."""
    if not reading.cancelled():
        reading.exception()
