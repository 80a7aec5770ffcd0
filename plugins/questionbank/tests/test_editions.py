"""Who sits a test while its file is edited is scored by what was on the paper."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from plugins.questionbank.tests.asking import Clock, call

from isuo_graph import sdk
from isuo_questionbank import editions
from isuo_questionbank.provider import QuestionBankTests

pytestmark = pytest.mark.anyio

BEFORE = "Биринчи {T}\n\nЭкинчи {F}"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "bank"
    path.mkdir()
    edit(path, BEFORE)
    return path


@pytest.fixture
def tests(folder: Path, tmp_path: Path, clock: Clock) -> QuestionBankTests:
    return QuestionBankTests(folder, tmp_path / "own", logging.getLogger("test"), clock)


def edit(folder: Path, text: str) -> None:
    (folder / "a.gift").write_text(text, encoding="utf-8")


def take_away(folder: Path) -> None:
    (folder / "a.gift").unlink()


async def all_right(tests: QuestionBankTests) -> sdk.AnswerSheet:
    """The sheet of somebody who knew everything before the edit."""
    (known,) = (await tests.tests(call(), sdk.PageRequest())).items
    (paper,) = await tests.questions(call(), [sdk.Paper(known.id)])
    assert isinstance(paper, tuple)
    chosen = zip(paper, ("true", "false"), strict=True)
    return sdk.AnswerSheet(
        known.id, tuple(sdk.Response(question_id=question.id, chosen=(word,)) for question, word in chosen)
    )


async def points(tests: QuestionBankTests, sheet: sdk.AnswerSheet) -> float | None:
    (score,) = await tests.score(call(), [sheet])
    return score.points if isinstance(score, sdk.ScoredAttempt) else None


@pytest.mark.parametrize("after", ["Биринчи, бирок башкача {T}", "Таптакыр башка {=a ~b}", "Суроо {=a ~b"])
async def test_a_sheet_from_before_an_edit_is_scored_as_it_was(
    folder: Path, tests: QuestionBankTests, after: str
) -> None:
    sheet = await all_right(tests)
    edit(folder, after)
    assert await points(tests, sheet) == 2.0


async def test_a_test_taken_away_while_it_is_sat_is_still_scored(folder: Path, tests: QuestionBankTests) -> None:
    sheet = await all_right(tests)
    take_away(folder)
    assert await points(tests, sheet) == 2.0


async def test_a_mended_key_counts_for_who_is_sitting(folder: Path, tests: QuestionBankTests) -> None:
    edit(folder, "::а:: Биринчи {F}\n\n::б:: Экинчи {F}")
    sheet = await all_right(tests)
    edit(folder, "::а:: Биринчи {T}\n\n::б:: Экинчи {F}")
    assert await points(tests, sheet) == 2.0


async def test_a_sheet_that_fits_no_edition_is_refused(folder: Path, tests: QuestionBankTests) -> None:
    sheet = await all_right(tests)
    edit(folder, "Таптакыр башка {=a ~b}")
    bad = sdk.AnswerSheet(sheet.test_id, (sdk.Response(question_id="nowhere"),))
    (answer,) = await tests.score(call(), [bad])
    assert isinstance(answer, sdk.Failed)
    assert answer.code is sdk.FailureCode.INVALID


async def test_a_former_edition_is_forgotten_after_a_day_at_school(
    folder: Path, tests: QuestionBankTests, clock: Clock
) -> None:
    sheet = await all_right(tests)
    take_away(folder)
    await tests.refresh()
    clock.now_s += editions.KEPT_S
    edit(folder, "Жаңы {T}")
    assert await points(tests, sheet) is None
