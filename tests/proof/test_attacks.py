"""Questions written to break the planner or to learn what may not be learnt. Each was a fault once, or would be a bad one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.proof.rows import FOREVER, row, town
from tests.proof.viewers import (
    ANALYST,
    CLASS_TEACHER,
    DIRECTOR,
    DIRECTOR_AND_PARENT,
    GUARDIAN,
    PUBLIC,
    STRANGER,
    TEACHER,
    reaching,
)
from tests.proof.world import PLANNERS, World, read

from isuo_graph.kit.errors import Refused
from isuo_graph.plan import bind
from isuo_graph.policy.rights import Action, Category, Scope
from isuo_graph.policy.viewer import Reach, Viewer


@pytest.fixture(autouse=True)
def school(world: World) -> None:
    world.fill(town())


# --- statements that a database does not take


def of_student(levels: int) -> str:
    return f"{{ phone schoolClass {of_class(levels - 1)} }}" if levels else "{ id phone withheld { field code } }"


def of_class(levels: int) -> str:
    return f"{{ name students(first: 2) {{ nodes {of_student(levels - 1)} }} }}" if levels else "{ id name }"


@pytest.mark.parametrize("levels", range(1, 8))
def test_nested_edges_are_read_on_sqlite_or_refused_by_name(world: World, levels: int) -> None:
    answers = world.ask(f"{{ students(first: 2) {{ nodes {of_student(levels)} }} }}", DIRECTOR)
    sqlite, postgres = answers[bind.Dialect.SQLITE], answers[bind.Dialect.POSTGRES]
    assert not postgres.refused
    assert sqlite.refused.startswith("LIMIT_EXCEEDED") if sqlite.refused else sqlite.decoded == postgres.decoded
    assert not (levels <= 3 and sqlite.refused)


def test_nested_rows_ordered_by_a_masked_key_are_read(world: World) -> None:
    found = world.same("{ students { nodes { marks(orderBy: [{givenAt: DESC}]) { nodes { id } } } } }", DIRECTOR)
    assert any(one["marks"] and one["marks"]["nodes"] for one in found.decoded["students"]["nodes"])


@pytest.mark.parametrize("info", ["hasPreviousPage", "__typename", "hasPreviousPage __typename"])
def test_a_page_asked_only_for_what_needs_no_row_is_one_object(world: World, info: str) -> None:
    found = world.same(f"{{ students {{ pageInfo {{ {info} }} }} }}", DIRECTOR)
    assert set(found.decoded["students"]["pageInfo"]) == set(info.split())


def test_a_wide_selection_at_every_level_does_not_double_the_statement(world: World) -> None:
    wide = " ".join(f"a{i}: phone" for i in range(60))
    one = world.same(f"{{ students {{ nodes {{ {wide} }} }} }}", DIRECTOR)
    two = world.same(f"{{ students {{ nodes {{ {wide} mentor {{ {wide} mentor {{ {wide} }} }} }} }} }}", DIRECTOR)
    assert len(two.statements[0]) < 6 * len(one.statements[0])


def test_wide_rows_keep_the_order_of_their_fields(world: World) -> None:
    keys = [f"a{i}" for i in range(130)]
    found = world.same(f"{{ student(id: \"stu_2\") {{ {' '.join(f'{key}: phone' for key in keys)} }} }}", DIRECTOR)
    assert list(found.decoded["student"]) == keys


# --- values that a database does not take


@pytest.mark.parametrize("where", [{"phone": {"eq": "a\0"}}, {"phone": {"in": ["\ud800"]}}, {"fullName": {"contains": "\0"}}])
def test_a_text_that_cannot_be_stored_is_bad_input(world: World, where: dict[str, Any]) -> None:
    found = world.same("query($w: StudentWhere) { students(where: $w) { totalCount } }", DIRECTOR, {"w": where})
    assert found.refused.startswith("BAD_USER_INPUT")


@pytest.mark.parametrize("number", ["1e300", "-1e18", "1e999"])
def test_a_number_that_cannot_be_stored_is_bad_input(world: World, number: str) -> None:
    found = world.same(f"{{ marks(where: {{share: {{gt: {number}}}}}) {{ totalCount }} }}", DIRECTOR)
    assert found.refused.startswith("BAD_USER_INPUT")


@pytest.mark.parametrize("letters", ["a" * 20_000, "Ө" * 5_000, "👩‍🎓", "%_\\'\"", "\u202e", "\x7f"])
def test_any_other_text_is_searched_for(world: World, letters: str) -> None:
    for how in ("eq", "startsWith", "contains"):
        text = "query($t: String) { students(where: {familyName: {%s: $t}, phone: {%s: $t}}) { totalCount } }" % (how, how)
        assert world.same(text, DIRECTOR, {"t": letters}).decoded == {"students": {"totalCount": 0}}


@pytest.mark.parametrize("number", [2**31, -(2**31) - 1])
def test_a_whole_number_beyond_32_bits_is_refused_by_graphql(number: int) -> None:
    with pytest.raises(AssertionError, match="32-bit"):
        read(f"{{ marks(where: {{value: {{eq: {number}}}}}) {{ totalCount }} }}")


@pytest.mark.parametrize("day", ["2026-W36-2", "20260901", "2026-9-1", "2026-13-01", " 2026-09-01"])
def test_a_day_is_written_in_one_way_only(day: str) -> None:
    with pytest.raises(AssertionError, match="Date"):
        read(f'{{ students(where: {{bornOn: {{eq: "{day}"}}}}) {{ totalCount }} }}')


def test_a_fraction_finer_than_a_thousandth_is_compared_as_written(world: World) -> None:
    def count(test: str) -> Any:
        return world.same(f"{{ marks(where: {{share: {{{test}}}}}) {{ totalCount }} }}", DIRECTOR).decoded["marks"]["totalCount"]

    assert count("eq: 0.333") > 0
    assert count("eq: 0.3333") == 0
    assert count("lte: 0.3329, gt: 0") == 0
    assert count("lt: 0.3331, gt: 0.3329") == count("eq: 0.333")


# --- requests without an end


def test_a_long_list_is_refused(world: World) -> None:
    ids = [f"stu_{n}" for n in range(1, 1002)]
    found = world.same("query($i: [ID!]) { students(where: {id: {in: $i}}) { totalCount } }", DIRECTOR, {"i": ids})
    assert found.refused.startswith("LIMIT_EXCEEDED")


def test_a_list_of_a_thousand_is_read(world: World) -> None:
    ids = [f"stu_{n}" for n in range(1, 1001)]
    found = world.same("query($i: [ID!]) { students(where: {id: {in: $i}}) { totalCount } }", DIRECTOR, {"i": ids})
    assert found.decoded == {"students": {"totalCount": 7}}


@pytest.mark.parametrize("where", [{"or": [{"phone": {"eq": "1"}}] * 2_000}, {"and": [{"not": {}}] * 5_000}])
def test_a_wide_filter_is_refused(world: World, where: dict[str, Any]) -> None:
    found = world.same("query($w: StudentWhere) { students(where: $w) { totalCount } }", DIRECTOR, {"w": where})
    assert found.refused.startswith("LIMIT_EXCEEDED")


def test_a_filter_of_a_hundred_choices_is_read(world: World) -> None:
    where = {"or": [{"phone": {"eq": f"+99655500{i}"}} for i in range(100)]}
    found = world.same("query($w: StudentWhere) { students(where: $w) { totalCount } }", DIRECTOR, {"w": where})
    assert not found.refused


@pytest.mark.parametrize("depth", [5, 19, 21, 60])
def test_a_deep_filter_is_read_or_refused(world: World, depth: int) -> None:
    where: dict[str, Any] = {}
    for _ in range(depth):
        where = {"not": where}
    found = world.ask("query($w: StudentWhere) { students(where: $w) { totalCount } }", DIRECTOR, {"w": where})
    for answer in found.values():
        assert answer.refused.startswith("LIMIT_EXCEEDED") or (not answer.refused and depth < 20)
    assert depth > 5 or not any(answer.refused for answer in found.values())


def test_an_order_that_names_one_field_a_thousand_times_is_as_short_as_once(world: World) -> None:
    text = "query($o: [StudentOrder!]) { students(orderBy: $o) { edges { cursor } } }"
    once = world.same(text, DIRECTOR, {"o": [{"bornOn": "ASC"}]})
    often = world.same(text, DIRECTOR, {"o": [{"bornOn": "ASC"}, {"bornOn": "DESC"}] * 500})
    assert once.data == often.data
    assert once.statements == often.statements


# --- nulls and empties


def test_a_joined_text_is_searched_as_a_text(world: World) -> None:
    found = world.same('{ students(where: {fullName: {in: ["Асанов Бек"]}}) { totalCount } }', DIRECTOR)
    assert found.decoded == {"students": {"totalCount": 2}}


@pytest.mark.parametrize("where", [{"and": None}, {"or": None}, {"not": None}, {"marks": None}, {"marks": {"some": None}}, {"phone": None}, {"mentor": None}, {}])
def test_a_null_where_an_object_could_stand_asks_nothing(world: World, where: dict[str, Any]) -> None:
    found = world.same("query($w: StudentWhere) { students(where: $w) { totalCount } }", DIRECTOR, {"w": where})
    assert found.decoded == {"students": {"totalCount": 7}}


@pytest.mark.parametrize("how", ["lt", "startsWith", "contains", "in", "isNull"])
def test_a_null_operand_finds_nothing(world: World, how: str) -> None:
    field = "bornOn" if how == "lt" else "familyName"
    found = world.same(f"{{ students(where: {{{field}: {{{how}: null}}}}) {{ totalCount }} }}", DIRECTOR)
    assert found.decoded == {"students": {"totalCount": 0}}


def test_equal_to_null_finds_rows_without_a_value(world: World) -> None:
    text = "query($n: String) { a: students(where: {familyName: {eq: null}}) { totalCount } b: students(where: {familyName: {eq: $n}}) { totalCount } }"
    found = world.same(text, DIRECTOR, {"n": None})
    assert found.decoded["a"] == found.decoded["b"] == {"totalCount": 1}


def test_a_null_in_a_told_field_is_no(world: World) -> None:
    found = world.same("{ marks(orderBy: [{id: ASC}]) { nodes { isVoid } } }", DIRECTOR).decoded
    assert {one["isVoid"] for one in found["marks"]["nodes"]} == {True, False}


@pytest.mark.parametrize("after", ["", "x", "AAAA", "=" * 100, "ү", "a" * 10_000])
def test_a_cursor_that_is_none_is_bad_input(world: World, after: str) -> None:
    found = world.same("query($a: String) { students(after: $a) { nodes { id } } }", DIRECTOR, {"a": after})
    assert found.refused.startswith("BAD_USER_INPUT")


@pytest.mark.parametrize("first", [-1, -(2**31)])
def test_a_negative_page_is_bad_input(world: World, first: int) -> None:
    for text in (f"{{ students(first: {first}) {{ totalCount }} }}", f"{{ schools {{ nodes {{ classes(first: {first}) {{ totalCount }} }} }} }}"):
        assert world.same(text, DIRECTOR).refused.startswith("BAD_USER_INPUT")


def test_a_page_of_none_tells_whether_rows_follow(world: World) -> None:
    found = world.same("{ students(first: 0) { nodes { id } pageInfo { hasNextPage startCursor endCursor } } }", DIRECTOR)
    assert found.decoded["students"] == {"nodes": [], "pageInfo": {"hasNextPage": True, "startCursor": None, "endCursor": None}}


# --- cursors


def end_of(world: World, viewer: Viewer, order: str) -> str:
    text = f"{{ students(first: 2, orderBy: {order}) {{ pageInfo {{ endCursor }} }} }}"
    return str(world.same(text, viewer).decoded["students"]["pageInfo"]["endCursor"])


def test_a_cursor_opens_for_nobody_else(world: World) -> None:
    cursor = end_of(world, DIRECTOR, "[{phone: ASC}]")
    text = "query($a: String) { students(first: 2, after: $a, orderBy: [{phone: ASC}]) { nodes { id } } }"
    assert not world.same(text, DIRECTOR, {"a": cursor}).refused
    assert world.same(text, replace(DIRECTOR, account_id=77), {"a": cursor}).refused.startswith("BAD_USER_INPUT")


def test_a_cursor_opens_in_no_other_order_or_type(world: World) -> None:
    cursor = end_of(world, DIRECTOR, "[{phone: ASC}]")
    for order in ("[{phone: DESC}]", "[{pin: ASC}]", "[]", "[{phone: ASC}, {pin: ASC}]"):
        found = world.same(f'{{ students(after: "{cursor}", orderBy: {order}) {{ nodes {{ id }} }} }}', DIRECTOR)
        assert found.refused.startswith("BAD_USER_INPUT")
    assert world.same(f'{{ marks(after: "{cursor}") {{ nodes {{ id }} }} }}', DIRECTOR).refused.startswith("BAD_USER_INPUT")


@pytest.mark.parametrize("order", ["[{exempt: ASC}]", "[{bornOn: DESC}]", "[{weight: ASC}]", "[{seenAt: DESC}, {phone: ASC}]", "[{familyName: DESC}]", "[]"])
@pytest.mark.parametrize("viewer", [DIRECTOR, CLASS_TEACHER, DIRECTOR_AND_PARENT], ids=["director", "classteacher", "both"])
def test_pages_followed_to_the_end_give_every_row_once(world: World, order: str, viewer: Viewer) -> None:
    text = f"query($a: String) {{ students(first: 2, after: $a, orderBy: {order}) {{ edges {{ cursor node {{ id }} }} pageInfo {{ hasNextPage endCursor startCursor }} }} }}"
    whole = world.same(f"{{ students(orderBy: {order}) {{ nodes {{ id }} }} }}", viewer).decoded["students"]["nodes"]
    found: list[Any] = []
    after = None
    while True:
        page = world.same(text, viewer, {"a": after}).decoded["students"]
        found += [edge["node"] for edge in page["edges"]]
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        after = page["pageInfo"]["endCursor"]
        assert after == page["edges"][-1]["cursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == whole


def test_a_key_too_long_for_a_cursor_is_refused_by_name(world: World) -> None:
    world.change("student", 1, {"phone": "Ө" * 5_000})
    found = world.same("{ students(orderBy: [{phone: ASC}]) { edges { cursor } } }", DIRECTOR)
    assert found.refused.startswith("LIMIT_EXCEEDED")


# --- what may not be named


@pytest.mark.parametrize("text", [
    '{ students(where: {phone: {eq: "1"}}) { totalCount } }',
    "{ students(where: {not: {phone: {isNull: true}}}) { totalCount } }",
    '{ students(where: {or: [{and: [{mentor: {phone: {eq: "1"}}}]}]}) { totalCount } }',
    "{ students(where: {mentored: {none: {}}}) { totalCount } }",
    "{ students(where: {mentored: null}) { totalCount } }",
    "{ students(where: {kinships: {some: {}}}) { totalCount } }",
    '{ marks(where: {student: {pin: {startsWith: "2"}}}) { totalCount } }',
    "{ students(orderBy: [{pin: ASC}]) { totalCount } }",
    "{ students(orderBy: [{familyName: ASC}, {phone: DESC}]) { totalCount } }",
    "{ students { nodes { marks(where: {student: {bornOn: {isNull: true}}}) { totalCount } } } }",
    "{ studentsSummary(groupBy: [BORN_ON]) { count } }",
    '{ studentsSummary(where: {bornOn: {gt: "2014-01-01"}}) { count } }',
])  # fmt: skip
def test_a_forbidden_field_is_refused_wherever_it_is_named(world: World, text: str) -> None:
    assert world.same(text, TEACHER).refused.startswith("FORBIDDEN_FIELD")


@pytest.mark.parametrize("text", ['{ students(where: {id: {eq: "stu_1"}}) { totalCount } }', '{ students(where: {familyName: {eq: "a"}}) { totalCount } }', '{ topics(where: {marks: {some: {value: {eq: 5}}}}) { totalCount } }'])
def test_who_sees_only_totals_may_not_ask_about_single_rows(world: World, text: str) -> None:
    assert world.same(text, ANALYST).refused.startswith("FORBIDDEN_FIELD")


def test_who_sees_only_totals_gets_no_row_and_is_told_where_to_ask(world: World) -> None:
    found = world.same("{ students { totalCount nodes { id } edges { cursor } pageInfo { hasNextPage endCursor } } }", ANALYST)
    assert found.decoded["students"] == {"totalCount": 0, "nodes": [], "edges": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}
    assert found.withheld[0]["instead"] == "studentsSummary"
    assert found.statements[0].count("FROM") == 0


def test_totals_of_marks_do_not_open_an_edge_to_open_rows(world: World) -> None:
    totals = reaching([Category.CONTACTS], Reach(Scope.NATION), action=Action.SUMMARISE)
    viewer = Viewer(account_id=8, reaches={**PUBLIC, **reaching([Category.ROSTER], Reach(Scope.NATION)), **totals})
    found = world.same("{ students(orderBy: [{id: ASC}]) { nodes { mentored { totalCount nodes { id } } } } }", viewer)
    assert {str(one["mentored"]) for one in found.decoded["students"]["nodes"]} == {"{'totalCount': 0, 'nodes': []}"}


def test_default_order_by_a_forbidden_field_is_left_out(world: World) -> None:
    viewer = Viewer(account_id=8, reaches={**PUBLIC, **reaching([Category.MARKS], Reach(Scope.NATION))})
    found = world.same("{ marks { nodes { id } } }", viewer)
    assert "given_at" in found.statements[0]
    blind = replace(viewer, reaches={**PUBLIC, **reaching([Category.ROSTER], Reach(Scope.TAUGHT)), **reaching([Category.MARKS], Reach(Scope.SELF))})
    assert '"given_at"' not in world.same("{ students { nodes { id } } }", blind).statements[0]


def test_a_row_of_another_school_and_one_that_is_not_there_are_the_same(world: World) -> None:
    text = '{ a: student(id: "stu_7") { id } b: student(id: "stu_999") { id } c: node(id: "stu_7") { id } }'
    found = world.same(text, DIRECTOR)
    assert found.decoded == {"a": None, "b": None, "c": None}


def test_masked_values_are_compared_as_null(world: World) -> None:
    hidden = town()["student"][2]["phone"]
    text = "query($p: String) { eq: students(where: {phone: {eq: $p}}) { totalCount } not: students(where: {not: {phone: {eq: $p}}}) { totalCount } none: students(where: {phone: {isNull: true}}) { nodes { id } } }"
    found = world.same(text, DIRECTOR, {"p": hidden}).decoded
    assert (found["eq"]["totalCount"], found["not"]["totalCount"]) == (0, 7)
    assert {"id": "stu_3"} in found["none"]["nodes"]


# --- rows of no school


def test_national_rows_show_the_marks_of_every_school(world: World) -> None:
    viewer = Viewer(account_id=8, reaches={**PUBLIC, **reaching([Category.MARKS], Reach(Scope.NATION))})
    found = world.same('{ topic(id: "top_1") { marks { nodes { id } } } marks(where: {topic: {id: {eq: "top_1"}}}) { nodes { id } } }', viewer)
    assert found.decoded["topic"]["marks"] == found.decoded["marks"]
    assert {"id": "mrk_20"} in found.decoded["marks"]["nodes"]


# --- the two forms of "withheld"


def test_withheld_tells_of_a_row_whose_scope_cannot_be_told(world: World) -> None:
    found = world.same('{ students(where: {id: {eq: "stu_8"}}) { nodes { phone withheld { field code purpose } } } }', DIRECTOR_AND_PARENT)
    assert [one["withheld"] for one in found.decoded["students"]["nodes"]] == [[]]
    reach = reaching([Category.CONTACTS], Reach(Scope.OWN_CLASS))
    viewer = replace(CLASS_TEACHER, reaches={**PUBLIC, **reaching([Category.ROSTER], Reach(Scope.SCHOOL)), **reach})
    found = world.same('{ students(where: {id: {eq: "stu_8"}}) { nodes { phone withheld { field code } } } }', viewer)
    assert found.decoded["students"]["nodes"][0]["withheld"] == [{"field": "phone", "code": "NOT_IN_SCOPE"}]


def test_withheld_says_alike_in_the_row_and_beside_the_answer(world: World) -> None:
    viewer = replace(GUARDIAN, reaches={**GUARDIAN.reaches, **reaching([Category.PIN], Reach(Scope.ADDRESSED))})
    found = world.same("{ students { nodes { pin withheld { field code } } } }", viewer)
    assert {one["code"] for one in found.withheld if one["path"][-1] == "pin"} == {"NOT_IN_SCOPE"}
    assert {told["code"] for one in found.decoded["students"]["nodes"] for told in one["withheld"]} == {"NOT_IN_SCOPE"}


# --- values as both databases print them


@pytest.mark.parametrize(("column", "value", "field", "shown"), [
    ("weight", 0, "weight", 0), ("weight", 5, "weight", 0.005), ("weight", 10**6, "weight", 1000),
    ("weight", -250, "weight", -0.25), ("weight", 10**18, "weight", 10**15), ("weight", 123_456_789_012_345, "weight", 123_456_789_012.345),
    ("seen_at", 0, "seenAt", "1970-01-01T00:00:00.000Z"), ("seen_at", -1, "seenAt", "1969-12-31T23:59:59.999Z"),
    ("seen_at", 253_402_300_799_999, "seenAt", "9999-12-31T23:59:59.999Z"), ("seen_at", 9_000_000_000_123, "seenAt", "2255-03-14T16:00:00.123Z"),
    ("given_name", "", "fullName", "Асанов "), ("given_name", " x", "fullName", "Асанов  x"), ("given_name", None, "fullName", "Асанов"),
    ("phone", '\t"\\/\u2028\x1f👩', "phone", '\t"\\/\u2028\x1f👩'), ("exempt", None, "exempt", None),
])  # fmt: skip
def test_a_value_is_printed_alike(world: World, column: str, value: Any, field: str, shown: Any) -> None:
    world.change("student", 2, {column: value})
    assert world.same(f'{{ student(id: "stu_2") {{ {field} }} }}', replace(DIRECTOR, reaches={**PUBLIC, **reaching(Category, Reach(Scope.SCHOOL, waives=True))})).decoded == {"student": {field: shown}}


def test_a_joined_text_that_begins_with_nothing_keeps_its_space(world: World) -> None:
    world.change("student", 2, {"family_name": ""})
    assert world.same('{ student(id: "stu_2") { fullName } }', DIRECTOR).decoded == {"student": {"fullName": " Бек"}}


# --- summaries


def pupils(*groups: int) -> dict[str, list[dict[str, Any]]]:
    """Give students of one school: so many born on each day."""
    numbers = iter(range(1, 1000))
    days = [row("student", next(numbers), born_on=NOW_DAY.replace(day=i + 1), weight=1000 * i, record_until=FOREVER, health_until=FOREVER) for i, size in enumerate(groups) for _ in range(size)]
    return {"school": [row("school", 1)], "class": [row("class", 1)], "student": days}


NOW_DAY = date(2014, 1, 1)


def counts(world: World, arguments: str = "") -> list[int]:
    found = world.same(f"{{ studentsSummary{arguments} {{ count average {{ weight }} }} }}", ANALYST)
    return [one["count"] for one in found.decoded["studentsSummary"]]


def test_small_groups_are_left_out(world: World) -> None:
    world.fill(pupils(7, 4, 3, 9))
    assert counts(world, "(groupBy: [BORN_ON])") == [7, 9]


def test_the_smallest_shown_group_goes_where_the_hidden_ones_could_be_worked_out(world: World) -> None:
    world.fill(pupils(7, 4, 9))
    assert counts(world, "(groupBy: [BORN_ON])") == [9]


@pytest.mark.parametrize(("excluded", "shown"), [(1, []), (4, []), (5, [20])])
def test_a_filter_that_leaves_out_a_few_shows_nothing(world: World, excluded: int, shown: list[int]) -> None:
    world.fill(pupils(20, excluded))
    assert counts(world, '(where: {bornOn: {eq: "2014-01-01"}})') == shown
    assert counts(world, '(where: {not: {bornOn: {eq: "2014-01-02"}}})') == shown


def test_having_tells_nothing_of_hidden_groups(world: World) -> None:
    world.fill(pupils(7, 4, 3, 9))
    assert counts(world, "(groupBy: [BORN_ON], having: {count: {lt: 5}})") == []


def test_a_mean_over_few_values_is_not_shown_to_who_sees_totals(world: World) -> None:
    rows = pupils(9)
    for one in rows["student"][4:]:
        one["weight"] = None
    world.fill(rows)
    found = world.same("{ studentsSummary { count average { weight } } }", ANALYST).decoded
    assert found["studentsSummary"] == [{"count": 9, "average": {"weight": None}}]


def test_who_may_read_the_rows_sees_small_groups(world: World) -> None:
    world.fill(pupils(7, 4))
    found = world.same("{ studentsSummary(groupBy: [BORN_ON]) { count } }", DIRECTOR).decoded
    assert found["studentsSummary"] == [{"count": 7}, {"count": 4}]


# --- strangers


def test_a_stranger_reads_what_is_public_and_nothing_else(world: World) -> None:
    found = world.same("{ schools { nodes { name classes { nodes { name students { nodes { id } } } } } } students { nodes { id } } }", STRANGER)
    assert found.decoded["students"] is None
    assert {str(k["students"]) for s in found.decoded["schools"]["nodes"] for k in s["classes"]["nodes"]} == {"None"}


def test_a_plan_is_refused_before_any_statement(world: World) -> None:
    asked = read("{ students(where: {pin: {eq: null}}) { totalCount } }")
    with pytest.raises(Refused):
        PLANNERS[bind.Dialect.SQLITE].plan(asked.operation, asked.document, TEACHER)

