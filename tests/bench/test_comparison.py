"""How arms are compared: the same question in each arm's words, and answers that must be alike."""

from __future__ import annotations

import pytest
from bench import alike, data, goals, rivals, workloads
from bench.arms.statements import statement
from graphql import parse

from isuo_graph.store.dialect import Dialect

SIZE = data.Size()


def test_a_document_without_connections_still_parses_and_has_no_nodes() -> None:
    query = rivals.without_nodes(workloads.JOURNAL)
    assert "nodes" not in query
    assert len(parse(query).definitions) == 1


def test_mixed_documents_are_distinct_and_the_same_in_every_run() -> None:
    found = workloads.mixed(SIZE)
    assert len({query for query, _ in found}) == workloads.DISTINCT
    assert found == workloads.mixed(SIZE)


def test_rows_in_another_style_are_alike() -> None:
    ours = {"student": {"id": "stu_7", "familyName": "Асанов", "marks": {"nodes": [{"id": "mrk_1", "value": 4.0}]}}}
    theirs = {"student": {"id": 7, "familyName": "Асанов", "marks": [{"id": 1, "value": 4000}]}}
    alike.check(ours, theirs, "rival")


def test_another_mark_is_unlike() -> None:
    ours = {"student": {"id": "stu_7", "familyName": "Асанов", "marks": {"nodes": [{"id": "mrk_1", "value": 4}]}}}
    theirs = {"student": {"id": 7, "familyName": "Асанов", "marks": [{"id": 1, "value": 5000}]}}
    with pytest.raises(alike.Unlike, match="row 7 differs in marks"):
        alike.check(ours, theirs, "rival")


def test_a_missed_goal_says_by_how_much() -> None:
    assert goals.Outcome("Q1", 0.9, 0.45).row().endswith("| **missed** by 50% |")


@pytest.mark.parametrize("dialect", list(Dialect))
def test_hand_written_statements_hold_no_marker_of_ours(dialect: Dialect) -> None:
    texts = [statement(f"q{number}", dialect).text for number in range(1, 8)]
    assert not any(marker in text for text in texts for marker in ("ROWS(", " OBJECT(", "{"))
