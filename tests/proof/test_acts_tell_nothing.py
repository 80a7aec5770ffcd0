"""An act answers about a row that somebody may not see just as about none: it is no way to find out what there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInputType, GraphQLList, GraphQLNonNull
from tests.served import Person, School

from isuo_graph import app
from isuo_graph.graph.catalogue import Catalogue
from isuo_graph.graph.mutations import KEY, slots
from isuo_graph.graph.registry import camel

PEOPLE = ("secretary", "responsible", "administrator", "classteacher", "teacher", "guardian", "student")
ENDING = {"blockAccount", "endEmployment", "resetPassword", "signOut"}
"""Acts by which a person of this test would shut somebody of it out."""
NOBODY = 999
SAMPLES: Mapping[str, object] = {
    "Int": 1,
    "Float": 5,
    "String": "абв",
    "Boolean": True,
    "Date": "2026-11-20",
    "DateTime": "2026-11-20T00:00:00Z",
}

Place = tuple[str | int, ...]
References = Mapping[str, Any]


def sample(wanted: GraphQLInputType, references: References, catalogue: Catalogue) -> Any:  # noqa: ANN401 - JSON
    """Make an input of a type with every field that it needs; ids are nobody's."""
    if isinstance(wanted, GraphQLNonNull):
        return sample(wanted.of_type, references, catalogue)
    if isinstance(wanted, GraphQLList):
        return [sample(wanted.of_type, references, catalogue)]
    if isinstance(wanted, GraphQLEnumType):
        return next(iter(wanted.values))
    if not isinstance(wanted, GraphQLInputObjectType):
        return SAMPLES[wanted.name]
    return {
        name: _value(references.get(name), field.type, catalogue)
        for name, field in wanted.fields.items()
        if name != KEY and (isinstance(field.type, GraphQLNonNull) or isinstance(references.get(name), str))
    }


def _value(reference: Any, wanted: GraphQLInputType, catalogue: Catalogue) -> Any:  # noqa: ANN401 - JSON
    plain = wanted.of_type if isinstance(wanted, GraphQLNonNull) else wanted
    if isinstance(reference, str):
        one = f"{catalogue.types[reference].prefix}_{NOBODY}"
        return [one] if isinstance(plain, GraphQLList) else one
    return sample(plain, reference or {}, catalogue)


def referred(cls: type, catalogue: Catalogue) -> dict[str, Any]:
    """Name the type of each id in an input, by field; nested inputs give tables of their own."""
    found: dict[str, Any] = {}
    for slot in slots(cls, catalogue):
        if slot.reference:
            found[slot.outside] = slot.reference
        elif is_dataclass(slot.inner) and isinstance(slot.inner, type):
            found[slot.outside] = referred(slot.inner, catalogue)
    return found


def places(given: Any, references: References, at: Place = ()) -> Iterator[tuple[Place, str]]:  # noqa: ANN401 - JSON
    """Give where each id stands, and of which type it is."""
    for name, reference in references.items():
        if name not in given:
            continue
        if isinstance(reference, str):
            yield (*at, name, 0) if isinstance(given[name], list) else (*at, name), reference
        elif isinstance(given[name], list):
            yield from places(given[name][0], reference, (*at, name, 0))
        else:
            yield from places(given[name], reference, (*at, name))


def put(given: Any, place: Place, value: str) -> Any:  # noqa: ANN401 - JSON
    """Give the input with another id at a place."""
    if not place:
        return value
    changed: Any = list(given) if isinstance(given, list) else dict(given)
    changed[place[0]] = put(given[place[0]], place[1:], value)
    return changed


def told(person: Person, name: str, given: object) -> object:
    """Perform an act; None where it is not this person's to perform."""
    found = person.try_act(name, given)  # type: ignore[arg-type] # an object
    errors = found.get("errors", ())
    if any(one["extensions"]["code"] in {"FORBIDDEN_ACT", "UNAUTHENTICATED"} for one in errors):
        return None
    return found["data"], [{**one["extensions"], "requestId": ""} for one in errors]


@pytest.mark.parametrize("login", PEOPLE)
def test_an_act_tells_of_a_hidden_row_what_it_tells_of_none(living: School, login: str) -> None:
    person, catalogue = living.person(login), living.house.catalogue
    inputs = living.house.schema._schema.type_map  # noqa: SLF001 - see graph/schema.py
    asked = 0
    for act in app.acts():
        name = camel(act.name)
        references = referred(act.asked, catalogue)
        plain = sample(inputs[f"{name[0].upper()}{name[1:]}Input"], references, catalogue)  # type: ignore[arg-type] # an input
        nothing = None if name in ENDING or act.for_anonymous else told(person, name, plain)
        for place, reference in places(plain, references) if nothing is not None else ():
            for hidden in hidden_rows(living, person, reference):
                assert told(person, name, put(plain, place, hidden)) == nothing, f"{login}: {name} {place} {hidden}"
                asked += 1
    assert asked or login == "student"


def hidden_rows(school: School, person: Person, reference: str) -> list[str]:
    """Give up to two rows of a type that there are, and that the person does not see."""
    node = school.house.catalogue.types[reference]
    rows = school.select(f'SELECT id FROM "{node.table.name}" ORDER BY id % 7919, id LIMIT 8')
    ids = [f"{node.prefix}_{row['id']}" for row in rows]
    shown = "query($i: ID!) { node(id: $i) { id } }"
    return [one for one in ids if person.data(shown, {"i": one})["node"] is None][:2]
