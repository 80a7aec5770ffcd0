"""Every role x field cell of the policy page, asserted by really asking over HTTP.

What must come out is worked out from the raw tables by a reading of its own (`matrix_reading`), which knows neither
the policy's code nor the planner.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import pytest
from tests.proof import matrix_page
from tests.proof.matrix_facts import Row, Town
from tests.proof.matrix_reading import Reading, plain, scalars
from tests.proof.matrix_types import BEHIND, KINDS
from tests.served import MOMENT, MORE, Person, School

from isuo_graph import app
from isuo_graph.cli import printed
from isuo_graph.cli.demo.accounts import LISTED
from isuo_graph.graph.catalogue import Catalogue
from isuo_graph.policy import matrix, template

CATALOGUE: Final[Catalogue] = app.catalogue()
PAGE: Final = matrix_page.read(matrix.page(template.read_template(), printed.guarded(CATALOGUE)))
LOGINS: Final = (None, *(listed.login for listed in LISTED), *MORE)
ROOTS: Final = {
    node.name: plural for plural in CATALOGUE.plurals for node in (CATALOGUE.types[CATALOGUE.plurals[plural]],)
}


@cache
def _town(school: School) -> Town:
    for login in LOGINS:
        if login:
            school.person(login)  # signing in writes rows too
    return Town(school.rows(), MOMENT.date().isoformat(), school.clock.now_ms())


@cache
def _reading(school: School, login: str | None) -> Reading:
    return Reading(PAGE, CATALOGUE, _town(school), login)


def test_every_type_of_the_schema_has_its_entry_in_the_matrix() -> None:
    assert KINDS.keys() == PAGE.fields.keys()


def _halves() -> list[Any]:
    """Every account on every database; the usual run asks each account on one of the two, in turns."""
    return [
        pytest.param(
            kind, login, id=f"{kind}-{login or 'public'}", marks=() if number % 2 == turn else pytest.mark.long
        )
        for turn, kind in enumerate(("sqlite", "postgres"))
        for number, login in enumerate(LOGINS)
    ]


@pytest.mark.parametrize(("kind", "login"), _halves(), indirect=["kind"])
def test_each_account_sees_exactly_what_its_cells_say(school: School, login: str | None) -> None:
    reading = _reading(school, login)
    faults = [f"{name}: {fault}" for name in KINDS for fault in _faults(school, reading, login, name)]
    assert not faults, "\n".join(faults[:40])


def _faults(school: School, reading: Reading, login: str | None, name: str) -> Iterator[str]:
    seen, chosen, others = _asked_for(reading, name)
    person = school.person(login) if login else school.public
    if name in BEHIND:
        yield from _behind(school, reading, person, name, chosen)
        return
    fields = scalars(CATALOGUE, name)
    root = ROOTS[name]
    # Who reads no row of a type at all may not even name a field of it in a filter.
    where = ", where: {id: {in: $ids}}" if KINDS[name].category in reading.readable else ""
    document = f"""query{"($ids: [ID!])" if where else ""} {{
      all: {root} {{ totalCount }}
      some: {root}(first: 200{where}) {{ nodes {{ {" ".join(fields)} withheld {{ field }} }} }}
    }}"""
    prefix = CATALOGUE.types[name].prefix
    answer = person.ask(document, {"ids": [f"{prefix}_{row['id']}" for row in (*chosen, *others)]})
    if "errors" in answer:
        yield str(answer["errors"])
        return
    yield from _told(reading, name, answer, chosen)
    data = answer["data"]
    if data["all"] is None or data["some"] is None:
        if seen:
            yield f"no answer, though {seen} rows are visible"
        return
    if data["all"]["totalCount"] != seen:
        yield f"{data['all']['totalCount']} rows instead of {seen}"
    yield from _compared(reading, name, chosen, data["some"]["nodes"])


UNSHOWN: Final = {
    "Account.blockedAt": "nobody of the matrix is blocked; test_roles_over_http blocks somebody",
    "Account.blockReason": "the same",
    "Session.endedAt": "nobody of the matrix has signed out; test_roles_over_http does",
    "Session.endReason": "the same",
    "Order.issuer": "orders of authorities belong to no school, so only whom they name reads them",
    "Grant.endedAt": "no grant of the demo was ended before its time",
    "RightsRule.scope": "the demo's one rule takes a right away, which has no scope",
    "RightsRule.purpose": "the same",
    "RightsRule.endedAt": "the demo's one rule holds",
    **dict.fromkeys(
        (f"Plugin.{name}" for name in ("id", "pluginId", "enabled", "since", "version")),
        "no plugin is set up in this fixture; tests/host asks for those",
    ),
}
"""Fields that the school under test never shows to anybody, and why that is no gap."""


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_every_field_is_shown_to_somebody_or_its_absence_is_explained(school: School) -> None:
    """A cell that was only ever compared with null proves nothing."""
    shown: set[str] = set()
    for login in (*LOGINS[::2], "director", "guardian", "analyst"):
        reading = _reading(school, login)
        for name in KINDS:
            for row in _asked_for(reading, name)[1]:
                told = reading.expected(name, row)
                shown |= {f"{name}.{field}" for field, value in told.items() if value is not None}
    every = {f"{name}.{field}" for name in KINDS for field in scalars(CATALOGUE, name)}
    assert every - shown == UNSHOWN.keys()


@cache
def _asked_for(reading: Reading, name: str) -> tuple[int, list[Row], list[Row]]:
    """Give how many rows of a type are visible, and which rows are asked for: some of these, some of the others."""
    seen, unseen = reading.rows(name)
    return len(seen), reading.sample(name, seen), reading.sample(name, unseen)


def _compared(reading: Reading, name: str, rows: list[Row], nodes: list[dict[str, Any]]) -> Iterator[str]:
    wanted = {one["id"]: one for one in (reading.expected(name, row) for row in rows)}
    found = {one["id"]: one for one in nodes}
    if wanted.keys() != found.keys():
        missing, more = wanted.keys() - found.keys(), found.keys() - wanted.keys()
        yield f"missing {sorted(missing)[:3]} ({len(missing)}), not to be seen {sorted(more)[:3]} ({len(more)})"
    fields = scalars(CATALOGUE, name)
    for number in wanted.keys() & found.keys():
        told = sorted(one["field"] for one in found[number]["withheld"])
        for field, value in wanted[number].items():
            shown = told if field == "withheld" else plain(fields[field], found[number][field])
            if shown != value:
                yield f"{number}.{field} is {shown!r} instead of {value!r}"


def _told(reading: Reading, name: str, answer: dict[str, Any], rows: list[Row]) -> Iterator[str]:
    """What is not shown is said: once for a field without a right, and for rows that may only be counted."""
    entries = answer["extensions"].get("withheld", [])
    category = KINDS[name].category
    if category not in reading.readable:
        code = "NOT_IN_SCOPE" if category in reading.counted else "FORBIDDEN_FIELD"
        yield from _once(entries, ["some"], code)
        summary = f"{ROOTS[name]}Summary"
        if category in reading.counted and summary in CATALOGUE.summaries:
            named = [one.get("instead") for one in entries if one["path"] == ["some"]]
            if named != [summary]:
                yield f"names {named} instead of {summary}"
        return
    expected = [reading.expected(name, row)["withheld"] for row in rows]
    for field, word in PAGE.fields[name].items():
        known = PAGE.words[word].category
        if field not in scalars(CATALOGUE, name) or known == "open":
            continue
        path = ["some", "nodes", field]
        if known not in reading.readable:
            yield from _once(entries, path, "FORBIDDEN_FIELD")
        elif any(field in hidden for hidden in expected) and not any(one["path"] == path for one in entries):
            yield f"nothing says that {field} is kept back"


def _once(entries: list[dict[str, Any]], path: list[str], code: str) -> Iterator[str]:
    found = [one["code"] for one in entries if one["path"] == path]
    if found != [code]:
        yield f"{'.'.join(path)} is said to be {found} instead of {code}"


def _behind(school: School, reading: Reading, person: Person, name: str, rows: list[Row]) -> Iterator[str]:
    """Types without a root are asked for through the type they hang on."""
    parent, edge, column = BEHIND[name]
    if KINDS[parent].category not in reading.readable:
        return
    table = {row["id"]: row for row in _town(school).rows[KINDS[parent].table]}
    asked = {row[column] for row in _town(school).rows[KINDS[name].table]}
    visible = {number for number in asked if reading.sees(parent, table[number])}
    chosen = sorted(visible)[:100]
    fields = " ".join(scalars(CATALOGUE, name))
    document = f"""query($ids: [ID!]) {{ some: {ROOTS[parent]}(first: 200, where: {{id: {{in: $ids}}}}) {{
      nodes {{ {edge}(first: 20) {{ nodes {{ {fields} withheld {{ field }} }} }} }} }} }}"""
    prefix = CATALOGUE.types[parent].prefix
    answer = person.ask(document, {"ids": [f"{prefix}_{number}" for number in chosen]})
    if "errors" in answer:
        yield str(answer["errors"])
        return
    pages = [one[edge] for one in ((answer["data"]["some"] or {}).get("nodes") or ())]
    nodes = [node for page in pages if page for node in page["nodes"]]
    behind = [row for row in reading.rows(name)[0] if row[column] in set(chosen)]
    yield from _compared(reading, name, behind, nodes)
