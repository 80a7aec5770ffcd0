"""The planner and the slow executor agree on random questions by random viewers over random schools, on both
databases: on what is refused, on every value, and on what is said to be withheld.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.proof.naming import Naming
from tests.proof.oracle import Oracle
from tests.proof.printed import Value
from tests.proof.questions import questions
from tests.proof.schools import school, viewers
from tests.proof.world import NOW_MS, TODAY, World
from tests.proof.writing import PLAIN

from isuo_graph.plan import bind
from isuo_graph.policy.viewer import Viewer

SOME = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None)
MANY = settings(SOME, max_examples=3000)


def agree(world: World, seed: int, viewer: Viewer, question: tuple[str, dict[str, Any]]) -> None:
    text, variables = question
    rows = school(seed)
    world.fill(rows)
    answers = world.ask(text, viewer, variables)
    answer = answers[bind.Dialect.POSTGRES]
    asked = f"{text}\n{variables}\n{viewer}"
    # SQLite's parser takes fewer levels; there a refusal by name is as good as an answer.
    if not answers[bind.Dialect.SQLITE].refused.startswith("LIMIT_EXCEEDED"):
        assert answers[bind.Dialect.SQLITE].told == answer.told, asked
    oracle = Oracle(rows, viewer, NOW_MS, TODAY)
    if forbidden := Naming(oracle, PLAIN, text, variables).forbidden():
        assert any(f"“{name}”" in answer.refused for name in forbidden), f"{forbidden} {answer.refused!r}\n{asked}"
        return
    if answer.refused.startswith("LIMIT_EXCEEDED"):
        return
    assert not answer.refused, asked
    assert answer.decoded == oracle.answer(PLAIN, text, variables), asked
    told = {tuple(entry["path"]) for entry in answer.withheld}
    always = {tuple(entry["path"]) for entry in answer.withheld if "conditional" not in entry}
    assert oracle.hidden <= told, f"{oracle.hidden - told} was withheld in silence\n{asked}"
    assert not oracle.shown & always, f"{oracle.shown & always} was shown\n{asked}"


@SOME
@given(st.integers(0, 50), viewers(), questions())
def test_planner_agrees_with_the_oracle(world: World, seed: int, viewer: Viewer, question: Value) -> None:
    agree(world, seed, viewer, question)


@pytest.mark.long
@MANY
@given(st.integers(), viewers(), questions())
def test_planner_agrees_with_the_oracle_at_length(world: World, seed: int, viewer: Viewer, question: Value) -> None:
    agree(world, seed, viewer, question)
