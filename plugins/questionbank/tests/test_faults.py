"""What is wrong with a file is told with file, line and a way out, and harms nothing else."""

from __future__ import annotations

from string import Formatter

import pytest
from plugins.questionbank.tests.asking import codes, read

from isuo_graph import sdk
from isuo_questionbank import FaultCode, Severity
from isuo_questionbank.fault_texts import TEXTS


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Суроо {=a ~b", "brace_open", 1),
        ("Суроо\nулантуу {\n=a { ~b\n}", "brace_open", 2),
        ("Суроо\n=a ~b}", "brace_stray", 2),
        ("Суроо {T} }", "brace_stray", 1),
        ("Суроо {T}\nСуроо {F}", "second_block", 2),
        ("::Аталыш Суроо {T}", "title_open", 1),
        ("::Аталыш:: {T}", "prompt_empty", 1),
        ("::Аталыш::[html] {T}", "prompt_empty", 1),
        ("Суроо {=a ~ ~b}", "answer_empty", 1),
        ("Суроо {=a" + "~b" * 200 + "}", "too_many_answers", 1),
        ("Суроо {\n=a\n~b\n~a\n}", "answer_twice", 4),
        ("Суроо {~%100%a}", "one_option", 1),
        ("Суроо {~a ~b}", "no_right_answer", 1),
        ("Суроо {=%0%a}", "no_right_answer", 1),
        ("Суроо {\n~%50%a\n~%5o%b\n}", "bad_weight", 3),
        ("Суроо {~%150%a ~b}", "bad_weight", 1),
        ("Суроо {~%1e2%a ~b}", "bad_weight", 1),
        ("Суроо {\n#үч\n}", "bad_number", 2),
        ("Суроо {#}", "bad_number", 1),
        ("Суроо {#1..}", "bad_number", 1),
        ("Суроо {#5..1}", "bad_range", 1),
        ("Суроо {#3:-1}", "bad_range", 1),
        ("Суроо {\n=a -> 1\n=b 2\n}", "no_arrow", 3),
        ("Суроо {=a -> 1}", "few_pairs", 1),
        ("Суроо {=a -> 1 =a -> 2}", "answer_twice", 1),
        ("Суроо {=a -> =b -> 2}", "answer_empty", 1),
        ("$CATEGORY: \n\nСуроо {T}", "bad_category", 1),
        ("Бир\nэки\x07 {T}", "bad_character", 2),
        ("Суроо {~%30%a ~%30%b ~c}", "full_score_impossible", 1),
        ("Суроо {=%50%a}", "full_score_impossible", 1),
    ],
)
def test_a_fault_is_found_on_its_line(text: str, code: str, line: int) -> None:
    assert codes(text) == [(code, line)]


def test_comments_do_not_shift_the_line() -> None:
    assert codes("// бир\n\n// үч\nСуроо {\n// беш\n=a\n~b\n~a\n}") == [("answer_twice", 8)]


def test_a_broken_question_leaves_the_others_alone() -> None:
    reading = read("Бир {T}\n\nЭки {=a ~b\n\nҮч {F}")
    assert [item.prompt.text for item in reading.items] == ["Бир", "Үч"]
    assert [fault.line for fault in reading.faults] == [3]


def test_a_fault_names_file_and_line_and_says_what_to_write() -> None:
    (fault,) = read("Суроо {#5..1}").faults
    assert fault.said_in(sdk.Locale.RU) == (
        "t.gift:1: начало промежутка больше конца или допуск отрицательный; сначала меньшее число: {#1..5}"
    )


def test_a_fault_does_not_quote_the_question() -> None:
    (fault,) = read("Жашыруун суроо {#беш}").faults
    assert "Жашыруун" not in str(fault)
    assert "беш" not in str(fault)


def test_every_fault_has_its_texts() -> None:
    assert {code.value for code in FaultCode} == set(TEXTS)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_the_three_texts_of_a_fault_tell_the_same_details(name: str) -> None:
    texts = TEXTS[name]
    details = [{part for _, part, _, _ in Formatter().parse(text)} for text in (texts.ky, texts.ru, texts.en)]
    assert details[0] == details[1] == details[2]


def test_a_warning_keeps_its_question() -> None:
    reading = read("Суроо {~%30%a ~%30%b ~c}")
    assert ([fault.severity for fault in reading.faults], len(reading.items)) == ([Severity.WARNING], 1)
