"""Names and constants are quoted in one place; parameters are numbered; a wide object is put together from pieces."""

from __future__ import annotations

import json
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isuo_graph.graph.catalogue import Storage
from isuo_graph.plan import nesting, sql
from isuo_graph.plan.postgres import PostgresWriter
from isuo_graph.plan.render import quoted, quoted_text
from isuo_graph.plan.sqlite import SqliteWriter

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(TEXTS)
def test_any_text_survives_quoting(text: str) -> None:
    assert sqlite3.connect(":memory:").execute(f"SELECT {quoted_text(text)}").fetchone() == (text,)


@given(TEXTS.filter(bool))
def test_any_name_survives_quoting(name: str) -> None:
    found = sqlite3.connect(":memory:").execute(f"SELECT 1 AS {quoted(name)}")
    assert found.description[0][0] == name


@given(
    st.lists(
        st.tuples(st.text("abc\"',:{}0", min_size=1, max_size=5), st.text("abc\"',:{}0\\", max_size=9)),
        min_size=100,
        max_size=180,
        unique_by=lambda pair: pair[0],
    )
)
def test_a_wide_object_is_one_object_whatever_it_holds(pairs: list[tuple[str, str]]) -> None:
    written = SqliteWriter().write(sql.JsonObject(tuple((key, sql.Literal(value)) for key, value in pairs)))
    found = sqlite3.connect(":memory:").execute(f"SELECT {written}").fetchone()[0]
    assert list(json.loads(found).items()) == pairs


def test_a_parameter_met_twice_keeps_its_number() -> None:
    first, second = sql.Bind("a", Storage.BIG), sql.Bind("b", Storage.TEXT, is_list=True)
    select = sql.Select(((first, None), (second, None), (first, None)))
    sqlite, postgres = SqliteWriter().statement(select), PostgresWriter().statement(select)
    assert sqlite.text == "SELECT ?1, ?2, ?1"
    assert postgres.text == "SELECT $1::bigint, $2::text[], $1::bigint"
    assert sqlite.binds == postgres.binds == (first, second)


def test_nothing_to_hold_holds_and_nothing_to_choose_does_not() -> None:
    assert (SqliteWriter().write(sql.And(())), SqliteWriter().write(sql.Or(()))) == ("1=1", "1=0")


def nested(levels: int, kind: str) -> str:
    if levels == 0:
        return "1"
    inner = nested(levels - 1, kind)
    return {
        "call": f"coalesce(NULL, {inner})",
        "select": f"(SELECT {inner} FROM t)",
        "source": f"(SELECT c FROM (SELECT {inner} AS c FROM t) r)",
        "case": f"CASE WHEN 1 THEN {inner} END",
        "condition": f"(1=1 AND (2=3 OR {inner} = 2))",
    }[kind]


@pytest.mark.parametrize("kind", ["call", "select", "source", "case", "condition"])
def test_whatever_is_counted_as_shallow_enough_is_read_by_sqlite(kind: str) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE t (c)")
    fitting = [text for n in range(60) if nesting.nesting(text := f"SELECT {nested(n, kind)}") <= nesting.STACK_MAX]
    assert len(fitting) > 5
    for text in fitting:
        database.execute(text)
