"""How acts read what is typed about a person, alike for students, guardians and staff.

Gives values by column name; every fault goes to the entry, and none of them repeats what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from isuo_graph.graph.registry import camel
from isuo_graph.kit.entry import Entry
from isuo_graph.kit.errors import Code
from isuo_graph.kit.text import search_key, sort_key
from isuo_graph.policy.guard import Purpose
from isuo_graph.rooms.people import rules, tables
from isuo_graph.rooms.people.tables import Sex

NAME_PARTS = ("family_name", "given_name", "patronymic")
KEYS = ("name_sort", "name_search")


def lines(entry: Entry, asked: object, sizes: Mapping[str, int]) -> dict[str, Any]:
    """Read the named texts that were given."""
    read = {name: entry.optional(camel(name), getattr(asked, name), size) for name, size in sizes.items()}
    return {name: value for name, value in read.items() if value is not None}


def with_keys(values: Mapping[str, Any], row: Any) -> dict[str, Any]:  # noqa: ANN401 - a student, guardian or employee
    """Add the keys that order and find the name that a row will have with new parts; a nameless row has none."""
    whole = rules.display_name(*(values.get(part, getattr(row, part)) for part in NAME_PARTS))
    keys: dict[str, Any] = dict.fromkeys(KEYS)
    if whole:
        keys = {"name_sort": sort_key(whole), "name_search": search_key(whole)}
    return {**values, **keys}


def contacts(entry: Entry, asked: object, prefix: str = "") -> dict[str, Any]:
    """Read phone, e-mail and address; `prefix` stands before the names of the first two."""
    values: dict[str, Any] = {}
    for part in ("phone", "email"):
        name = f"{prefix}{part}"
        typed: str | None = getattr(asked, name)
        if typed is not None:
            values[name] = _phone(entry, name, typed) if part == "phone" else _email(entry, name, typed)
    return values


def birth_date(entry: Entry, value: date | None, today: date) -> None:
    """Check that a living person may have been born on the day."""
    if value is not None and not rules.is_birth_date(value, today):
        entry.refuse("person.birth_date_impossible", "birthDate")


def citizenship(entry: Entry, value: str | None) -> None:
    """Check the form of a country's code."""
    if value is not None and not rules.is_country(value):
        entry.refuse("input.malformed", "citizenship", field="citizenship")


def pin(entry: Entry, value: str | None, born: date | None, sex: str | None) -> None:
    """Check a personal number against the birth date and sex that the row will have."""
    if value is None:
        return
    is_female = None if sex is None else sex == Sex.FEMALE
    for fault in rules.pin_faults(value, born, is_female=is_female):
        entry.refuse(fault, "pin")


def consent(entry: Entry, row: Any, purpose: Purpose, window: str, now_ms: int) -> None:  # noqa: ANN401 - as `with_keys`
    """Refuse to write where the row's own consent for the purpose is not open (R55)."""
    if not rules.is_open(getattr(row, f"{window}_from"), getattr(row, f"{window}_until"), now_ms):
        entry.refuse("consent.missing", code=Code.CONSENT_MISSING, purpose=purpose)


def _phone(entry: Entry, name: str, typed: str) -> str | None:
    phone = rules.phone_of(typed)
    if phone is None:
        entry.refuse("phone.malformed", camel(name))
    return phone


def _email(entry: Entry, name: str, typed: str) -> str:
    email = entry.line(camel(name), typed, tables.EMAIL_SIZE)
    if email and not rules.is_email(email):
        entry.refuse("email.malformed", camel(name))
    return email
