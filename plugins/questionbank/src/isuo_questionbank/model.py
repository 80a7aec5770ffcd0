"""A parsed question with its right answers, and what a test is made of. Frozen values; nothing here leaves the plugin
as it is.

A weight is an exact fraction of the question's points: 1 is fully right, a negative one takes away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from isuo_graph import sdk


@dataclass(frozen=True)
class ChoiceOption:
    """One option of a choice and what choosing it is worth."""

    option: sdk.Option
    weight: Fraction
    feedback: sdk.RichText | None = None


@dataclass(frozen=True)
class Choice:
    """Options of which one (`single`) or several may be chosen."""

    kind: sdk.QuestionKind
    options: tuple[ChoiceOption, ...]

    @property
    def is_single(self) -> bool:
        """Whether at most one option may be chosen."""
        return self.kind is not sdk.QuestionKind.MULTIPLE_CHOICE


@dataclass(frozen=True)
class TextAnswer:
    r"""An accepted text; `*` stands for anything, `\*` for itself."""

    pattern: str
    weight: Fraction
    feedback: sdk.RichText | None = None


@dataclass(frozen=True)
class ShortText:
    """Accepted texts; the first that fits counts."""

    answers: tuple[TextAnswer, ...]


@dataclass(frozen=True)
class NumberAnswer:
    """An accepted range of numbers, both ends included; without bounds it accepts whatever was typed."""

    low: Decimal | None
    high: Decimal | None
    weight: Fraction
    feedback: sdk.RichText | None = None


@dataclass(frozen=True)
class Number:
    """Accepted ranges; the first that fits counts."""

    answers: tuple[NumberAnswer, ...]


@dataclass(frozen=True)
class Matching:
    """Stems, the right option's id for each, and all options, among them such as belong to no stem."""

    stems: tuple[sdk.Option, ...]
    right: tuple[str, ...]
    options: tuple[sdk.Option, ...]


@dataclass(frozen=True)
class LongText:
    """A text that only a teacher can grade."""


@dataclass(frozen=True)
class Description:
    """A text between questions; nothing to answer."""


Task: TypeAlias = Choice | ShortText | Number | Matching | LongText | Description


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question as the author wrote it.

    `id` comes from the content until the bank gives one that also survives an edited text; `given_id` is the author's
    own.
    """

    id: str
    prompt: sdk.RichText
    task: Task
    title: str = ""
    given_id: str = ""
    feedback: sdk.RichText | None = None
    category: tuple[str, ...] = ()
    line: int = 0

    @property
    def max_points(self) -> float:
        """GIFT has no points of its own: a question is worth 1, a description nothing."""
        return 0.0 if isinstance(self.task, Description) else 1.0


@dataclass(frozen=True, kw_only=True)
class Exam:
    """A test with its questions in the order of the file, and the answers."""

    test: sdk.Test
    items: tuple[Item, ...]
    digest: str


@dataclass(frozen=True, kw_only=True)
class Header:
    """What the comment lines at the head of a file say of its tests."""

    title: str | None = None
    subject: str | None = None
    language: str | None = None
    grades: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """One file after reading: its name below the folder, what its head says, its questions, its last change."""

    name: str
    header: Header
    items: tuple[Item, ...]
    modified_at: datetime
