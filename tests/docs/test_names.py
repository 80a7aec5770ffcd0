"""Names that the pages use are names that exist: types, fields, acts, arguments, enum values, settings, queries."""

import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    parse,
    validate,
)
from tests.docs import pages

from isuo_graph import app, sdk
from isuo_graph.kit.errors import Code
from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Role
from isuo_graph.rooms.orders.citing import Standing
from isuo_graph.settings import Settings, variable

# Words of GraphQL over HTTP, of the answers and of JWT that no schema declares.
_PROTOCOL: Final = {
    "connection_init", "documentId", "errorsOmitted", "inputPath", "limitName", "operationName", "requestId",
    "retryAfterS",
}  # fmt: skip
_OTHERS: Final = {"HMAC", "KOLIBRI_PASSWORD", "LIMIT", "ROOM", "SERIALIZABLE", "SIGTERM"}
_CAMEL: Final = re.compile(r"([a-z]+[A-Z]\w*)(?:\(.*\))?")
_CALLED: Final = re.compile(r"([a-z]\w*)\((?:[a-z]\w*:.*)?\)")
_LOUD: Final = re.compile(r"[A-Z]{3,}(?:_[A-Z]+)*")
_SETTING: Final = re.compile(r"\bISUO_[A-Z0-9_]+")
_DERIVED: Final = ("Edge", "Connection", "Where", "Some", "Order", "Summary", "GroupBy", "Key", "Average", "Having")


@cache
def schema() -> GraphQLSchema:
    return build_schema(app.schema().as_str())


@cache
def declared() -> frozenset[str]:
    """Fields, arguments and input fields of all types."""
    found: set[str] = set()
    for kind in schema().type_map.values():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            found |= kind.fields.keys()
            found |= {name for field in kind.fields.values() for name in field.args}
        elif isinstance(kind, GraphQLInputObjectType):
            found |= kind.fields.keys()
    return frozenset(found)


@cache
def values() -> frozenset[str]:
    """Values of all enums, and codes, roles and purposes."""
    kinds = [kind for kind in schema().type_map.values() if isinstance(kind, GraphQLEnumType)]
    found = {value for kind in kinds for value in kind.values}
    return frozenset(found | {one.value for one in (*Code, *Role, *Purpose, *Standing)} | {"ALLOWED", "NOT_ASKED"})


def type_names() -> set[str]:
    """The types that have a meaning of their own: none that follows from another by its ending."""
    names = {name for name in schema().type_map if not name.startswith("__")}
    rows = {name for name in names if f"{name}Connection" in names}
    derived = {f"{name}{ending}" for name in rows for ending in _DERIVED}
    return {
        name
        for name in names - derived - {"Boolean", "Float", "ID", "Int", "String"}
        if not name.endswith(("Payload", "Input", "Filter"))
    }


@pytest.mark.parametrize("page", pages.PAGES, ids=pages.name_of)
def test_fields_and_acts_named_on_a_page_are_in_the_schema(page: Path) -> None:
    words = {word.partition(" ")[0] if "(" not in word else word for word in pages.words_in_code_font(page)}
    found = {match[1] for word in words for form in (_CAMEL, _CALLED) if (match := form.fullmatch(word))}
    assert found - declared() - _PROTOCOL == set()


@pytest.mark.parametrize("page", pages.PAGES, ids=pages.name_of)
def test_codes_and_enum_values_named_on_a_page_exist(page: Path) -> None:
    found = {word for word in pages.words_in_code_font(page) if _LOUD.fullmatch(word) and not word.startswith("ISUO_")}
    assert found - values() - set(sdk.__all__) - _OTHERS == set()


@pytest.mark.parametrize("page", pages.PAGES, ids=pages.name_of)
def test_settings_named_on_a_page_exist(page: Path) -> None:
    known = {variable(name) for name in Settings.model_fields}
    found = {name for name in _SETTING.findall(pages.text_of(page)) if not name.startswith("ISUO_TEST_")}
    assert found - known == set()


QUERIES = [(page, text) for page in pages.PAGES for text in pages.blocks(page, "graphql")]


@pytest.mark.parametrize(
    ("page", "text"), QUERIES, ids=[f"{pages.name_of(page)}-{i}" for i, (page, _) in enumerate(QUERIES)]
)
def test_a_query_on_a_page_is_valid(page: Path, text: str) -> None:
    assert validate(schema(), parse(text)) == [], pages.name_of(page)


def test_the_glossary_has_every_type_and_no_other() -> None:
    page = pages.DOCS / "glossary.md"
    named = {name for row in pages.rows(page) for name in re.findall(r"^`([A-Z]\w*[a-z]\w*)`$", row[0])}
    assert named == type_names()


@pytest.mark.parametrize("kind", [Role, Purpose])
def test_the_glossary_has_every_role_and_purpose(kind: type[Role] | type[Purpose]) -> None:
    named = {row[0].strip("`") for row in pages.rows(pages.DOCS / "glossary.md")}
    assert {one.value for one in kind} <= named


def test_every_term_of_the_glossary_is_there_in_three_languages() -> None:
    for row in pages.rows(pages.DOCS / "glossary.md"):
        if len(row) == 4:
            assert all(row[1:]), row
            assert re.search("[а-яё]", row[2]), row
            assert re.search("[а-яёңөү]", row[3]), row
