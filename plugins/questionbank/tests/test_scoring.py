"""What answers are worth, by Moodle's rules."""

from __future__ import annotations

import time

import pytest
from plugins.questionbank.tests.asking import chosen, item, judged, matched, typed

from isuo_graph import sdk
from isuo_questionbank import model, scoring

MULTIPLE = "Суроо {~%50%a ~%50%b ~%-50%c ~%-50%d}"
PAIRS = "Суроо {=a -> 1 =b -> 2 =c -> 1 =d -> 4 = -> 5}"


@pytest.mark.parametrize(
    ("picked", "worth"),
    [
        (("a", "b"), 1.0),
        (("a",), 0.5),
        (("a", "c"), 0.0),
        (("a", "b", "c"), 0.5),
        (("c", "d"), 0.0),
        ((), 0.0),
    ],
)
def test_a_multiple_choice_sums_its_weights_within_0_and_1(picked: tuple[str, ...], worth: float) -> None:
    assert chosen(MULTIPLE, *picked) == worth


def test_three_thirds_are_exactly_full_marks() -> None:
    assert chosen("Суроо {~%33.333%a ~%33.333%b ~%33.333%c ~d}", "a", "b", "c") == 1.0


def test_weights_beyond_100_are_cut_to_full_marks() -> None:
    assert chosen("Суроо {~%80%a ~%80%b ~c}", "a", "b") == 1.0


@pytest.mark.parametrize(("picked", "worth"), [("a", 1.0), ("b", 0.25), ("c", 0.0), ("d", 0.0)])
def test_a_single_choice_is_worth_what_was_chosen(picked: str, worth: float) -> None:
    assert chosen("Суроо {=a ~%25%b ~c ~%-50%d}", picked) == worth


@pytest.mark.parametrize(("picked", "worth"), [("true", 0.0), ("false", 1.0)])
def test_true_and_false_are_all_or_nothing(picked: str, worth: float) -> None:
    assert chosen("Суроо {F}", picked) == worth


@pytest.mark.parametrize(
    ("answer", "worth"),
    [
        ("Өзгөн", 1.0),
        ("  өзгөн ", 1.0),
        ("ӨЗГӨН", 1.0),
        ("озгон", 0.5),
        ("Ош", 0.0),
        ("", 0.0),
    ],
)
def test_a_short_answer_minds_letters_but_not_case_or_blanks(answer: str, worth: float) -> None:
    assert typed("Суроо {=Өзгөн =%50%озгон}", answer) == worth


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert typed("Суроо {=май\u0438\u0306}", "май\u0439") == 1.0


@pytest.mark.parametrize(
    ("pattern", "text", "does"),
    [
        ("*Баласагун*", "Жусуп Баласагуни", True),
        ("Жусуп*", "Жусуп Баласагын", True),
        ("*гын", "Баласагын", True),
        ("Ж*б*н", "Жусуп Баласагын", True),
        ("аб*ба", "аба", False),
        ("*", "эмне болсо да", True),
        (r"2\*3", "2*3", True),
        (r"2\*3", "2003", False),
        ("бир  эки", "бир эки", True),
    ],
)
def test_a_star_stands_for_anything(pattern: str, text: str, does: bool) -> None:
    assert scoring.fits(pattern, text) is does


def test_no_pattern_makes_scoring_slow() -> None:
    started = time.perf_counter()
    scoring.fits("*" + "a*" * 500 + "b", "a" * 100_000)
    assert time.perf_counter() - started < 1.0


@pytest.mark.parametrize(
    ("body", "answer", "worth"),
    [
        ("3:0.1", "3.1", 1.0),
        ("3:0.1", "2.9", 1.0),
        ("3:0.1", "3.11", 0.0),
        ("1..5", "1", 1.0),
        ("1..5", "5", 1.0),
        ("1..5", "5.0001", 0.0),
        ("4.55", "4,55", 1.0),
        ("4.55", " 4.550 ", 1.0),
        ("1000000", "1 000 000", 1.0),
        ("-2", "\u22122", 1.0),
        ("=751 =%50%751:10", "751", 1.0),
        ("=751 =%50%751:10", "745", 0.5),
        ("=751 =%50%751:10 ~#жок", "700", 0.0),
        ("3", "үч", 0.0),
        ("3", "NaN", 0.0),
        ("3", "1e999999999", 0.0),
        ("3", "", 0.0),
    ],
)
def test_a_number_is_right_within_its_range(body: str, answer: str, worth: float) -> None:
    assert typed(f"Канча? {{#{body}}}", answer) == worth


@pytest.mark.parametrize(
    ("pairs", "worth"),
    [
        ({"a": "1", "b": "2", "c": "1", "d": "4"}, 1.0),
        ({"a": "1", "b": "1"}, 0.25),
        ({"a": "5", "b": "5"}, 0.0),
        ({}, 0.0),
    ],
)
def test_matching_is_worth_its_share_of_right_pairs(pairs: dict[str, str], worth: float) -> None:
    assert matched(PAIRS, pairs) == worth


@pytest.mark.parametrize("text", ["Узун жооп", ""])
def test_an_essay_waits_for_a_teacher_and_is_never_0(text: str) -> None:
    assert typed("Жаз {}", text) is None


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("Суроо {=a ~b}", sdk.Response(question_id="q", chosen=("nowhere",))),
        ("Суроо {T}", sdk.Response(question_id="q", chosen=("true", "false"))),
        ("Суроо {T}", sdk.Response(question_id="q", chosen=("true", "true"))),
        ("Суроо {T}", sdk.Response(question_id="q", text="true")),
        ("Суроо {#3}", sdk.Response(question_id="q", chosen=("3",))),
        ("Суроо {=a}", sdk.Response(question_id="q", pairs=(sdk.Pair("a", "b"),))),
        ("Суроо {=a -> 1 =b -> 2}", sdk.Response(question_id="q", pairs=(sdk.Pair("a", "b"),))),
        ("Жаз {}", sdk.Response(question_id="q", text="ө" * (scoring.MAX_TEXT_CHARACTERS + 1))),
    ],
)
def test_an_answer_that_does_not_belong_to_the_question_is_refused(text: str, response: sdk.Response) -> None:
    with pytest.raises(scoring.BadSheet):
        judged(item(text).task, response)


def test_what_was_chosen_brings_its_feedback() -> None:
    task = item("Суроо {~%50%a#Ооба ~%50%b ~c#Жок}").task
    assert isinstance(task, model.Choice)
    ids = tuple(option.option.id for option in task.options)
    assert scoring.judge(task, sdk.Response(question_id="q", chosen=ids)).feedback == sdk.RichText("Ооба\nЖок")
