"""The invented country: the same everywhere, whole, and the same school in any size."""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path

from bench import data
from bench.fill import fill

SMALL = data.Size(schools=2, classes=3, students=26, lessons=12, marks=4)


def test_the_same_size_gives_the_same_rows() -> None:
    assert list(data.country(SMALL)) == list(data.country(SMALL))


def test_a_school_is_the_same_in_a_smaller_country() -> None:
    alone = data.Size(schools=1, classes=3, students=26, lessons=12, marks=4)
    marks = (rows for table, _, rows in data.country(SMALL) if table == "mark")
    assert [rows for table, _, rows in data.country(alone) if table == "mark"] == list(itertools.islice(marks, 3))


async def test_every_reference_leads_to_a_row(tmp_path: Path) -> None:
    await fill(f"sqlite:///{tmp_path / 'country.db'}", SMALL)
    connection = sqlite3.connect(tmp_path / "country.db")
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    assert broken == []


async def test_students_without_the_schools_consent_have_no_name(tmp_path: Path) -> None:
    await fill(f"sqlite:///{tmp_path / 'country.db'}", SMALL)
    connection = sqlite3.connect(tmp_path / "country.db")
    named = connection.execute("SELECT count(*) FROM student WHERE record_until = 0 AND family_name IS NOT NULL")
    assert named.fetchone() == (0,)
    connection.close()
