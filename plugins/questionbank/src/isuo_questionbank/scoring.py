"""From a question and what was answered to the score, by Moodle's rules; exact fractions until the last step.

A choice sums the weights of what was chosen and stays within 0..1; texts and numbers take the first answer that fits;
matching counts right pairs. What only a teacher can grade gets None, never 0. Takes no person and stores nothing.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from isuo_graph import sdk
from isuo_questionbank import model
from isuo_questionbank.numbers import read_number

# A guess at the longest sensible essay; keeps one response from filling the memory.
MAX_TEXT_CHARACTERS: Final = 100_000
_ZERO: Final = Fraction(0)
_PLAIN: Final = sdk.TextFormat.PLAIN
_BLANKS: Final = re.compile(r"\s+")


class BadSheet(ValueError):
    """The answers do not belong to the test: an unknown question or option, one answered twice, another kind."""


@dataclass(frozen=True)
class Verdict:
    """What an answer is worth and what the author says to it; None waits for a teacher."""

    fraction: Fraction | None
    feedback: sdk.RichText | None = None


def score(exam: model.Exam, responses: tuple[sdk.Response, ...]) -> sdk.ScoredAttempt:
    """Score a whole sheet. Raises BadSheet when the answers do not belong to the test."""
    by_question = {response.question_id: response for response in responses}
    if len(by_question) != len(responses):
        raise BadSheet("a question is answered twice")
    if by_question.keys() - {item.id for item in exam.items}:
        raise BadSheet("the sheet answers a question that the test does not have")
    scores = tuple(
        _question_score(item, by_question.get(item.id))
        for item in exam.items
        if not isinstance(item.task, model.Description)
    )
    return _total(exam.test, scores)


def judge(task: model.Task, response: sdk.Response) -> Verdict:
    """Judge one answer. Raises BadSheet when it is not of the task's kind."""
    _refuse_foreign_parts(task, response)
    match task:
        case model.Choice():
            return _judge_choice(task, response.chosen)
        case model.ShortText():
            return _judge_text(task, response.text or "")
        case model.Number():
            return _judge_number(task, response.text or "")
        case model.Matching():
            return _judge_matching(task, response.pairs)
        case model.LongText():
            return Verdict(None)
        case model.Description():
            return Verdict(_ZERO)


def best(task: model.Task) -> Fraction | None:
    """Give the highest score that a machine can give for the task; None where only a teacher can."""
    match task:
        case model.Choice() if not task.is_single:
            return sum((option.weight for option in task.options if option.weight > 0), _ZERO)
        case model.Choice():
            return max(option.weight for option in task.options)
        case model.ShortText() | model.Number():
            return max((answer.weight for answer in task.answers), default=_ZERO)
        case model.Matching():
            return Fraction(1)
        case model.LongText() | model.Description():
            return None


def fits(pattern: str, text: str) -> bool:
    r"""Tell whether a text fits a pattern: case and width of blanks aside, `*` for anything, `\*` for a star.

    Each piece between stars is looked for once, from left to right: no pattern makes it slow.
    """
    wanted = [_plain(part) for part in _pieces(pattern)]
    given = _plain(text).strip()
    if len(wanted) == 1:
        return given == wanted[0].strip()
    first, *middle, last = wanted
    first, last = first.lstrip(), last.rstrip()
    if len(given) < len(first) + len(last) or not given.startswith(first) or not given.endswith(last):
        return False
    place, end = len(first), len(given) - len(last)
    for part in middle:
        found = given.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return True


def _judge_choice(task: model.Choice, chosen: tuple[str, ...]) -> Verdict:
    options: Mapping[str, model.ChoiceOption] = {option.option.id: option for option in task.options}
    if len(set(chosen)) != len(chosen) or set(chosen) - options.keys():
        raise BadSheet("an option is unknown or chosen twice")
    if task.is_single and len(chosen) > 1:
        raise BadSheet("only one option may be chosen")
    total = sum((options[option_id].weight for option_id in chosen), _ZERO)
    feedbacks = [options[option_id].feedback for option_id in chosen]
    return Verdict(_bounded(total), _joined([feedback for feedback in feedbacks if feedback is not None]))


def _judge_text(task: model.ShortText, text: str) -> Verdict:
    if not text.strip():
        return Verdict(_ZERO)
    for answer in task.answers:
        if fits(answer.pattern, text):
            return Verdict(_bounded(answer.weight), answer.feedback)
    return Verdict(_ZERO)


def _judge_number(task: model.Number, text: str) -> Verdict:
    number = read_number(text)
    if number is None:
        return Verdict(_ZERO)
    for answer in task.answers:
        if answer.low is None or answer.high is None or answer.low <= number <= answer.high:
            return Verdict(_bounded(answer.weight), answer.feedback)
    return Verdict(_ZERO)


def _judge_matching(task: model.Matching, pairs: tuple[sdk.Pair, ...]) -> Verdict:
    given = {pair.stem_id: pair.option_id for pair in pairs}
    stem_ids = [stem.id for stem in task.stems]
    if len(given) != len(pairs) or given.keys() - set(stem_ids):
        raise BadSheet("a stem is unknown or matched twice")
    if set(given.values()) - {option.id for option in task.options}:
        raise BadSheet("a stem is matched with an unknown option")
    right = sum(given.get(stem_id) == option_id for stem_id, option_id in zip(stem_ids, task.right, strict=True))
    return Verdict(Fraction(right, len(stem_ids)))


def _question_score(item: model.Item, response: sdk.Response | None) -> sdk.QuestionScore:
    verdict = judge(item.task, response or sdk.Response(question_id=item.id))
    said = [feedback for feedback in (verdict.feedback, item.feedback) if feedback is not None]
    fraction = None if verdict.fraction is None else float(verdict.fraction)
    return sdk.QuestionScore(
        question_id=item.id,
        max_points=item.max_points,
        points=None if fraction is None else fraction * item.max_points,
        fraction=fraction,
        feedback=_joined(said),
    )


def _total(test: sdk.Test, scores: tuple[sdk.QuestionScore, ...]) -> sdk.ScoredAttempt:
    waits = any(score_.points is None for score_ in scores)
    points = math.fsum(score_.points or 0.0 for score_ in scores)
    most = math.fsum(score_.max_points for score_ in scores)
    return sdk.ScoredAttempt(
        test_id=test.id,
        questions=scores,
        points=points,
        max_points=most,
        fraction=None if waits or not most else min(1.0, points / most),
        needs_manual_grading=waits,
    )


def _refuse_foreign_parts(task: model.Task, response: sdk.Response) -> None:
    takes_text = isinstance(task, model.ShortText | model.Number | model.LongText)
    if response.chosen and not isinstance(task, model.Choice):
        raise BadSheet("options are chosen where none are offered")
    if response.pairs and not isinstance(task, model.Matching):
        raise BadSheet("pairs are given where nothing is matched")
    if response.text is not None and (not takes_text or len(response.text) > MAX_TEXT_CHARACTERS):
        raise BadSheet("a text is given where none is asked for, or is too long")


def _bounded(fraction: Fraction) -> Fraction:
    return min(max(fraction, _ZERO), Fraction(1))


def _joined(texts: list[sdk.RichText]) -> sdk.RichText | None:
    if not texts:
        return None
    formats = {text.format for text in texts}
    # Of different formats plain is the one in which no text can do harm.
    return sdk.RichText("\n".join(text.text for text in texts), formats.pop() if len(formats) == 1 else _PLAIN)


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()))


def _pieces(pattern: str) -> list[str]:
    """Split at stars that are not escaped, and take the escapes off."""
    star = "\ufdd0"
    return [part.replace(star, "*") for part in pattern.replace("\\*", star).split("*")]
