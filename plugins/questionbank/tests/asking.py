"""Short ways for the tests to read a question and to answer it."""

from __future__ import annotations

from isuo_graph import sdk
from isuo_questionbank import model, questions, scoring


def read(text: str) -> questions.Reading:
    return questions.read_text(text, "t.gift")


def item(text: str) -> model.Item:
    """The only question of a text that has no fault but warnings."""
    reading = read(text)
    assert len(reading.items) == 1, [str(fault) for fault in reading.faults]
    return reading.items[0]


def options(question: model.Item) -> list[str]:
    assert isinstance(question.task, model.Choice)
    return [option.option.text.text for option in question.task.options]


def chosen(text: str, *picked: str) -> float | None:
    """The score of a choice by the texts of what was picked."""
    task = item(text).task
    assert isinstance(task, model.Choice)
    ids = tuple(option.option.id for option in task.options if option.option.text.text in picked)
    return judged(task, sdk.Response(question_id="q", chosen=ids))


def typed(text: str, answer: str) -> float | None:
    """The score of a typed answer."""
    return judged(item(text).task, sdk.Response(question_id="q", text=answer))


def matched(text: str, pairs: dict[str, str]) -> float | None:
    """The score of a matching by the texts of the pairs."""
    task = item(text).task
    assert isinstance(task, model.Matching)
    stems = {stem.text.text: stem.id for stem in task.stems}
    choices = {option.text.text: option.id for option in task.options}
    put = tuple(sdk.Pair(stems[left], choices[right]) for left, right in pairs.items())
    return judged(task, sdk.Response(question_id="q", pairs=put))


def judged(task: model.Task, response: sdk.Response) -> float | None:
    fraction = scoring.judge(task, response).fraction
    return None if fraction is None else float(fraction)


def codes(text: str) -> list[tuple[str, int]]:
    """The faults of a text by code and line."""
    return [(fault.code.value, fault.line) for fault in read(text).faults]


def call(locale: sdk.Locale = sdk.Locale.KY) -> sdk.Call:
    return sdk.Call(school="s-1", locale=locale, deadline=sdk.Deadline.after(30.0))


class Clock:
    """A clock that stands until it is told to go on, so that an edited file is noticed when the test says."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        self.now_s += 10.0
        return self.now_s
