"""Tests are files or categories, and their ids and their questions' ids last."""

from __future__ import annotations

from pathlib import Path

from isuo_graph import sdk
from isuo_questionbank import Bank, Severity, load, samples_folder

TITLED = "::Бир:: Биринчи {T}\n\n::Эки:: Экинчи {=a ~b}\n\nАталышсыз {#3}"
REORDERED = "Аталышсыз {#3}\n\n::Эки:: Экинчи {~b =a}\n\n::Бир:: Биринчи (оңдолду) {T}"


def bank_of(folder: Path, **files: str) -> Bank:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.gift").write_text(text, encoding="utf-8")
    return load(folder)


def ids(bank: Bank) -> dict[str, str]:
    return {item.title: item.id for exam in bank.exams.values() for item in exam.items}


def test_a_file_without_categories_is_a_test(tmp_path: Path) -> None:
    (exam,) = bank_of(tmp_path, algebra="// title: Алгебра\n// language: ky\n// grade: 7\n\nБир {T}").exams.values()
    assert (exam.test.title, exam.test.language, exam.test.grades) == ("Алгебра", "ky", (7,))


def test_a_file_without_a_title_is_named_after_itself(tmp_path: Path) -> None:
    (exam,) = bank_of(tmp_path, algebra="Бир {T}").exams.values()
    assert exam.test.title == "algebra"


def test_a_category_gathers_its_questions_from_all_files(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, a="$CATEGORY: Тарых/5\n\nБир {T}", b="$CATEGORY: Тарых/5\n\nЭки {T}")
    assert [(exam.test.title, exam.test.question_count) for exam in bank.exams.values()] == [("5", 2)]


def test_ids_survive_another_order_and_titles_another_wording(tmp_path: Path) -> None:
    assert ids(bank_of(tmp_path, a=TITLED)) == ids(bank_of(tmp_path, a=REORDERED))


def test_options_keep_their_ids_in_another_order(tmp_path: Path) -> None:
    def option_ids(bank: Bank) -> set[str]:
        return {str(item.task) for exam in bank.exams.values() for item in exam.items if item.title == "Бир"}

    assert option_ids(bank_of(tmp_path, a=TITLED)) == option_ids(bank_of(tmp_path, a=REORDERED))


def test_an_id_in_a_comment_outlives_a_new_title(tmp_path: Path) -> None:
    before = bank_of(tmp_path, a="// [id:q-7] [tag:бөлчөк]\n::Эски:: Суроо {T}")
    after = bank_of(tmp_path, a="// [id:q-7]\n::Жаңы:: Башка суроо {F}")
    assert list(ids(before).values()) == list(ids(after).values())


def test_two_questions_with_one_title_are_both_kept_apart_and_warned_about(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, a="::Суроо:: Бир {T}\n\n::Суроо:: Эки {T}")
    (exam,) = bank.exams.values()
    assert len({item.id for item in exam.items}) == 2
    assert [(fault.code.value, fault.line) for fault in bank.faults] == [("same_title", 3)]


def test_the_same_question_twice_is_kept_once(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, a="Бир {T}\n\nБир\n{T}")
    (exam,) = bank.exams.values()
    assert (len(exam.items), [str(fault) for fault in bank.faults]) == (
        1,
        ["a.gift:3: the same question stands in a.gift:1 already; delete one"],
    )


def test_a_description_is_no_question_and_gives_no_points(tmp_path: Path) -> None:
    (exam,) = bank_of(tmp_path, a="Текст\n\nБир {T}").exams.values()
    assert (exam.test.question_count, exam.test.max_points, len(exam.items)) == (1, 1.0, 2)


def test_a_test_holds_no_more_questions_than_a_sheet_holds_answers(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, a="\n\n".join(f"Суроо {number} {{T}}" for number in range(501)))
    (exam,) = bank.exams.values()
    assert (exam.test.question_count, [(fault.code.value, fault.line) for fault in bank.faults]) == (
        500,
        [("too_many_in_test", 1001)],
    )


def test_an_essay_makes_a_test_wait_for_a_teacher(tmp_path: Path) -> None:
    (exam,) = bank_of(tmp_path, a="Жаз {}").exams.values()
    assert exam.test.needs_manual_grading


def test_the_samples_are_six_sound_tests_in_both_languages() -> None:
    bank = load(samples_folder())
    assert [str(fault) for fault in bank.faults if fault.severity is Severity.ERROR] == []
    assert sorted(str(exam.test.language) for exam in bank.exams.values()) == ["ky"] * 4 + ["ru"] * 2
    assert all(6 <= exam.test.question_count <= 10 for exam in bank.exams.values())


def test_the_samples_bring_no_warning_either() -> None:
    assert [fault.said_in(sdk.Locale.EN) for fault in load(samples_folder()).faults] == []
