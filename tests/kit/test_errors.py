"""Refusals: construction, texts, the page that lists the codes."""

import re
from pathlib import Path

import pytest

from isuo_graph.kit.errors import Code, Language, Refusals, Refused
from isuo_graph.kit.messages import CATALOGUE, Message
from isuo_graph.kit.messages.message import VALUE_LENGTH_MAX, placeholders

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"


def off_scale() -> Refused:
    return Refused(Code.BAD_USER_INPUT, "mark.off_scale", path=("input", "value"), value=7, low=2, high=5)


def test_a_refusal_speaks_the_three_languages() -> None:
    assert [off_scale().say(language) for language in Language] == [
        "7 баасы шкалага кирбейт: 2 менен 5 ортосунда болушу керек.",
        "Оценка 7 вне шкалы: допустимо от 2 до 5.",
        "The mark 7 is off the scale: it must be from 2 to 5.",
    ]


def test_an_unknown_message_key_raises_at_construction() -> None:
    with pytest.raises(KeyError, match=r"mark\.of_scale"):
        Refused(Code.BAD_USER_INPUT, "mark.of_scale")


@pytest.mark.parametrize("values", [{"value": 7}, {"value": 7, "low": 2, "high": 5, "more": 1}])
def test_missing_or_superfluous_values_raise_at_construction(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="needs the values"):
        Refused(Code.BAD_USER_INPUT, "mark.off_scale", **values)  # type: ignore[arg-type]  # only values are passed


def test_attributes_are_set_once() -> None:
    with pytest.raises(AttributeError):
        off_scale().code = Code.INTERNAL


def test_extensions_cannot_be_changed_from_outside() -> None:
    extensions = {"limit": 15}
    refused = Refused(Code.INTERNAL, "internal", extensions=extensions)
    extensions["limit"] = 16
    assert dict(refused.extensions) == {"limit": 15}


def refuse_because_of(cause: Exception) -> None:
    raise off_scale() from cause


def test_a_refusal_can_be_raised_from_a_cause() -> None:
    cause = ValueError("cause")
    with pytest.raises(Refused) as caught:
        refuse_because_of(cause)
    assert caught.value.__cause__ is cause


def test_a_refusal_takes_notes_as_any_exception() -> None:
    refused = off_scale()
    refused.add_note("first")
    refused.add_note("second")
    assert refused.__notes__ == ["first", "second"]


def test_what_the_caller_sent_is_cut_and_made_printable() -> None:
    text = Refused(Code.BAD_USER_INPUT, "id.malformed", id="\x00\u202e" + "x" * 10_000).say(Language.EN)
    assert text.isprintable()
    assert len(text) < VALUE_LENGTH_MAX + 50


def test_braces_the_caller_sent_stay_braces() -> None:
    assert "{id.__class__}" in Refused(Code.BAD_USER_INPUT, "id.malformed", id="{id.__class__}").say(Language.EN)


def test_a_value_that_is_a_message_is_said_in_the_same_language() -> None:
    field = Message(ky="Аты", ru="Имя", en="Name")
    assert (
        Refused(Code.BAD_USER_INPUT, "input.blank", field=field).say(Language.RU) == "Поле «Имя» не может быть пустым."
    )


def test_several_refusals_keep_their_order() -> None:
    first, second = off_scale(), Refused(Code.INTERNAL, "internal")
    assert Refusals([first, second]).refusals == (first, second)


def test_refusals_without_a_refusal_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Refusals([])


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_a_message_needs_the_same_values_in_each_language(key: str) -> None:
    message = CATALOGUE[key]
    assert placeholders(message.ky) == placeholders(message.ru) == placeholders(message.en)


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_a_message_is_three_different_sentences_in_their_own_letters(key: str) -> None:
    message = CATALOGUE[key]
    words = [re.sub(r"\{\w+\}", "", text) for text in (message.ky, message.ru, message.en)]
    assert len(set(words)) == 3
    assert not re.search(r"[а-яё]", words[2], re.IGNORECASE)
    assert all(re.search(r"[а-яё]", text, re.IGNORECASE) for text in words[:2])


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_a_key_reads_subject_and_fault(key: str) -> None:
    assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)?", key)


def test_every_code_has_its_heading_and_no_heading_is_of_no_code() -> None:
    headings = re.findall(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [code.value for code in Code]


@pytest.mark.parametrize("code", Code)
def test_every_heading_says_when_the_status_an_example_and_what_to_do(code: Code) -> None:
    section = PAGE.read_text(encoding="utf-8").split(f"## {code.value}\n")[1].split("\n## ")[0]
    assert all(part in section for part in ("**When.**", "**HTTP status.**", "```json", code.value, "**What to do.**"))
