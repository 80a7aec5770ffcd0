"""The planner and the slow executor agree on random questions by random viewers over random schools, on both
databases.
"""

from __future__ import annotations

from typing import Any

import pytest
from graphql import build_schema, print_schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.proof.oracle import Forbidden, Oracle
from tests.proof.printed import Value
from tests.proof.questions import questions, school, viewers
from tests.proof.world import CORE, NOW_MS, TODAY, World

from isuo_graph.plan import bind
from isuo_graph.policy.viewer import Viewer

PLAIN = build_schema(print_schema(CORE))
SOME = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None)
MANY = settings(SOME, max_examples=400)


def agree(world: World, seed: int, viewer: Viewer, question: tuple[str, dict[str, Any]]) -> None:
    text, variables = question
    rows = school(seed)
    world.fill(rows)
    answers = world.ask(text, viewer, variables)
    answer = answers[bind.Dialect.POSTGRES]
    # SQLite's parser takes fewer levels; there a refusal by name is as good as an answer.
    if not answers[bind.Dialect.SQLITE].refused.startswith("LIMIT_EXCEEDED"):
        assert answers[bind.Dialect.SQLITE].told == answer.told, f"{text}\n{variables}\n{viewer}"
    oracle = Oracle(rows, viewer, NOW_MS, TODAY)
    if answer.refused:
        assert answer.refused.startswith("FORBIDDEN_FIELD"), answer.refused
        return
    try:
        expected = oracle.answer(PLAIN, text, variables)
    except Forbidden as exc:
        pytest.fail(f"{exc} was asked about and not refused: {text}")
    assert answer.decoded == expected, f"{text}\n{variables}\n{viewer}"


@SOME
@given(st.integers(0, 50), viewers(), questions())
def test_planner_agrees_with_the_oracle(world: World, seed: int, viewer: Viewer, question: Value) -> None:
    agree(world, seed, viewer, question)


@pytest.mark.long
@MANY
@given(st.integers(), viewers(), questions())
def test_planner_agrees_with_the_oracle_at_length(world: World, seed: int, viewer: Viewer, question: Value) -> None:
    agree(world, seed, viewer, question)
