"""What stands between the braces of a question, read into the task it sets, by Moodle's rules for telling the kinds
apart.

`{}` essay, `{#…}` number, `{…~…}` choice, `{=a -> b …}` matching, `{T}` true or false, `{=a =b}` short answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from hashlib import blake2b
from typing import Final

from isuo_graph import sdk
from isuo_questionbank import markup, model
from isuo_questionbank.faults import Broken, FaultCode
from isuo_questionbank.markup import Piece
from isuo_questionbank.numbers import read_range

# A guess: nobody chooses among more, and a file of nothing but marks must not keep a processor busy.
MAX_ANSWERS: Final = 200
# A weight begins with a number: `%d` and `%abc%` are texts, as to Moodle.
_WEIGHT: Final = re.compile(r"\s*%(\s*[+\-\u2212\u2013]?\d[^%\s]{0,30}\s*)%")
_TRUE: Final = frozenset({"T", "TRUE"})
_FALSE: Final = frozenset({"F", "FALSE"})
_RIGHT: Final = Fraction(1)
_WRONG: Final = Fraction(0)


@dataclass(frozen=True)
class _Answer:
    """One answer of any kind: what stands in it, what it is worth, what is said to who gives it."""

    body: Piece
    weight: Fraction
    feedback: sdk.RichText | None


def read_task(body: Piece, format_: sdk.TextFormat) -> model.Task:
    """Read an answer block. Raises Broken at the answer that is wrong."""
    text = body.text
    if not text:
        return model.LongText()
    if text.count("=") + text.count("~") > MAX_ANSWERS:
        raise Broken(FaultCode.TOO_MANY_ANSWERS, body.at, limit=MAX_ANSWERS)
    if text.startswith("#"):
        return _number(body.part(1), format_)
    if "~" in text:
        return _choice(body, format_)
    if "=" in text and "->" in text:
        return _matching(body, format_)
    if _truth(body) is not None:
        return _true_false(body, format_)
    return _short_text(body, format_)


def option(body: Piece, format_: sdk.TextFormat, prefix: str = "o") -> sdk.Option:
    """Make an option whose id comes from its text, so that it survives another order of the options."""
    text = markup.rich_text(body, format_)
    if not text.text:
        raise Broken(FaultCode.ANSWER_EMPTY, body.at)
    return sdk.Option(prefix + blake2b(f"{text.format}:{text.text}".encode(), digest_size=6).hexdigest(), text)


def _choice(body: Piece, format_: sdk.TextFormat) -> model.Choice:
    parts = list(_marked(body, "=~"))
    answers = [_answer(part, format_, _RIGHT if mark == "=" else _WRONG) for mark, part in parts]
    options = [option(answer.body, format_) for answer in answers]
    if len(options) == 1:
        raise Broken(FaultCode.ONE_OPTION, body.at)
    _refuse_twins(zip(options, answers, strict=True))
    kind = sdk.QuestionKind.SINGLE_CHOICE if any(mark == "=" for mark, _ in parts) else sdk.QuestionKind.MULTIPLE_CHOICE
    return model.Choice(
        kind,
        tuple(
            model.ChoiceOption(option_, answer.weight, answer.feedback)
            for option_, answer in zip(options, answers, strict=True)
        ),
    )


def _matching(body: Piece, format_: sdk.TextFormat) -> model.Matching:
    stems: dict[sdk.Option, str] = {}
    options: dict[str, sdk.Option] = {}
    for _, part in _marked(body, "="):
        left, right = part.partition("->")
        if right is None:
            raise Broken(FaultCode.NO_ARROW, part.strip().at)
        chosen = option(right, format_)
        options[chosen.id] = chosen
        if left.text.strip():  # without a stem the right side only misleads
            stem = option(left, format_, "s")
            if stem in stems:
                raise Broken(FaultCode.ANSWER_TWICE, left.strip().at)
            stems[stem] = chosen.id
    if len(stems) < 2:  # noqa: PLR2004 -- with one pair there is nothing to match
        raise Broken(FaultCode.FEW_PAIRS, body.at)
    return model.Matching(tuple(stems), tuple(stems.values()), tuple(options.values()))


def _true_false(body: Piece, format_: sdk.TextFormat) -> model.Choice:
    is_true = _truth(body)
    # The first feedback is for the wrong answer, the second for the right one (Moodle's order).
    _, said = body.partition("#")
    first, second = (None, None) if said is None else said.partition("#")
    wrong, right = (None if part is None else _feedback(part, format_) for part in (first, second))
    options = (("true", bool(is_true)), ("false", not is_true))
    return model.Choice(
        sdk.QuestionKind.TRUE_FALSE,
        tuple(
            model.ChoiceOption(
                sdk.Option(name, sdk.RichText(name)), _RIGHT if is_right else _WRONG, right if is_right else wrong
            )
            for name, is_right in options
        ),
    )


def _truth(body: Piece) -> bool | None:
    """Tell what a block says of truth, if anything. A lone small letter is an answer: in physics `{t}` is time."""
    said = body.partition("#")[0].text.strip()
    word = said if len(said) == 1 else said.upper()
    return word in _TRUE if word in _TRUE | _FALSE else None


def _short_text(body: Piece, format_: sdk.TextFormat) -> model.ShortText:
    answers = [_answer(part, format_, _RIGHT) for _, part in _marked(body, "=")]
    texts = [markup.rich_text(answer.body, format_).text for answer in answers]
    for text, answer in zip(texts, answers, strict=True):
        if not text:
            raise Broken(FaultCode.ANSWER_EMPTY, answer.body.at)
    return model.ShortText(
        tuple(
            model.TextAnswer(text, answer.weight, answer.feedback) for text, answer in zip(texts, answers, strict=True)
        )
    )


def _number(body: Piece, format_: sdk.TextFormat) -> model.Number:
    accepted, wrong = body.partition("~")
    answers = [_answer(part, format_, _RIGHT) for _, part in _marked(accepted, "=")]
    ranges = [
        model.NumberAnswer(*read_range(answer.body), weight=answer.weight, feedback=answer.feedback)
        for answer in answers
    ]
    if wrong is not None:  # what is said to every other number: `{#5 ~#no}`
        said = wrong.partition("#")[1] or wrong
        ranges.append(model.NumberAnswer(None, None, _WRONG, _feedback(said, format_)))
    return model.Number(tuple(ranges))


def _marked(body: Piece, marks: str) -> Iterator[tuple[str, Piece]]:
    """Give the parts with their marks; `~=` counts as one mark, and nothing before the first mark is nothing."""
    parts = list(body.split(marks))
    for index, (mark, part) in enumerate(parts):
        is_lead = mark != "=" and not part.text.strip()
        if is_lead and index + 1 < len(parts) and (mark == "" or parts[index + 1][0] == "="):
            continue
        yield mark, part


def _answer(part: Piece, format_: sdk.TextFormat, default: Fraction) -> _Answer:
    body, said = part.partition("#")
    value = default
    percent = _WEIGHT.match(body.text)
    if percent is not None:
        read = markup.weight(percent[1])
        if read is None:
            raise Broken(FaultCode.BAD_WEIGHT, body.strip().at)
        value, body = read, body.part(percent.end())
    return _Answer(body.strip(), value, None if said is None else _feedback(said, format_))


def _feedback(part: Piece, format_: sdk.TextFormat) -> sdk.RichText | None:
    text = markup.rich_text(part, format_)
    return text if text.text else None


def _refuse_twins(options: Iterable[tuple[sdk.Option, _Answer]]) -> None:
    seen: set[str] = set()
    for option_, answer in options:
        if option_.id in seen:
            raise Broken(FaultCode.ANSWER_TWICE, answer.body.at)
        seen.add(option_.id)
