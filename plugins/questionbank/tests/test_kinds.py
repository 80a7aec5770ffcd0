"""Every kind of question that GIFT knows is told from the others, and its parts are read."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from plugins.questionbank.tests.asking import item, options, read

from isuo_graph import sdk
from isuo_questionbank import model


@pytest.mark.parametrize(
    ("answers", "task"),
    [
        ("{}", model.LongText),
        ("{ }", model.LongText),
        ("{####подсказка}", model.LongText),
        ("{#3}", model.Number),
        ("{=a ~b}", model.Choice),
        ("{~%50%a ~%50%b}", model.Choice),
        ("{=a -> b =c -> d}", model.Matching),
        ("{T}", model.Choice),
        ("{=a =b}", model.ShortText),
        ("{=a}", model.ShortText),
        ("{a}", model.ShortText),
        ("", model.Description),
    ],
)
def test_the_answer_block_tells_the_kind(answers: str, task: type[model.Task]) -> None:
    assert type(item(f"Суроо {answers}").task) is task


@pytest.mark.parametrize("word", ["t", "f", "=T", "TF"])
def test_a_lone_small_letter_is_an_answer_and_no_truth(word: str) -> None:
    assert isinstance(item(f"Убакыт кайсы тамга менен белгиленет? {{{word}}}").task, model.ShortText)


@pytest.mark.parametrize("word", ["T", "TRUE", "true", "F", "FALSE", "F#no#yes"])
def test_true_and_false_are_read_in_short_and_at_length(word: str) -> None:
    task = item(f"Суроо {{{word}}}").task
    assert isinstance(task, model.Choice)
    assert task.kind is sdk.QuestionKind.TRUE_FALSE


def test_a_choice_with_a_right_sign_is_single_and_one_with_weights_alone_is_multiple() -> None:
    kinds = [item(f"Суроо {{{body}}}").task for body in ("=a ~b", "~%100%a ~b")]
    assert [task.kind for task in kinds if isinstance(task, model.Choice)] == [
        sdk.QuestionKind.SINGLE_CHOICE,
        sdk.QuestionKind.MULTIPLE_CHOICE,
    ]


def test_an_answer_block_may_span_lines_with_comments_between() -> None:
    assert options(item("Суроо {\n  =бир\n// эскертүү\n  ~эки\n\t~үч\n}")) == ["бир", "эки", "үч"]


def test_a_wave_before_the_right_sign_makes_one_option() -> None:
    assert options(item("Суроо {~=бир ~эки}")) == ["бир", "эки"]


def test_a_missing_word_leaves_a_gap_in_the_sentence() -> None:
    assert item("Бишкек — {=Кыргызстандын ~Казакстандын} борбору.").prompt.text == "Бишкек — _____ борбору."


def test_a_title_is_not_part_of_the_question() -> None:
    question = item("::Борбор:: Борбор шаар кайсы? {=Бишкек ~Ош}")
    assert (question.title, question.prompt.text) == ("Борбор", "Борбор шаар кайсы?")


def test_a_question_without_title_has_none() -> None:
    assert item("Борбор шаар кайсы? {=Бишкек ~Ош}").title == ""


@pytest.mark.parametrize(
    ("mark", "format_"),
    [
        ("[html]", sdk.TextFormat.HTML),
        ("[markdown]", sdk.TextFormat.MARKDOWN),
        ("[plain]", sdk.TextFormat.PLAIN),
        ("[moodle]", sdk.TextFormat.PLAIN),
        ("", sdk.TextFormat.PLAIN),
    ],
)
def test_a_format_mark_says_how_to_show_the_text(mark: str, format_: sdk.TextFormat) -> None:
    assert item(f"::т::{mark}Суроо {{=a ~b}}").prompt == sdk.RichText("Суроо", format_)


def test_options_are_shown_as_the_question_unless_they_say_otherwise() -> None:
    task = item("[html]<b>Суроо</b> {=<i>a</i> ~[plain]b}").task
    assert isinstance(task, model.Choice)
    assert [option.option.text.format for option in task.options] == [sdk.TextFormat.HTML, sdk.TextFormat.PLAIN]


def test_an_unknown_mark_in_brackets_is_text() -> None:
    assert item("[жаңы] Суроо {=a ~b}").prompt.text == "[жаңы] Суроо"


def test_escaped_signs_are_text() -> None:
    assert options(item(r"2\=2 деген эмне? {=a\=b\~c\#d\{e\}f\:g ~эки\nсап}")) == ["a=b~c#d{e}f:g", "эки\nсап"]


def test_a_doubled_backslash_is_one_and_escapes_nothing() -> None:
    assert options(item(r"Суроо {=\\neq ~\frac}")) == [r"\neq", r"\frac"]


def test_feedback_belongs_to_its_answer_and_to_the_whole_question() -> None:
    question = item("Суроо {=a#Туура ~b#Ката ~c ####Жалпы түшүндүрмө}")
    assert isinstance(question.task, model.Choice)
    said = [option.feedback.text if option.feedback else None for option in question.task.options]
    assert (said, question.feedback) == (["Туура", "Ката", None], sdk.RichText("Жалпы түшүндүрмө"))


def test_feedback_and_general_feedback_may_touch() -> None:
    question = item("Суроо {=a#Туура ~b######Жалпы}")
    assert question.feedback == sdk.RichText("Жалпы")


def test_everything_after_the_first_feedback_of_true_and_false_is_the_second() -> None:
    task = item("Суроо {T#ката#туура#, абдан}").task
    assert isinstance(task, model.Choice)
    assert [option.feedback and option.feedback.text for option in task.options] == ["туура#, абдан", "ката"]


def test_the_first_feedback_of_true_and_false_is_for_the_wrong_answer() -> None:
    task = item("Суроо {F#ката#туура}").task
    assert isinstance(task, model.Choice)
    told = {option.option.id: option.feedback and option.feedback.text for option in task.options}
    assert told == {"true": "ката", "false": "туура"}


@pytest.mark.parametrize(
    ("body", "low", "high"),
    [
        ("3", "3", "3"),
        ("3:0.1", "2.9", "3.1"),
        ("1..5", "1", "5"),
        ("-2..-1", "-2", "-1"),
        ("=1,5:0,5", "1.0", "2.0"),
        ("2.5e2", "250", "250"),
    ],
)
def test_a_number_is_read_with_tolerance_or_range(body: str, low: str, high: str) -> None:
    task = item(f"Канча? {{#{body}}}").task
    assert isinstance(task, model.Number)
    assert (task.answers[0].low, task.answers[0].high) == (Decimal(low), Decimal(high))


def test_a_number_may_have_several_weighted_answers() -> None:
    task = item("Канча? {#=751:0#так =%50%751:10#жакын ~#жок}").task
    assert isinstance(task, model.Number)
    assert [(answer.weight, answer.feedback and answer.feedback.text) for answer in task.answers] == [
        (Fraction(1), "так"),
        (Fraction(1, 2), "жакын"),
        (Fraction(0), "жок"),
    ]


def test_three_rounded_thirds_make_a_whole() -> None:
    task = item("Суроо {~%33.333%a ~%33.33333%b ~%33.333%c ~%-66.667%d}").task
    assert isinstance(task, model.Choice)
    assert [option.weight for option in task.options] == [Fraction(1, 3)] * 3 + [Fraction(-2, 3)]


@pytest.mark.parametrize(
    ("percent", "weight"),
    [
        ("50", Fraction(1, 2)),
        ("+50", Fraction(1, 2)),
        (" 50 ", Fraction(1, 2)),
        ("12,5", Fraction(1, 8)),
        ("14.285714285714285", Fraction(1, 7)),
        ("\u201350", Fraction(-1, 2)),
    ],
)
def test_a_weight_is_read_as_moodle_and_word_processors_write_it(percent: str, weight: Fraction) -> None:
    task = item(f"Суроо {{~%{percent}%a ~%100%b}}").task
    assert isinstance(task, model.Choice)
    assert task.options[0].weight == weight


@pytest.mark.parametrize("text", ["%d", "%d%s", "%abc%", "50%", "50% же 60%"])
def test_percent_signs_without_a_number_between_are_text(text: str) -> None:
    assert options(item(f"Суроо {{~{text} =a}}")) == [text, "a"]


def test_a_right_side_without_stem_only_misleads() -> None:
    task = item("Суроо {=a -> 1 =b -> 2 = -> 3}").task
    assert isinstance(task, model.Matching)
    assert (len(task.stems), len(task.options)) == (2, 3)


def test_a_comment_between_questions_is_no_question() -> None:
    assert len(read("// эскертүү\n\nСуроо {T}\n\n// дагы\n").items) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(end: str) -> None:
    assert [question.line for question in read(f"Бир {{T}}{end}{end}Эки {{F}}").items] == [1, 3]


@pytest.mark.parametrize(
    ("path", "category"),
    [
        ("Математика/5-класс", ("Математика", "5-класс")),
        ("$course$/top/Тарых", ("Тарых",)),
        ("$module$/Тарых", ("Тарых",)),
        ("Бөлчөк 1//2 / Кошуу", ("Бөлчөк 1/2", "Кошуу")),
    ],
)
def test_a_category_path_is_followed(path: str, category: tuple[str, ...]) -> None:
    assert item(f"$CATEGORY: {path}\n\nСуроо {{T}}").category == category


def test_a_question_right_below_its_category_is_not_lost() -> None:
    assert item("$CATEGORY: Тарых\nСуроо {T}").category == ("Тарых",)


def test_the_head_of_a_file_tells_about_its_tests() -> None:
    header = read("// title: Тест\n// language: ky\n// grades: 5, 6\n// subject: Тарых\n\nСуроо {T}").header
    assert header == model.Header(title="Тест", subject="Тарых", language="ky", grades=(5, 6))


def test_a_question_takes_the_first_id_of_its_own_comments() -> None:
    reading = read("// [id:бир] [tag:оңой]\n// [id:эки]\nСуроо {T}\n\nЭкинчи {T}\n\n// [id:үч]\n\nҮчүнчү {T}")
    assert [question.given_id for question in reading.items] == ["бир", "", ""]


def test_a_mark_of_the_byte_order_inside_a_text_is_passed_over() -> None:
    assert [question.title for question in read("::а:: Бир {T}\n\n\ufeff::б:: Эки {F}").items] == ["а", "б"]
