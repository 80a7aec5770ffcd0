"""Random viewers, and random schools for them to look at."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from tests.proof.printed import Value
from tests.proof.rows import FOREVER, row
from tests.proof.viewers import PUBLIC, VIEWERS
from tests.proof.world import NOW_MS

from isuo_graph.policy.guard import Purpose
from isuo_graph.policy.rights import Action, Category, Right, Scope
from isuo_graph.policy.viewer import Reach, Viewer

NAMES = ("Өмүрова", "Асанов", "Омурова", "Бек", 'O\'Brien "q"', "Ңа", "a%_\\", "", None)
_CATEGORIES = (
    Category.ROSTER,
    Category.IDENTITY,
    Category.PIN,
    Category.CONTACTS,
    Category.FAMILY,
    Category.HEALTH_ALERT,
    Category.PE_EXEMPT,
    Category.MARKS,
    Category.PUBLIC,
)


@st.composite
def viewers(draw: Value) -> Viewer:
    """Give one of the known viewers, two of them in one person, or one with any rights at all."""
    known = st.sampled_from(sorted(VIEWERS))
    if draw(st.booleans()):
        one = VIEWERS[draw(known)]
        return both(one, VIEWERS[draw(known)]) if draw(st.integers(1, 4)) == 1 else one
    reach = st.builds(
        Reach,
        st.sampled_from(list(Scope)),
        st.integers(0, 1),
        st.sampled_from([None, None, None, *Purpose]),
        st.booleans(),
    )
    action = st.sampled_from([Action.READ, Action.READ, Action.READ, Action.SUMMARISE])
    right = st.builds(Right, st.sampled_from(_CATEGORIES), action)
    found = draw(st.dictionaries(right, st.frozensets(reach, min_size=1, max_size=3), max_size=8))
    ids = st.lists(st.integers(1, 4), max_size=2, unique=True).map(tuple)
    return Viewer(
        account_id=9,
        person_id=draw(st.sampled_from([None, 3])),
        student_ids=draw(ids),
        guardian_ids=draw(ids),
        staff_ids=draw(st.lists(st.integers(70, 72), max_size=2, unique=True).map(tuple)),
        school_sets=(draw(ids), draw(ids)),
        reaches={**PUBLIC, **found},
    )


def both(left: Viewer, right: Viewer) -> Viewer:
    """Give a person who is both: the rights of either, each over its own schools."""
    shift = len(left.school_sets)
    reaches = {
        wanted: left.reaches.get(wanted, frozenset())
        | {replace(one, group=one.group + shift) for one in right.reaches.get(wanted, ())}
        for wanted in {*left.reaches, *right.reaches}
    }
    return replace(
        left,
        student_ids=left.student_ids + right.student_ids,
        guardian_ids=left.guardian_ids + right.guardian_ids,
        staff_ids=left.staff_ids + right.staff_ids,
        school_sets=left.school_sets + right.school_sets,
        roles=left.roles + right.roles,
        reaches=reaches,
    )


def school(seed: int) -> dict[str, list[dict[str, Any]]]:
    """Give random rows that hang together: what belongs to each other is of one school."""
    luck = random.Random(seed)
    days = [date(2026, 10, 5) + timedelta(days=offset) for offset in (-40, -1, 0, 1, 40)]
    windows = [(0, 0), (0, FOREVER), (NOW_MS, FOREVER), (NOW_MS + 1, FOREVER), (0, NOW_MS), (0, NOW_MS + 1)]

    def window(name: str) -> dict[str, Any]:
        start, end = luck.choice(windows)
        return {f"{name}_from": start, f"{name}_until": end}

    found = _frame(luck, days)
    found["student"] = [_student(luck, n, window) for n in range(1, 13)]
    found |= _families(luck, days, window)
    found["order"] = [
        row("order", n, school_id=luck.choice([None, 1, 2]), title=luck.choice("abc")) for n in range(1, 4)
    ]
    found["mark"] = [_mark(luck, n, luck.randint(1, 12)) for n in range(1, 31)]
    return found


def _frame(luck: random.Random, days: list[date]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"school": [row("school", n, name=f"№{n}") for n in (1, 2)]}
    found["class"] = [
        row(
            "class",
            n,
            school_id=1 + n % 2,
            name=luck.choice("АБВ"),
            grade=luck.randint(5, 7),
            group=luck.choice(["I", None]),
        )
        for n in range(1, 5)
    ]
    found["leadership"] = [
        row(
            "leadership",
            n,
            class_id=luck.randint(1, 4),
            staff_id=luck.randint(70, 72),
            starts_on=luck.choice(days),
            ends_on=luck.choice([None, *days]),
        )
        for n in range(1, 6)
    ]
    found["load"] = [row("load", n, class_id=luck.randint(1, 4), teacher_id=luck.randint(70, 72)) for n in range(1, 6)]
    return found


def _families(luck: random.Random, days: list[date], window: Value) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    found["guardian"] = [
        row(
            "guardian",
            n,
            school_id=1 + n % 2,
            family_name=luck.choice(NAMES),
            phone=luck.choice(["01", None]),
            **window("record"),
        )
        for n in range(1, 5)
    ]
    found["kinship"] = [
        row(
            "kinship",
            n,
            school_id=1 + n % 2,
            student_id=n + 2 * luck.randint(0, 2),
            guardian_id=(n - 1) % 4 + 1,
            may_see=luck.choice([True, True, False, None]),
            starts_on=luck.choice(days),
            ends_on=luck.choice([None, *days]),
        )
        for n in range(1, 9)
    ]
    return found


def _mark(luck: random.Random, n: int, student_id: int) -> dict[str, Any]:
    return row(
        "mark",
        n,
        school_id=1 + student_id % 2,
        student_id=student_id,
        load_id=luck.choice([None, 1, 2, 3]),
        topic_id=luck.choice([None, 1, 2, 3]),
        kind=luck.choice([None, "exam", "test"]),
        value=luck.choice([None, 2, 3, 4, 5, -3]),
        share=luck.choice([None, 0, 333, -5, 1000, 123456]),
        given_at=luck.choice([None, -1, 0, 1_789_999_999_999]),
        voided=luck.choice([None, True, False]),
    )


def _student(luck: random.Random, n: int, window: Value) -> dict[str, Any]:
    school_id = 1 + n % 2
    klass = luck.choice([None, 2 if school_id == 1 else 1, 4 if school_id == 1 else 3])
    health = window("health") | ({"health_until": None} if luck.random() < 0.4 else {})
    return row(
        "student",
        n,
        school_id=school_id,
        class_id=klass,
        mentor_id=luck.choice([None, n % 2 or 2, n]),
        family_name=luck.choice(NAMES),
        given_name=luck.choice(["Айгүл", " ", "", None]),
        pin=luck.choice([None, "20000000000001"]),
        phone=luck.choice([None, "+996555", "+7"]),
        born_on=luck.choice([None, date(2014, 1, 3), date(2014, 1, 5)]),
        exempt=luck.choice([None, True, False]),
        weight=luck.choice([None, 250, 1750, 10_000]),
        seen_at=luck.choice([None, 5, 1_790_000_000_123]),
        status=luck.choice(["on roll's", "LEFT"]),
        **window("record"),
        **health,
        **window("community"),
    )
