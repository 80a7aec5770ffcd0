"""The limiter, fed with documents that stopped well-known limiters; time is measured against an ordinary document."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from graphql import get_introspection_query

from isuo_graph.kit.errors import Code, Refused
from isuo_graph.plan import limits

READ = limits.reader(limits.Limits())
# Past the token limit, to see that the counting itself stands what a larger setting would let through.
READ_LONG = limits.reader(limits.Limits(tokens=100_000))
ORDINARY = "{ students(first: 20) { nodes { id familyName schoolClass { id name } marks { nodes { id value } } } } }"


def doubling(levels: int, inner: str = "id") -> str:
    """Write fragments of which each spreads the next one twice."""
    chain = (f"fragment F{n} on Q {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels))
    return " ".join(("{ ...F0 }", *chain, f"fragment F{levels} on Q {{ {inner} }}"))


def aliased(levels: int) -> str:
    """Write fragments of which each asks the next one under two aliases."""
    chain = (f"fragment F{n} on Q {{ a: q {{ ...F{n + 1} }} b: q {{ ...F{n + 1} }} }}" for n in range(levels))
    return " ".join(("{ ...F0 }", *chain, f"fragment F{levels} on Q {{ id }}"))


ATTACKS = {
    "doubling fragments": (doubling(25), "fields"),
    "doubling fragments, two thousand tokens": (doubling(58), "fields"),
    "doubling aliased objects": (aliased(12), "aliases"),
    "800 equal list fields": ("{ s { " + "l { id } " * 800 + "} }", "namesakes"),
    "800 equal list fields over fragments": (
        "{ s { ...F ...G } } fragment F on S { " + "l " * 400 + "} fragment G on S { " + "l " * 400 + "}",
        "namesakes",
    ),
    "400 conflicts": ("{ s { " + " ".join(f"a: f{n}" for n in range(400)) + " } }", "namesakes"),
    "5,000 includes": ("{ a " + "@include(if: true) " * 5_000 + "}", "directives"),
    "2,000 unused fragments": ("{ a } " + " ".join(f"fragment F{n} on Q {{ a }}" for n in range(2_000)), "definitions"),
    "wide root": ("{ " + " ".join(f"f{n}" for n in range(21)) + " }", "root_fields"),
    "wide root over a fragment": (
        "{ ...F } fragment F on Q { " + " ".join(f"f{n}" for n in range(21)) + " }",
        "root_fields",
    ),
    "one level too deep": ("{ a " * 16 + "}" * 16, "depth"),
    "depth over fragments": (
        "{ a { ...F } } fragment F on Q { " + "b { " * 14 + "c" + " }" * 15,
        "depth",
    ),
    "31 aliases": ("{ s { " + " ".join(f"a{n}: f{n}" for n in range(31)) + " } }", "aliases"),
    "the schema three times": (
        "{ " + " ".join(f"a{n}: __schema {{ types {{ name }} }}" for n in range(3)) + " }",
        "introspections",
    ),
    "types of the schema over a fragment": (
        '{ ...F ...F ...F } fragment F on Q { __type(name: "Q") { name } }',
        "introspections",
    ),
    "directives on variables": ("query ($a: Int " + "@d " * 51 + ") { a }", "directives"),
}


def refusal(text: str, read: Callable[[str], object] = READ_LONG) -> Refused:
    with pytest.raises(Refused) as caught:
        read(text)
    return caught.value


def seconds(work: Callable[[], object]) -> float:
    """Give the processor time of the best of seven runs: the rest of the machine does not count."""
    spent = []
    for _ in range(7):
        start = time.thread_time()
        work()
        spent.append(time.thread_time() - start)
    return min(spent)


@pytest.mark.parametrize("name", ATTACKS)
def test_attack_is_refused_and_its_limit_named(name: str) -> None:
    text, limit = ATTACKS[name]
    refused = refusal(text)
    assert (refused.code, refused.message) == (Code.LIMIT_EXCEEDED, f"limit.{limit}")


@pytest.mark.parametrize("name", ATTACKS)
def test_refusal_by_default_limits_costs_little(name: str) -> None:
    ordinary = seconds(lambda: READ(ORDINARY))
    # 2,000 tokens are about 40 times an ordinary document; a quiet machine was seen to take 68 times.
    assert seconds(lambda: refusal(ATTACKS[name][0], READ)) < 150 * ordinary


def test_refusal_carries_the_limits_value() -> None:
    assert refusal("{ a " * 16 + "}" * 16).extensions == {"limit": 15, "limitName": "depth"}


def test_doubling_is_counted_once_for_each_fragment() -> None:
    wide = limits.Limits(tokens=100_000, fields=1 << 70, root_fields=1 << 70, definitions=100)
    few, many = doubling(20), doubling(60)
    fast = seconds(lambda: limits.reader(wide)(few))
    assert seconds(lambda: limits.reader(wide)(many)) < 20 * fast


@pytest.mark.parametrize(
    "text",
    [
        "{ ...A } fragment A on Q { a ...A }",
        "{ ...A } fragment A on Q { b { ...B } } fragment B on Q { c { ...A } }",
        "{ a } fragment A on Q { ...B } fragment B on Q { ...C } fragment C on Q { ...B }",
    ],
)
def test_cycle_of_fragments_is_refused(text: str) -> None:
    assert refusal(text).message == "document.invalid"


def test_too_many_tokens_are_refused_while_parsing() -> None:
    assert refusal("{ " + "a " * 500_000 + "}", READ).message == "limit.tokens"


def test_a_million_comments_are_refused_while_parsing() -> None:
    assert refusal("#\n" * 100_000 + "{ a }", READ).message == "limit.tokens"


@pytest.mark.parametrize("text", ["{ a" * 100_000, "{ a(b: " + "[" * 100_000, "query ($a: " + "[" * 100_000])
def test_endless_nesting_is_refused(text: str) -> None:
    assert refusal(text).code in {Code.LIMIT_EXCEEDED, Code.BAD_USER_INPUT}


def test_wrong_syntax_is_bad_input() -> None:
    assert refusal("{ a ").message == "document.malformed"


def test_definition_of_a_type_is_bad_input() -> None:
    assert refusal("type A { a: Int }").message == "document.invalid"


def test_unknown_fragment_is_left_to_validation() -> None:
    assert READ("{ ...Nowhere }").definitions


def test_fields_and_depth_are_counted_where_a_fragment_is_used() -> None:
    assert READ("{ a { ...F } b { ...F } } fragment F on Q { " + "c { " * 13 + "d" + " }" * 14).definitions


@pytest.mark.parametrize(
    "text", [ORDINARY, get_introspection_query(), get_introspection_query(input_value_deprecation=True)]
)
def test_ordinary_document_passes(text: str) -> None:
    assert READ(text).definitions
