"""The statement of a summary: what it asks of rows it asks once, and what it does not need it does not part."""

from __future__ import annotations

import pytest
from tests.proof.viewers import ANALYST, DIRECTOR
from tests.proof.world import World

from isuo_graph.plan import nesting
from isuo_graph.plan.bind import Dialect
from isuo_graph.policy.viewer import Viewer

BY_VALUE = "{ marksSummary(groupBy: [VALUE]) { count key { value } average { share } } }"


@pytest.mark.parametrize("viewer", [DIRECTOR, ANALYST])
def test_a_consent_in_another_table_is_asked_once_however_often_it_masks(golden_world: World, viewer: Viewer) -> None:
    for answer in golden_world.ask(BY_VALUE, viewer).values():
        [text] = answer.statements
        assert text.count("EXISTS (") == 1


def test_marks_are_gathered_by_student_before_their_consent_is_asked(golden_world: World) -> None:
    for answer in golden_world.ask(BY_VALUE, DIRECTOR).values():
        [text] = answer.statements
        assert 'GROUP BY t1."value", t1."student_id"' in text


def test_totals_by_the_first_field_need_no_finer_partition(golden_world: World) -> None:
    for answer in golden_world.ask("{ studentsSummary(groupBy: [STATUS]) { count } }", ANALYST).values():
        [text] = answer.statements
        assert "born_on" not in text


def test_the_finest_partition_is_read_by_sqlites_parser(golden_world: World) -> None:
    asked = "{ studentsSummary(groupBy: [BORN_ON], where: {exempt: {eq: true}}) { count average { weight } } }"
    [text] = golden_world.ask(asked, ANALYST)[Dialect.SQLITE].statements
    assert "born_on" in text
    assert nesting.nesting(text) <= nesting.STACK_MAX
