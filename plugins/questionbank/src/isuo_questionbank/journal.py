"""What changed in the bank since when: each test's last change under a growing number, deleted tests as tombstones.

Kept in one small file of the plugin's own folder, replaced as a whole. Blocking: call it in a thread. A cursor is
`<journal>:<number>`; another journal's cursor has expired, because its numbers mean nothing here.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from isuo_graph import sdk
from isuo_questionbank import model

FILE_NAME: Final = "journal.json"
# A guess: beyond it the oldest tombstones are forgotten; who did not synchronize since then keeps a deleted test.
MAX_TOMBSTONES: Final = 10_000


@dataclass(frozen=True)
class Entry:
    """One test's last change. `digest` is None for a test that is gone."""

    number: int
    digest: str | None
    at: str


@dataclass(frozen=True)
class Journal:
    """The last change of every test ever seen, by test id."""

    name: str = field(default_factory=lambda: secrets.token_hex(8))
    entries: Mapping[str, Entry] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The number of the latest change."""
        return max((entry.number for entry in self.entries.values()), default=0)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the journal; one that is missing or damaged begins anew, which lets old cursors expire."""
        try:
            told = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
            return cls(str(told["name"]), {str(key): _entry(*entry) for key, entry in told["entries"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def write(self, folder: Path) -> None:
        """Replace the file in one step, so that a crash leaves the old or the new journal, never half of one."""
        told = {"name": self.name, "entries": {key: [e.number, e.digest, e.at] for key, e in self.entries.items()}}
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{FILE_NAME}.{os.getpid()}.{secrets.token_hex(4)}"
        try:
            draft.write_text(json.dumps(told), encoding="utf-8")
            draft.replace(folder / FILE_NAME)
        finally:
            with suppress(FileNotFoundError):
                draft.unlink()

    def advanced(self, exams: Mapping[str, model.Exam], now: datetime) -> Journal:
        """Give the journal after seeing the bank; itself when nothing changed."""
        digests: dict[str, str | None] = {test_id: exam.digest for test_id, exam in exams.items()}
        digests |= {test_id: None for test_id in self.entries if test_id not in exams}
        changed = [
            key for key in sorted(digests) if key not in self.entries or self.entries[key].digest != digests[key]
        ]
        if not changed:
            return self
        news = {key: Entry(self.number + step, digests[key], now.isoformat()) for step, key in enumerate(changed, 1)}
        return Journal(self.name, _bounded({**self.entries, **news}))

    def since(self, cursor: str | None, limit: int, exams: Mapping[str, model.Exam]) -> sdk.Changes[sdk.TestRecord]:
        """Give what changed after the cursor, oldest first. Raises CursorExpired for a cursor of another journal."""
        after = self._number_of(cursor)
        later = sorted((entry.number, test_id) for test_id, entry in self.entries.items() if entry.number > after)
        shown = later[:limit]
        items = tuple(self._record(test_id, exams) for _, test_id in shown)
        last = shown[-1][0] if shown else max(after, self.number)
        return sdk.Changes(items, f"{self.name}:{last}", has_more=len(later) > limit)

    def _record(self, test_id: str, exams: Mapping[str, model.Exam]) -> sdk.Test | sdk.Gone:
        exam = exams.get(test_id)
        if exam is not None:
            return exam.test
        return sdk.Gone("Test", test_id, datetime.fromisoformat(self.entries[test_id].at))

    def _number_of(self, cursor: str | None) -> int:
        if cursor is None:
            return 0
        name, _, number = cursor.partition(":")
        if name != self.name or not number.isascii() or not number.isdigit() or int(number[:12]) > self.number:
            raise sdk.CursorExpired("the cursor belongs to another journal of this question bank")
        return int(number[:12])


def _entry(number: int, digest: str | None, at: str) -> Entry:
    """Make an entry of what was kept. Raises ValueError or TypeError for what was never written."""
    if type(number) is not int or not isinstance(digest, str | None):
        raise TypeError("an entry of the journal holds something else")
    return Entry(number, digest, datetime.fromisoformat(at).isoformat())


def _bounded(entries: dict[str, Entry]) -> dict[str, Entry]:
    gone = sorted((entry.number, key) for key, entry in entries.items() if entry.digest is None)
    for _, key in gone[: max(0, len(gone) - MAX_TOMBSTONES)]:
        del entries[key]
    return entries
