"""Earlier editions of the tests of a folder, so that an edit does not cost who is sitting a test just now.

Takes the tests before and after a reading; gives, for a while, what a test was before. Kept in memory only: a process
that begins anew knows the present edition alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from isuo_questionbank import model

# Guesses: nobody sits longer than a school day, and who edits a test oftener meanwhile is not teaching.
KEPT_S: Final = 12 * 3600.0
KEPT_OF_A_TEST: Final = 5


@dataclass(frozen=True)
class Edition:
    """A test as it was, and the moment of its end."""

    exam: model.Exam
    ended_s: float


@dataclass(frozen=True)
class Editions:
    """Former editions by test id, the latest first."""

    former: Mapping[str, tuple[Edition, ...]] = field(default_factory=dict)

    def after(self, before: Mapping[str, model.Exam], now: Mapping[str, model.Exam], at_s: float) -> Editions:
        """Give what is kept after a reading: what it changed or took away becomes a former edition."""
        ended = {
            test_id: Edition(exam, at_s)
            for test_id, exam in before.items()
            if test_id not in now or now[test_id].digest != exam.digest
        }
        kept = {
            test_id: tuple(one for one in editions if at_s - one.ended_s < KEPT_S)
            for test_id, editions in self.former.items()
        }
        newest = {test_id: (edition, *kept.get(test_id, ()))[:KEPT_OF_A_TEST] for test_id, edition in ended.items()}
        return Editions({test_id: editions for test_id, editions in (kept | newest).items() if editions})

    def of(self, test_id: str) -> tuple[model.Exam, ...]:
        """Give what the test was before, the latest first."""
        return tuple(edition.exam for edition in self.former.get(test_id, ()))
