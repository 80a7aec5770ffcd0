"""Live fields of tests and materials: the questions as a learner gets them, never a right answer; where to read on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from isuo_graph import sdk
from isuo_graph.graph import extend, live
from isuo_graph.host import operations
from isuo_graph.host.batches import by_plugin
from isuo_graph.host.courses import HOUSE
from isuo_graph.host.house import Errand
from isuo_graph.host.running import Running
from isuo_graph.policy.words import Learning, Public
from isuo_graph.rooms.learning.graph import Material, Test, TestAttempt

Row = Mapping[str, Any]


class QuestionKind(StrEnum):
    """How a question is answered."""

    TRUE_FALSE = "TRUE_FALSE"
    SINGLE_CHOICE = "SINGLE_CHOICE"
    MULTIPLE_CHOICE = "MULTIPLE_CHOICE"
    SHORT_TEXT = "SHORT_TEXT"
    NUMBER = "NUMBER"
    MATCHING = "MATCHING"
    LONG_TEXT = "LONG_TEXT"
    DESCRIPTION = "DESCRIPTION"


class TextFormat(StrEnum):
    """How a text is to be shown; HTML comes as its author wrote it, so sanitise it before showing."""

    PLAIN = "PLAIN"
    HTML = "HTML"
    MARKDOWN = "MARKDOWN"


@dataclass(frozen=True)
class QuestionText:
    """A text with the way to show it."""

    text: str
    format: TextFormat


@dataclass(frozen=True)
class QuestionOption:
    """Something to choose or to match."""

    id: str
    text: QuestionText


@dataclass(frozen=True)
class TestQuestion:
    """A question as a learner sees it: `options` to choose from; in matching, `stems` on the left."""

    __test__ = False  # pytest would take the class for one of its own

    id: str
    kind: QuestionKind
    prompt: QuestionText
    title: str
    options: tuple[QuestionOption, ...]
    stems: tuple[QuestionOption, ...]
    max_points: Decimal


async def _of_test(errand: Errand, rows: Sequence[Row], _arguments: Row) -> Sequence[Any]:
    return await _papers(errand, rows, [sdk.Paper(row["external_id"]) for row in rows])


async def _of_attempt(errand: Errand, rows: Sequence[Row], _arguments: Row) -> Sequence[Any]:
    """Give each attempt its own order of options, the same whenever it is opened."""
    tests = await errand.externals("test", (int(row["test_id"]) for row in rows))
    return await _papers(errand, rows, [sdk.Paper(tests[int(row["test_id"])], row["id"]) for row in rows])


async def _papers(errand: Errand, rows: Sequence[Row], papers: Sequence[sdk.Paper]) -> Sequence[Any]:
    async def ask(running: Running, batch: Sequence[Row]) -> Sequence[Any]:
        wanted = [row["paper"] for row in batch]
        found = await running.ask(operations.QUESTIONS, wanted, asking=errand.asking)
        return [tuple(map(_question, value)) if isinstance(value, tuple) else value for value in found]

    named = [{**row, "paper": paper} for row, paper in zip(rows, papers, strict=True)]
    return await by_plugin(errand, named, ask)


async def _open_url(errand: Errand, rows: Sequence[Row], _arguments: Row) -> Sequence[Any]:
    async def ask(running: Running, batch: Sequence[Row]) -> Sequence[Any]:
        ids = [row["external_id"] for row in batch]
        found = await running.ask(operations.MATERIAL_OPEN, ids, asking=errand.asking)
        return [value.url if isinstance(value, sdk.Link) else value for value in found]

    return await by_plugin(errand, rows, ask)


def _question(one: sdk.Question) -> TestQuestion:
    return TestQuestion(
        one.id,
        QuestionKind[one.kind.name],
        _text(one.prompt),
        one.title,
        tuple(map(_option, one.options)),
        tuple(map(_option, one.stems)),
        Decimal(str(one.max_points)),
    )


def _option(one: sdk.Option) -> QuestionOption:
    return QuestionOption(one.id, _text(one.text))


def _text(one: sdk.RichText) -> QuestionText:
    return QuestionText(one.text, TextFormat[one.format.name])


@extend(Test)
class TestLive:
    """What the bank says of a test now."""

    __test__ = False  # as TestQuestion

    # The word is Learning and not Plan: who sits the test finds it in the catalogue, but must not read it beforehand.
    questions: Learning[tuple[TestQuestion, ...]] = live(
        HOUSE,
        _of_test,
        needs=("school_id", "plugin_id", "external_id"),
        text="The questions without the answers, for those who teach.",
    )


@extend(TestAttempt)
class AttemptLive:
    """The paper of an attempt."""

    questions: Learning[tuple[TestQuestion, ...]] = live(
        HOUSE,
        _of_attempt,
        needs=("id", "school_id", "plugin_id", "test_id"),
        text="The questions of this attempt, in its own order.",
    )


@extend(Material)
class MaterialLive:
    """Where a material is read."""

    open_url: Public[str] = live(
        HOUSE,
        _open_url,
        needs=("school_id", "plugin_id", "external_id"),
        text="Where it is read or downloaded, asked of the repository now.",
    )


EXTENSIONS = (TestLive, AttemptLive, MaterialLive)
