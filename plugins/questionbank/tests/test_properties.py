"""What holds for every text and every answer."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from plugins.questionbank.tests.asking import read

from isuo_graph import sdk
from isuo_questionbank import markup, model, scoring

# Texts as an author may mean them: no control characters, no blanks at the ends (GIFT drops those).
LETTERS = st.text(st.sampled_from("aбңөүЖ1 .,:#={}~\\n\n%->*/$[]\"'"), min_size=1, max_size=40)
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=60)
MARKS = ["::", "{", "}", "=", "~", "#", "->", "%50%", "%-50%", "\n", "\n\n", "//", "T", "3", "..", "ң ", "\\"]
GIFT_SOUP = st.lists(st.sampled_from(MARKS)).map("".join)
WEIGHTS = st.integers(-100, 100).map(lambda percent: Fraction(percent, 100))


def option(number: int, weight: Fraction) -> model.ChoiceOption:
    return model.ChoiceOption(sdk.Option(f"o{number}", sdk.RichText(str(number))), weight)


@given(LETTERS | ANY_TEXT)
def test_an_escaped_text_is_read_back_as_it_was(text: str) -> None:
    assert markup.release(markup.hold(markup.escape(text))) == text


@given(LETTERS.map(str.strip).filter(lambda text: text and text[0] not in "%[" and "->" not in text))
def test_an_escaped_answer_is_read_back_from_its_question(text: str) -> None:
    (item,) = read("Суроо {=" + markup.escape(text) + " ~башка жооп}").items
    assert isinstance(item.task, model.Choice)
    assert item.task.options[0].option.text.text == text


@given(GIFT_SOUP)
@settings(max_examples=300)
def test_no_text_breaks_the_reader_and_nothing_is_lost_in_silence(text: str) -> None:
    reading = read(text)
    assert all(1 <= fault.line <= text.count("\n") + 1 for fault in reading.faults)
    assert all(item.prompt.text for item in reading.items)


@given(st.lists(WEIGHTS, min_size=2, max_size=8), st.sets(st.integers(0, 7)))
def test_a_choice_is_worth_between_0_and_1(weights: list[Fraction], picks: set[int]) -> None:
    task = model.Choice(sdk.QuestionKind.MULTIPLE_CHOICE, tuple(option(*known) for known in enumerate(weights)))
    chosen = tuple(f"o{pick}" for pick in picks if pick < len(weights))
    fraction = scoring.judge(task, sdk.Response(question_id="q", chosen=chosen)).fraction
    assert fraction is not None
    assert 0 <= fraction <= 1


@given(st.lists(st.tuples(st.text(max_size=5), WEIGHTS), min_size=1, max_size=5), ANY_TEXT)
def test_a_text_is_worth_between_0_and_1(patterns: list[tuple[str, Fraction]], answer: str) -> None:
    task = model.ShortText(tuple(model.TextAnswer(pattern, weight) for pattern, weight in patterns))
    fraction = scoring.judge(task, sdk.Response(question_id="q", text=answer)).fraction
    assert fraction is not None
    assert 0 <= fraction <= 1


@given(ANY_TEXT | st.floats().map(str) | st.decimals().map(str))
def test_whatever_is_typed_for_a_number_is_scored(answer: str) -> None:
    (item,) = read("Канча? {#=3:1 =%-20%7..9}").items
    fraction = scoring.judge(item.task, sdk.Response(question_id="q", text=answer[:100])).fraction
    assert fraction in {0, 1}
