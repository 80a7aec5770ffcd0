"""Any text is ordered and found by the Kyrgyz and Russian alphabets, over HTTP, alike on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from tests.served import School

ALPHABET = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"


def names(school: School, field: str, tests: str = "", order: str = "") -> list[str]:
    """Give a field of the director's first students that pass the tests."""
    asked = f"first: 200, where: {{{tests}}}, orderBy: [{order}]"
    rows = school.person("director").data(f"{{ students({asked}) {{ nodes {{ {field} }} }} }}")["students"]["nodes"]
    return [row[field] for row in rows if row[field] is not None]


def by_alphabet(name: str) -> list[int]:
    return [ALPHABET.find(letter) for letter in name.lower()]


@pytest.mark.parametrize("field", ["givenName", "patronymic", "familyName"])
def test_names_are_ordered_by_the_alphabet(school: School, field: str) -> None:
    found = names(school, field, order=f"{{{field}: ASC}}")
    assert found == sorted(found, key=by_alphabet)
    backwards = names(school, field, order=f"{{{field}: DESC}}")
    assert backwards == sorted(backwards, key=by_alphabet, reverse=True)
    assert {"Ө", "Ү"} & {name[0] for name in found + backwards}


@pytest.mark.parametrize("field", ["nameKy", "nameRu"])
def test_subjects_are_ordered_by_the_name_that_is_asked_for(school: School, field: str) -> None:
    query = f"{{ subjects(first: 200, orderBy: [{{{field}: ASC}}]) {{ nodes {{ {field} }} }} }}"
    found = [row[field] for row in school.public.data(query)["subjects"]["nodes"]]
    assert found == sorted(found, key=by_alphabet)


def test_a_letter_that_a_russian_keyboard_lacks_is_meant(school: School) -> None:
    found = names(school, "familyName", 'familyName: {startsWith: "Ө"}')
    assert {name[0] for name in found} == {"Ө"}


def test_a_letter_of_every_keyboard_finds_its_kyrgyz_neighbour(school: School) -> None:
    found = names(school, "familyName", 'familyName: {startsWith: "омур"}')
    assert {name[:4] for name in found} == {"Өмүр"}
    assert {name[0] for name in names(school, "familyName", 'familyName: {startsWith: "о"}')} == {"О", "Ө"}


@pytest.mark.parametrize("field", ["givenName", "displayName"])
def test_every_name_is_found_in_letters_of_either_size(school: School, field: str) -> None:
    for typed in ("АЙГҮЛ", "айгул"):
        found = names(school, field, f'{field}: {{contains: "{typed}"}}')
        assert found
        assert all("Айгүл" in name for name in found)


def test_a_family_name_is_not_found_by_a_given_name(school: School) -> None:
    assert names(school, "givenName", 'givenName: {eq: "Айгүл"}')
    assert not names(school, "familyName", 'familyName: {contains: "Айгүл"}')


@pytest.mark.parametrize("way", ["ASC", "DESC"])
def test_pages_by_a_given_name_join_to_the_whole_list(school: School, way: str) -> None:
    order = f"orderBy: [{{givenName: {way}}}], where: {{grade: {{eq: 5}}}}"
    head = f"{{ students(first: 200, {order}) {{ nodes {{ id }} }} }}"
    whole = [row["id"] for row in school.person("director").data(head)["students"]["nodes"]]
    query = f"query($a: String) {{ students(first: 7, after: $a, {order}) {{ {PAGE} }} }}"
    found: list[str] = []
    after: str | None = None
    while True:
        page: dict[str, Any] = school.person("director").data(query, {"a": after})["students"]
        found += [row["id"] for row in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == whole


PAGE = "nodes { id } pageInfo { hasNextPage endCursor }"
