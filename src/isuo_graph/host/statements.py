"""The host's own questions to the database, in the words of both dialects. Ids go in as one JSON text, days as text.

Takes a dialect; gives SQL. Which columns of a student are read follows from the declared fields alone, never from data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import orjson

from isuo_graph.sdk import PersonalField
from isuo_graph.store.dialect import Dialect

_ENABLED: Final = """
SELECT p.school_id, p.plugin_id, p.version, p.config, p.secrets, p.agreed
FROM plugin_setting AS p JOIN director_order AS o ON o.id = p.order_id
WHERE p.school_id IN ({ids}) AND p.enabled AND o.state = 'SIGNED'
AND o.starts_on <= {day} AND (o.ends_on IS NULL OR o.ends_on >= {day})
"""

_LEARNERS: Final = """
SELECT s.id, c.name{columns}
FROM student AS s
JOIN consent_effect AS e ON e.school_id = s.school_id AND e.subject_id = s.id
LEFT JOIN school_class AS c ON c.id = s.class_id
WHERE s.school_id = {school} AND s.id IN ({ids}) AND e.purpose = {purpose} AND e.recipient = {recipient}
AND e.valid_from_ms <= {now} AND {now} < e.valid_until_ms{abroad}
"""

# Sending data out of the country is an operation of its own (Resolution 759 of 2017).
_ABROAD: Final = " AND e.abroad_from_ms <= {now} AND {now} < e.abroad_until_ms"

_COLUMNS: Final[Mapping[PersonalField, tuple[str, ...]]] = {
    PersonalField.NAME: ("s.family_name", "s.given_name", "s.patronymic"),
    PersonalField.EMAIL: ("s.email",),
    PersonalField.BIRTH_DATE: ("s.birth_date",),
    PersonalField.LANGUAGE: ("c.language",),
}
"""What is read for each field that may leave; the pseudonym is made, not read."""
_OF_CLASS: Final = "c."


def ids_text(ids: Iterable[int]) -> str:
    """Give ids as the one parameter that holds them all."""
    return orjson.dumps(sorted(set(ids))).decode()


class Statements:
    """SQL for one dialect; parameters are numbered from 1 in the order of the arguments named."""

    def __init__(self, dialect: Dialect) -> None:
        self._is_sqlite = dialect is Dialect.SQLITE

    def enabled(self) -> str:
        """Ask which plugins serve schools today: (ids, day)."""
        return _ENABLED.format(ids=self._ids(1), day=self._day(2))

    def learners(self, fields: Iterable[PersonalField], *, is_abroad: bool) -> tuple[str, tuple[str, ...]]:
        """Ask for the students who consented: (school, ids, purpose, recipient, now).

        Gives the SQL and the columns behind id and class. Without a school-record consent in force, what stands on the
        student's own row stays NULL.
        """
        columns = tuple(column for field in sorted(fields) for column in _COLUMNS.get(field, ()))
        now = self._big(5)
        shown = [
            column if column.startswith(_OF_CLASS) else
            f"CASE WHEN s.record_from <= {now} AND {now} < s.record_until THEN {column} END"
            for column in columns
        ]  # fmt: skip
        sql = _LEARNERS.format(
            columns="".join(f", {one}" for one in shown),
            school=self._big(1),
            ids=self._ids(2),
            purpose=self._text(3),
            recipient=self._text(4),
            now=now,
            abroad=_ABROAD.format(now=now) if is_abroad else "",
        )
        return sql, columns

    def externals(self, table: str) -> str:
        """Ask for the vendors' ids of courses or tests: (ids)."""
        return f"SELECT id, external_id FROM {table} WHERE id IN ({self._ids(1)})"  # noqa: S608 - a name of ours

    def students(self) -> str:
        """Ask for all students of a school: (school)."""
        return f"SELECT id FROM student WHERE school_id = {self._big(1)} ORDER BY id"  # noqa: S608 - a place, no value

    def on_roll(self) -> str:
        """Ask for the students on a school's roll with the names of their classes: (school)."""
        return (
            "SELECT s.id, c.name FROM student AS s LEFT JOIN school_class AS c ON c.id = s.class_id "  # noqa: S608 - a place
            f"WHERE s.school_id = {self._big(1)} AND s.status = 'ON_ROLL' ORDER BY s.id"
        )

    def syncs(self) -> str:
        """Ask how far plugins were read: (ids of schools)."""
        return (
            "SELECT school_id, plugin_id, capability, as_of, problem FROM plugin_sync "  # noqa: S608 - a place, no value
            f"WHERE school_id IN ({self._ids(1)})"
        )

    def _ids(self, number: int) -> str:
        if self._is_sqlite:
            return f"SELECT value FROM json_each(?{number})"  # noqa: S608 - a place, no value
        return f"SELECT value::bigint FROM json_array_elements_text(${number}::text::json)"  # noqa: S608 - as above

    def _big(self, number: int) -> str:
        return f"?{number}" if self._is_sqlite else f"${number}::bigint"

    def _text(self, number: int) -> str:
        return f"?{number}" if self._is_sqlite else f"${number}::text"

    def _day(self, number: int) -> str:
        return f"?{number}" if self._is_sqlite else f"${number}::text::date"
