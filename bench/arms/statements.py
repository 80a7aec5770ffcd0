"""The hand-written statements: what a person who knows the database would send for each workload, with the answer as
JSON.

They check the consent for `phone` and nothing else; they are the limit that a planner can reach, not a service. One
text serves both databases but for the names of the JSON functions and ordering.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bench import data
from isuo_graph.kit.text import prefix_range
from isuo_graph.store.dialect import Dialect

Given = Mapping[str, Any]


@dataclass(frozen=True)
class Statement:
    """A statement in its dialect's words, and how the variables of a request become its parameters."""

    text: str
    params: Callable[[Given], tuple[Any, ...]]


def statement(key: str, dialect: Dialect) -> Statement:
    """Give the statement of a workload."""
    text, params = _WRITTEN[key]
    return Statement(_postgres(text) if dialect is Dialect.POSTGRES else _sqlite(text), params)


def _number(given: Given) -> int:
    return int(given["id"].rpartition("_")[2])


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _position(given: Given) -> tuple[Any, ...]:
    """Go by the plain key, the day and the id, as a bare service would put them into its cursor."""
    day, _, number = given["position"].partition(" ")
    return data.identity("school", 0), day, int(number)


def _search(given: Given) -> tuple[Any, ...]:
    low, high = prefix_range(given["start"])
    return data.identity("school", 0), given["grade"], low, high


def _sqlite(text: str) -> str:
    """SQLite orders no aggregate before 3.44; the rows come in the order of the inner statement."""
    text = re.sub(r"\{[^}]*\}", "", text).replace("ROWS(", "json_group_array(").replace("OBJECT(", "json_object(")
    return re.sub(r"::\w+", "", re.sub(r"\$(\d)", r"?\1", re.sub(r"DATE\((\$\d)\)", r"\1", text)))


def _postgres(text: str) -> str:
    text = re.sub(r"\{([^}]*)\}\)", r" ORDER BY \1), '[]')", text).replace("ROWS(", "coalesce(json_agg(")
    return re.sub(r"DATE\((\$\d)\)", r"\1::text::date", text).replace("OBJECT(", "json_build_object(")


_JOURNAL = """
SELECT OBJECT('schoolClass', (SELECT OBJECT('id', 'cls_' || k.id, 'name', k.name, 'students', (
  SELECT OBJECT('nodes', ROWS(OBJECT('id', 'stu_' || s.id, 'familyName', s.family_name, 'givenName', s.given_name,
    'marks', (
      SELECT OBJECT('nodes', ROWS(OBJECT('id', 'mrk_' || m.id, 'value', m.value / 1000.0, 'heldOn', m.held_on,
        'lesson', (SELECT OBJECT('id', 'les_' || l.id, 'topic', l.topic) FROM lesson l WHERE l.id = m.lesson_id)
      ){m.held_on, m.id}))
      FROM (SELECT m.id, m.value, m.held_on, m.lesson_id FROM mark m
            WHERE m.school_id = s.school_id AND m.student_id = s.id AND m.voided_at IS NULL
            ORDER BY m.held_on, m.id LIMIT 20) m)
  ){s.name_sort, s.id}))
  FROM (SELECT s.* FROM student s WHERE s.school_id = k.school_id AND s.class_id = k.id
        ORDER BY s.name_sort, s.id LIMIT 40) s))
FROM school_class k WHERE k.id = $1::bigint))::text
"""
_CARD = """
SELECT OBJECT('student', (SELECT OBJECT('id', 'stu_' || s.id, 'familyName', s.family_name, 'givenName', s.given_name,
  'patronymic', s.patronymic, 'grade', s.grade,
  'phone', CASE WHEN s.record_from <= $2::bigint AND $2::bigint < s.record_until THEN s.phone END,
  'schoolClass', (SELECT OBJECT('id', 'cls_' || k.id, 'name', k.name) FROM school_class k WHERE k.id = s.class_id),
  'school', (SELECT OBJECT('id', 'sch_' || h.id, 'nameRu', h.name_ru) FROM school h WHERE h.id = s.school_id),
  'marks', (
    SELECT OBJECT('nodes', ROWS(OBJECT('id', 'mrk_' || m.id, 'value', m.value / 1000.0, 'heldOn', m.held_on)
      {m.held_on, m.id}))
    FROM (SELECT m.id, m.value, m.held_on FROM mark m
          WHERE m.school_id = s.school_id AND m.student_id = s.id AND m.voided_at IS NULL
          ORDER BY m.held_on, m.id LIMIT 10) m))
FROM student s WHERE s.id = $1::bigint))::text
"""
_ROLL = """
SELECT OBJECT('school', (SELECT OBJECT('id', 'sch_' || h.id, 'nameRu', h.name_ru, 'students', (
  SELECT OBJECT('nodes', ROWS(OBJECT('id', 'stu_' || s.id, 'familyName', s.family_name, 'givenName', s.given_name,
    'phone', CASE WHEN s.record_from <= $2::bigint AND $2::bigint < s.record_until THEN s.phone END,
    'schoolClass', (SELECT OBJECT('id', 'cls_' || k.id, 'name', k.name) FROM school_class k WHERE k.id = s.class_id),
    'guardians', (
      SELECT OBJECT('nodes', ROWS(OBJECT('id', 'gsh_' || b.id, 'kind', b.kind, 'guardian', (
        SELECT OBJECT('id', 'gua_' || g.id, 'familyName', g.family_name, 'givenName', g.given_name)
        FROM guardian g WHERE g.id = b.guardian_id)){b.starts_on, b.id}))
      FROM (SELECT b.id, b.kind, b.guardian_id, b.starts_on FROM guardianship b
            WHERE b.school_id = s.school_id AND b.student_id = s.id ORDER BY b.starts_on, b.id LIMIT 2) b)
  ){s.name_sort, s.id}))
  FROM (SELECT s.* FROM student s WHERE s.school_id = h.id ORDER BY s.name_sort, s.id LIMIT 700) s))
FROM school h WHERE h.id = $1::bigint))::text
"""
_SEARCH = """
SELECT OBJECT('students', OBJECT(
  'totalCount', (SELECT count(*) FROM student s WHERE s.school_id = $1::bigint AND s.grade = $2::bigint
                 AND s.name_search >= $3::text AND s.name_search < $4::text),
  'nodes', (SELECT ROWS(OBJECT('id', 'stu_' || s.id, 'familyName', s.family_name, 'givenName', s.given_name,
      'grade', s.grade){s.name_sort DESC, s.id})
    FROM (SELECT * FROM student s WHERE s.school_id = $1::bigint AND s.grade = $2::bigint
          AND s.name_search >= $3::text AND s.name_search < $4::text
          ORDER BY s.name_sort DESC, s.id LIMIT 20) s)))::text
"""
_PAGE = """
SELECT OBJECT('marks', (
  SELECT OBJECT('nodes', ROWS(OBJECT('id', 'mrk_' || m.id, 'value', m.value / 1000.0, 'heldOn', m.held_on)
      {m.held_on, m.id}), 'pageInfo', OBJECT('endCursor', max(m.held_on || ' ' || m.id)))
  FROM (SELECT m.id, m.value, m.held_on FROM mark m
        WHERE m.school_id = $1::bigint AND (m.held_on, m.id) > (DATE($2), $3::bigint)
        ORDER BY m.held_on, m.id LIMIT 50) m))::text
"""
_SUMMARY = """
SELECT OBJECT('marksSummary', (
  SELECT ROWS(OBJECT('key', OBJECT('grade', c.grade), 'count', c.n, 'average', OBJECT('value', c.mean)){c.grade})
  FROM (SELECT m.grade, count(*) AS n, avg(CASE WHEN s.record_from <= $2::bigint AND $2::bigint < s.record_until
               THEN m.value / 1000.0 END) AS mean
        FROM mark m JOIN student s ON s.id = m.student_id WHERE m.school_id = $1::bigint
        GROUP BY m.grade ORDER BY m.grade) c))::text
"""
_WHOLE = """
SELECT OBJECT('schoolClass', (SELECT OBJECT('id', 'cls_' || k.id, 'name', k.name,
  'classTeachers', (SELECT OBJECT('nodes', ROWS(OBJECT('id', 'led_' || d.id, 'staff',
      (SELECT OBJECT('id', 'stf_' || f.id, 'familyName', f.family_name) FROM staff_member f WHERE f.id = d.staff_id)
    ){d.starts_on, d.id})) FROM class_leadership d WHERE d.class_id = k.id),
  'students', (
  SELECT OBJECT('nodes', ROWS(OBJECT('id', 'stu_' || s.id,
    'displayName', s.family_name || ' ' || s.given_name || coalesce(' ' || s.patronymic, ''),
    'birthDate', s.birth_date, 'sex', s.sex, 'citizenship', s.citizenship, 'documentNumber', s.document_number,
    'phone', CASE WHEN s.record_from <= $2::bigint AND $2::bigint < s.record_until THEN s.phone END,
    'address', s.address, 'healthAlert', s.health_alert, 'freeMeals', s.free_meals, 'isLowIncome', s.is_low_income,
    'guardians', (
      SELECT OBJECT('nodes', ROWS(OBJECT('id', 'gsh_' || b.id, 'kind', b.kind, 'hasCustody', b.has_custody,
      'guardian', (
        SELECT OBJECT('id', 'gua_' || g.id, 'displayName',
          g.family_name || ' ' || g.given_name || coalesce(' ' || g.patronymic, ''), 'phone', g.phone)
        FROM guardian g WHERE g.id = b.guardian_id)){b.starts_on, b.id}))
      FROM (SELECT b.* FROM guardianship b
            WHERE b.school_id = s.school_id AND b.student_id = s.id ORDER BY b.starts_on, b.id LIMIT 2) b),
    'marks', (
      SELECT OBJECT('nodes', ROWS(OBJECT('id', 'mrk_' || m.id, 'value', m.value / 1000.0, 'kind', m.kind,
        'heldOn', m.held_on, 'lesson', (SELECT OBJECT('id', 'les_' || l.id, 'topic', l.topic,
          'load', (SELECT OBJECT('id', 'tld_' || o.id, 'teacher', (
              SELECT OBJECT('id', 'stf_' || f.id, 'familyName', f.family_name)
              FROM staff_member f WHERE f.id = o.teacher_id)) FROM teaching_load o WHERE o.id = l.load_id),
          'subject', (SELECT OBJECT('id', 'sub_' || u.id, 'nameRu', u.name_ru)
            FROM subject u WHERE u.id = l.subject_id))
          FROM lesson l WHERE l.id = m.lesson_id)
      ){m.held_on, m.id}))
      FROM (SELECT m.id, m.value, m.kind, m.held_on, m.lesson_id FROM mark m
            WHERE m.school_id = s.school_id AND m.student_id = s.id AND m.voided_at IS NULL
            ORDER BY m.held_on, m.id LIMIT 5) m)
  ){s.name_sort, s.id}))
  FROM (SELECT s.* FROM student s WHERE s.school_id = k.school_id AND s.class_id = k.id
        ORDER BY s.name_sort, s.id LIMIT 40) s))
FROM school_class k WHERE k.id = $1::bigint))::text
"""
_WRITTEN: Mapping[str, tuple[str, Callable[[Given], tuple[Any, ...]]]] = {
    "q1": (_JOURNAL, lambda given: (_number(given),)),
    "q2": (_CARD, lambda given: (_number(given), _now_ms())),
    "q3": (_ROLL, lambda given: (_number(given), _now_ms())),
    "q4": (_SEARCH, _search),
    "q5": (_PAGE, _position),
    "q6": (_SUMMARY, lambda _: (data.identity("school", 0), _now_ms())),
    "q7": (_WHOLE, lambda given: (_number(given), _now_ms())),
}
