"""The plugin as the host meets it: opened with a folder, asked in batches, answering without a right answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from plugins.questionbank.tests.asking import Clock, call

from isuo_graph import sdk
from isuo_questionbank import QuestionBank, samples_folder
from isuo_questionbank.provider import QuestionBankTests

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def samples(tmp_path: Path) -> AsyncIterator[sdk.TestProvider]:
    plugin = QuestionBank()
    context = sdk.Context(school="s-1", folder=tmp_path / "own")
    providers = await plugin.open({"folder": str(samples_folder())}, context)
    assert providers.tests is not None
    yield providers.tests
    await plugin.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "bank"
    path.mkdir()
    (path / "a.gift").write_text("::Бир:: Биринчи {T}\n\n::Эки:: Экинчи {=a ~b}", encoding="utf-8")
    return path


@pytest.fixture
def tests(folder: Path, tmp_path: Path) -> QuestionBankTests:
    return QuestionBankTests(folder, tmp_path / "own", logging.getLogger("test"), Clock())


def take_away(folder: Path) -> None:
    folder.rename(folder.with_name("away"))


async def first_id(provider: sdk.TestProvider) -> str:
    return (await provider.tests(call(), sdk.PageRequest())).items[0].id


async def test_the_plugin_keeps_the_contract() -> None:
    plugin = QuestionBank()
    assert isinstance(plugin, sdk.Plugin)
    assert plugin.manifest.incompatibility is None


async def test_the_provider_is_one_of_tests(samples: sdk.TestProvider) -> None:
    assert isinstance(samples, sdk.TestProvider)


async def test_no_name_is_asked_for() -> None:
    assert {item.field for item in QuestionBank().manifest.personal_data} == {
        sdk.PersonalField.PSEUDONYM,
        sdk.PersonalField.TEST_RESPONSE,
        sdk.PersonalField.TEST_ATTEMPT,
        sdk.PersonalField.TEST_SCORE,
    }


@pytest.mark.parametrize("config", [{}, {"folder": ""}, {"folder": 7}, {"folder": "none"}, {"folder": "../x"}])
async def test_a_wrong_folder_is_named_as_the_fault(tmp_path: Path, config: sdk.Config) -> None:
    with pytest.raises(sdk.BadConfig) as refusal:
        await QuestionBank().open(config, sdk.Context(school="s-1", folder=tmp_path))
    assert refusal.value.field == "folder"


async def test_pages_give_every_test_once(samples: sdk.TestProvider) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = await samples.tests(call(), sdk.PageRequest(first=4, after=cursor))
        seen += [test.id for test in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert (len(seen), len(set(seen))) == (6, 6)


@pytest.mark.parametrize("cursor", ["?", "ңөү", "////", "a"])
async def test_a_foreign_cursor_is_refused(samples: sdk.TestProvider, cursor: str) -> None:
    with pytest.raises(sdk.CursorExpired):
        await samples.tests(call(), sdk.PageRequest(after=cursor))


async def test_a_batch_keeps_the_order_and_leaves_gaps(samples: sdk.TestProvider) -> None:
    known = await first_id(samples)
    answers = await samples.tests_by_id(call(), ["none", known, "none"])
    assert [answer.id if isinstance(answer, sdk.Test) else answer for answer in answers] == [None, known, None]


async def test_an_unknown_paper_and_sheet_are_missing(samples: sdk.TestProvider) -> None:
    assert await samples.questions(call(), [sdk.Paper("none")]) == [None]
    assert await samples.score(call(), [sdk.AnswerSheet("none", ())]) == [None]


async def test_the_same_seed_gives_the_same_paper_and_another_seed_another(samples: sdk.TestProvider) -> None:
    known = await first_id(samples)
    papers = [sdk.Paper(known, seed) for seed in ("a", "a", "b", "c", "d")]
    first, again, *others = await samples.questions(call(), papers)
    assert first == again
    assert any(other != first for other in others)


async def test_every_seed_shows_the_same_options(samples: sdk.TestProvider) -> None:
    known = await first_id(samples)
    answers = await samples.questions(call(), [sdk.Paper(known, "a"), sdk.Paper(known, "b")])
    shown = [[frozenset(question.options) for question in answer] for answer in answers if isinstance(answer, tuple)]
    assert shown[0] == shown[1]


async def test_true_and_false_are_said_in_the_readers_language(tests: QuestionBankTests) -> None:
    known = await first_id(tests)
    (answer,) = await tests.questions(call(sdk.Locale.RU), [sdk.Paper(known)])
    assert isinstance(answer, tuple)
    assert [option.text.text for option in answer[0].options] == ["Верно", "Неверно"]


async def test_a_delivered_question_tells_neither_weight_nor_feedback(folder: Path, tests: QuestionBankTests) -> None:
    text = "::ЖАШЫРУУН0:: Суроо {=ачык#ЖАШЫРУУН1 ~бөлөк#ЖАШЫРУУН2 ####ЖАШЫРУУН3}\n\nСан {#4711}\n\nСөз {=ЖАШЫРУУН4}"
    (folder / "a.gift").write_text(text, encoding="utf-8")
    delivered = repr(await tests.questions(call(), [sdk.Paper(await first_id(tests))]))
    assert "ачык" in delivered
    assert "ЖАШЫРУУН" not in delivered
    assert "4711" not in delivered


async def test_a_sheet_is_scored_question_by_question(tests: QuestionBankTests) -> None:
    known = await first_id(tests)
    (paper,) = await tests.questions(call(), [sdk.Paper(known)])
    assert isinstance(paper, tuple)
    right = next(option.id for option in paper[1].options if option.text.text == "a")
    sheet = sdk.AnswerSheet(known, (sdk.Response(question_id=paper[1].id, chosen=(right,)),))
    (score,) = await tests.score(call(), [sheet])
    assert isinstance(score, sdk.ScoredAttempt)
    assert ([question.points for question in score.questions], score.points, score.fraction) == ([0.0, 1.0], 1.0, 0.5)


async def test_a_test_with_an_essay_has_points_but_no_share_yet(folder: Path, tests: QuestionBankTests) -> None:
    (folder / "a.gift").write_text("Жаз {}\n\nСан {#3}", encoding="utf-8")
    (score,) = await tests.score(call(), [sdk.AnswerSheet(await first_id(tests), ())])
    assert isinstance(score, sdk.ScoredAttempt)
    assert (score.points, score.max_points, score.fraction, score.needs_manual_grading) == (0.0, 2.0, None, True)


async def test_a_sheet_of_another_test_fails_alone(tests: QuestionBankTests) -> None:
    known = await first_id(tests)
    bad = sdk.AnswerSheet(known, (sdk.Response(question_id="nowhere"),))
    answers = await tests.score(call(), [bad, sdk.AnswerSheet(known, ())])
    assert [type(answer) for answer in answers] == [sdk.Failed, sdk.ScoredAttempt]


async def test_attempts_and_pages_of_its_own_are_not_offered(samples: sdk.TestProvider) -> None:
    key = sdk.TestKey(sdk.Learner("p"), "t")
    for ask in (samples.attempts, samples.start):
        with pytest.raises(sdk.Unsupported):
            await ask(call(), [key])


async def test_an_edited_file_is_noticed(folder: Path, tests: QuestionBankTests) -> None:
    before = await tests.tests(call(), sdk.PageRequest())
    (folder / "a.gift").write_text("::Бир:: Биринчи {T}", encoding="utf-8")
    after = await tests.tests(call(), sdk.PageRequest())
    assert [page.items[0].question_count for page in (before, after)] == [2, 1]


async def test_changes_come_once_and_a_deleted_test_leaves_a_tombstone(folder: Path, tests: QuestionBankTests) -> None:
    first = await tests.changed_since(call(), None)
    (folder / "b.gift").write_text("Жаңы {T}", encoding="utf-8")
    (folder / "a.gift").unlink()
    second = await tests.changed_since(call(), first.cursor)
    third = await tests.changed_since(call(), second.cursor)
    assert [sorted(type(item).__name__ for item in changes.items) for changes in (first, second, third)] == [
        ["Test"],
        ["Gone", "Test"],
        [],
    ]


async def test_changes_are_cut_to_the_limit_and_go_on(samples: sdk.TestProvider) -> None:
    first = await samples.changed_since(call(), None, 4)
    second = await samples.changed_since(call(), first.cursor, 4)
    sizes = [(len(changes.items), changes.has_more) for changes in (first, second)]
    assert sizes == [(4, True), (2, False)]


async def test_a_touched_file_with_the_same_text_is_no_change(folder: Path, tests: QuestionBankTests) -> None:
    first = await tests.changed_since(call(), None)
    (folder / "a.gift").touch()
    assert (await tests.changed_since(call(), first.cursor)).items == ()


async def test_the_journal_outlives_the_process(folder: Path, tmp_path: Path, tests: QuestionBankTests) -> None:
    first = await tests.changed_since(call(), None)
    again = QuestionBankTests(folder, tmp_path / "own", logging.getLogger("test"), Clock())
    assert (await again.changed_since(call(), first.cursor)).items == ()


@pytest.mark.parametrize("cursor", ["", "x", "other:1", ":1"])
async def test_a_cursor_of_another_journal_has_expired(tests: QuestionBankTests, cursor: str) -> None:
    with pytest.raises(sdk.CursorExpired):
        await tests.changed_since(call(), cursor)


async def test_a_cursor_from_the_future_has_expired(tests: QuestionBankTests) -> None:
    name = (await tests.changed_since(call(), None)).cursor.partition(":")[0]
    with pytest.raises(sdk.CursorExpired):
        await tests.changed_since(call(), f"{name}:99")


@pytest.mark.parametrize(
    "left",
    ['{"name": 1', "[]", '{"name": "n", "entries": {"t": ["1", null, "2026-12-07"]}}',
     '{"name": "n", "entries": {"t": [1, null, "кечээ"]}}'],
)  # fmt: skip
async def test_a_damaged_journal_begins_anew(folder: Path, tmp_path: Path, tests: QuestionBankTests, left: str) -> None:
    await tests.changed_since(call(), None)
    (tmp_path / "own" / "journal.json").write_text(left, encoding="utf-8")
    again = QuestionBankTests(folder, tmp_path / "own", logging.getLogger("test"), Clock())
    assert len((await again.changed_since(call(), None)).items) == 1


async def test_a_folder_that_went_away_deletes_nothing(folder: Path, tests: QuestionBankTests) -> None:
    first = await tests.changed_since(call(), None)
    take_away(folder)
    assert (await tests.changed_since(call(), first.cursor)).items == ()
    assert len((await tests.tests(call(), sdk.PageRequest())).items) == 1


async def test_a_folder_that_never_was_makes_the_bank_unavailable(tmp_path: Path) -> None:
    provider = QuestionBankTests(tmp_path / "none", tmp_path / "own", logging.getLogger("test"), Clock())
    with pytest.raises(sdk.Unavailable):
        await provider.tests(call(), sdk.PageRequest())


async def test_a_cancelled_call_does_not_end_the_reading(tests: QuestionBankTests) -> None:
    asking = asyncio.create_task(tests.tests(call(), sdk.PageRequest()))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await tests.aclose()
    assert tests.has_read


async def test_without_time_the_last_reading_answers_and_before_the_first_nothing_does(
    tests: QuestionBankTests,
) -> None:
    late = sdk.Call(school="s-1", locale=sdk.Locale.KY, deadline=sdk.Deadline.after(0.0))
    with pytest.raises(sdk.Unavailable):
        await tests.tests(late, sdk.PageRequest())
    await tests.aclose()
    await tests.tests(call(), sdk.PageRequest())
    assert len((await tests.tests(late, sdk.PageRequest())).items) == 1
    await tests.aclose()


async def test_a_journal_that_cannot_be_kept_lasts_as_long_as_the_process(folder: Path) -> None:
    a_file = folder / "a.gift"
    provider = QuestionBankTests(folder, a_file, logging.getLogger("test"), Clock())
    first = await provider.changed_since(call(), None)
    (folder / "b.gift").write_text("Жаңы {T}", encoding="utf-8")
    assert len((await provider.changed_since(call(), first.cursor)).items) == 1


async def test_faults_are_logged_without_the_questions(
    folder: Path, tests: QuestionBankTests, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "b.gift").write_text("Жашыруун {#беш}", encoding="utf-8")
    await tests.refresh()
    assert "b.gift:1" in caplog.text
    assert "Жашыруун" not in caplog.text
