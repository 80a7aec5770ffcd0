"""A question as a learner gets to see it: without weights, answers or feedback, the options in an order that a seed
decides.

The order is a sort by digest, not a random generator: the same seed gives the same paper under every Python, today and
next year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Final

from isuo_graph import sdk
from isuo_questionbank import model

_TRUE_FALSE: Final[Mapping[str, sdk.Texts]] = {
    "true": sdk.Texts(ky="Туура", ru="Верно", en="True"),
    "false": sdk.Texts(ky="Туура эмес", ru="Неверно", en="False"),
}
_KINDS: Final[Mapping[type[model.Task], sdk.QuestionKind]] = {
    model.ShortText: sdk.QuestionKind.SHORT_TEXT,
    model.Number: sdk.QuestionKind.NUMBER,
    model.Matching: sdk.QuestionKind.MATCHING,
    model.LongText: sdk.QuestionKind.LONG_TEXT,
    model.Description: sdk.QuestionKind.DESCRIPTION,
}


def deliver(exam: model.Exam, seed: str, locale: sdk.Locale) -> tuple[sdk.Question, ...]:
    """Give the questions of a test in the order of the file, the options in the order of the seed.

    Titles stay here: Moodle shows them to teachers only, so authors write hints and answers into them.
    """
    return tuple(_question(item, f"{exam.test.id}:{item.id}:{seed}", locale) for item in exam.items)


def _question(item: model.Item, salt: str, locale: sdk.Locale) -> sdk.Question:
    return sdk.Question(
        id=item.id,
        kind=item.task.kind if isinstance(item.task, model.Choice) else _KINDS[type(item.task)],
        prompt=item.prompt,
        options=_options(item.task, salt, locale),
        stems=item.task.stems if isinstance(item.task, model.Matching) else (),
        max_points=item.max_points,
    )


def _options(task: model.Task, salt: str, locale: sdk.Locale) -> tuple[sdk.Option, ...]:
    match task:
        case model.Choice(kind=sdk.QuestionKind.TRUE_FALSE):
            # Always true before false: which of them is right must not show in the order.
            return tuple(sdk.Option(name, sdk.RichText(text.said_in(locale))) for name, text in _TRUE_FALSE.items())
        case model.Choice():
            return _shuffled((option.option for option in task.options), salt)
        case model.Matching():
            return _shuffled(task.options, salt)
        case _:
            return ()


def _shuffled(options: Iterable[sdk.Option], salt: str) -> tuple[sdk.Option, ...]:
    return tuple(sorted(options, key=lambda option: blake2b(f"{salt}:{option.id}".encode()).digest()))
