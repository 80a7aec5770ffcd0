"""A school's rows as a test wants them: everything has a default, and a fixed set that shows every kind of case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.proof.model import TABLES
from tests.proof.printed import Value

from isuo_graph.kit.text import search_key, sort_key

FOREVER = 10**12

_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "school": {"name": "Мектеп"},
    "class": {"school_id": 1, "name": "5А", "grade": 5},
    "leadership": {"class_id": 1, "staff_id": 71, "starts_on": date(2026, 9, 1)},
    "student": {"school_id": 1, "class_id": 1, "status": "on roll's"},
    "guardian": {"school_id": 1},
    "kinship": {"school_id": 1, "student_id": 1, "guardian_id": 1, "may_see": True, "starts_on": date(2026, 1, 1)},
    "load": {"class_id": 1, "teacher_id": 72},
    "order": {"title": "Тема"},
    "mark": {"school_id": 1, "student_id": 1},
}
_OPEN = {"record_from": 0, "record_until": FOREVER, "health_from": 0, "health_until": None}


def row(table: str, number: int, **cells: Value) -> dict[str, Any]:
    """Make a row: every column is there, so that two databases need agree on no default."""
    columns = next(one for one in TABLES if one.name == table).columns
    made: dict[str, Any] = {}
    for column in columns:
        made[column.name] = None if column.nullable else 0
    made |= {**_DEFAULTS[table], "id": number, **cells}
    if table == "student" and made["family_name"]:
        full = f"{made['family_name']} {made['given_name'] or ''}".strip()
        made["name_sort"], made["name_search"] = sort_key(full), search_key(full)
    return made


def town() -> dict[str, list[dict[str, Any]]]:
    """Give two schools with consents given, withdrawn and never given, a nameless stub and equal names."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(table: str, number: int, **cells: Value) -> None:
        found[table].append(row(table, number, **cells))

    add("school", 1, name="№1")
    add("school", 2, name="№2")
    add("class", 1, name="5А", grade=5, group="I")
    add("class", 2, name="5Б", grade=5)
    add("class", 3, name="6А", grade=6, school_id=2)
    add("leadership", 1, class_id=1, staff_id=71)
    add("leadership", 2, class_id=2, staff_id=71, ends_on=date(2026, 9, 30))
    add("load", 1, class_id=1, teacher_id=72)
    add("load", 2, class_id=3, teacher_id=72)
    _students(add)
    add("student", 7, school_id=2, class_id=3, family_name="Бакиров", phone="+7", status="LEFT", **_OPEN)
    add("student", 8, class_id=None, family_name="Ыдырысов", status="LEFT", exempt=None, **_OPEN)
    for i in range(1, 4):
        add("guardian", i, family_name=f"Ата{i}", phone=f"0{i}", record_until=FOREVER * (i % 2))
        add("kinship", i, student_id=i, guardian_id=i, may_see=(True, False, None)[i - 1])
    add("order", 1, title="Бөлчөктөр")
    add("order", 2, school_id=1, title="Азбука")
    for i in range(1, 15):
        add(
            "mark",
            i,
            student_id=1 + i % 6,
            load_id=1 if i % 2 else None,
            topic_id=(None, 1, 2)[i % 3],
            value=i % 4 + 2,
            share=(None, 333, 500, 1000)[i % 4],
            given_at=NOW - i * 1000 if i % 5 else None,
            voided=(None, True, False)[i % 3],
        )
    add("mark", 20, school_id=2, student_id=7, load_id=2, topic_id=1, value=5, share=-5)
    return dict(found)


def _students(add: Value) -> None:
    """Add the pupils of the first school: two of one name, one without a given name, one without any."""
    people = (
        ("Өмүрова", "Айгүл"),
        ("Асанов", "Бек"),
        ("Асанов", "Бек"),
        ("Ңарымбаев", None),
        (None, None),
        ('O\'Brien "x"', "\\"),
    )
    for i, (family, given) in enumerate(people, start=1):
        window = _OPEN if i % 3 else {"record_from": 0, "record_until": 0}
        add(
            "student",
            i,
            class_id=1 + i % 2,
            family_name=family,
            given_name=given,
            pin=f"2{i:013}",
            phone=f"+99655500{i}",
            born_on=date(2014, 1 + i, 3),
            exempt=bool(i % 2),
            weight=1500 * i + 250,
            seen_at=NOW + i,
            mentor_id=i - 1 or None,
            community_until=FOREVER if i in {3, 5} else 0,
            **window,
        )


NOW = 1_790_000_000_000
