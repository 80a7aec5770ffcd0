"""For every act an input that would do, and the same with one value swapped for one at an edge of its type.

Takes a served demo in which the demo's teacher holds every office; adds what some acts need by doing others first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from tests.proof.edge_values import AMOUNTS, DAYS, HUGE, LAST_ID, LISTED, NUMBERS, TEXTS, UNTYPED
from tests.served import Person, School

from isuo_graph import app
from isuo_graph.graph.act import ActSpec
from isuo_graph.graph.mutations import Slot, slots
from isuo_graph.graph.registry import camel

DATES: Final = {
    "endsOn": "2027-05-20",
    "heldOn": "2026-12-04",
    "closedOn": "2027-05-25",
    "leftOn": "2026-12-04",
    "retiredOn": "2027-05-25",
    "birthDate": "2015-05-05",
    "hiredOn": "2026-12-01",
    "signedOn": "2026-12-01",
    "validUntil": "2027-03-01",
    "teachingSince": "2010-09-01",
    "enrolledOn": "2026-12-01",
}
WORDS: Final = {
    "phone": "+996555123456",
    "workPhone": "+996555123456",
    "email": "a@demo.invalid",
    "workEmail": "a@demo.invalid",
    "website": "https://demo.invalid",
    "letter": "Ж",
    "evidenceHash": "ab" * 32,
    "recipient": "school",
    "citizenship": "KG",
    "pin": "10505201512345",
    "pluginId": "questionbank",
    "code": "99-0007",
    "criterion": "A",
    "name": "Топ",
    "login": "newcomer",
}
FIGURES: Final = {"years": 11, "gradeFrom": 5, "gradeTo": 9, "lessonMinutes": 45, "daysPerWeek": 5, "capacity": 30}
AMOUNT: Final = {"value": 4, "weight": 1, "score": 1, "hoursWeek": 4, "minValue": 1, "maxValue": 5, "passValue": 3}
CHOICES: Final = {"purpose": "HEALTH_SAFETY", "action": "WRITE", "category": "MARKS", "role": "SUBJECT_TEACHER"}

_PAPER: Final = {"titleKy": "Б", "titleRu": "О", "textKy": "Б", "textRu": "О"}
OWN: Final[Mapping[str, Mapping[str, Any]]] = {
    "createGradeLevel": {"number": 12},
    "openAcademicYear": {"startsOn": "2028-09-01", "endsOn": "2029-05-25"},
    "addPeriod": {"period": {"kind": "HALF_YEAR"}},
    "changeSubject": {"subjectId": "own Subject"},
    "retireSubject": {"subjectId": "own Subject"},
    "setMarkScale": {"scale": {"kind": "POINTS", "minValue": 1, "maxValue": 5, "passValue": 3, "stepValue": 1}},
    "setNationalMarkScale": {"scale": {"kind": "NONE", "gradeFrom": 1, "gradeTo": 1}},
    "endMarkScale": {"scaleId": "own MarkScale"},
    "setCalendarProfile": {"yearId": "own AcademicYear"},
    "closeClass": {"classId": "own SchoolClass"},
    "addGuardianship": {"guardianId": "own Guardian"},
    "createAccount": {"studentId": "own Student"},
    "createOfficialAccount": {"login": "newofficial"},
    "signIn": {"login": "nobody", "password": "wrong"},
    "changePassword": {"newPassword": "жаңы-сырсөз-2026"},
    "useOneTimeLink": {"newPassword": "жаңы-сырсөз-2026"},
    "issueOrder": {"number": "77", "orderDate": "2026-12-07", **_PAPER},
    "changeDraft": {"orderId": "own Order", "titleRu": "О"},
    "discardDraft": {"orderId": "own Order"},
    "signOrder": {"orderId": "own Order"},
    "revokeOrder": {"orderId": "other Order"},
    "grantRole": {"staffId": "StaffMember"},
    "prohibit": {"staffId": "StaffMember"},
    "adaptRights": {"rules": {"scope": "SCHOOL"}},
    "recordAppointment": {
        "role": "DIRECTOR",
        "schoolId": "School",
        "staffId": "StaffMember",
        "number": "8",
        "orderDate": "2026-12-07",
        "issuer": "Башкармалык",
        **_PAPER,
    },
    "giveConsent": {"studentId": "Student", "purpose": "PUBLICATION"},
    "refuseConsent": {"studentId": "Student", "purpose": "PORTFOLIO_SHARE"},
    "decideStaffConsent": {"purpose": "STAFF_PUBLIC", "staffId": "own StaffMember", "refuse": True},
    "recordPaperConsent": {"studentId": "Student", "signerId": "Guardian", "purpose": "PORTFOLIO_SHARE"},
    "askConsent": {"purpose": "RESEARCH_ROWS", "recipient": "ministry"},
    "enrollStudent": {"studentId": "own Student"},
    "changeStudentClass": {"classId": "other SchoolClass"},
    "withdrawStudent": {"reason": "MOVED_AWAY"},
    "transferStudent": {"destination": "Ош"},
    "promoteClass": {"toClassId": "next SchoolClass", "startsOn": "2027-09-01"},
    "joinGroup": {"groupId": "own StudyGroup"},
    "assignTeachingLoad": {"classId": "SchoolClass", "teacherId": "own StaffMember"},
    "changeTeachingLoad": {"hoursWeek": 3},
    "cancelLesson": {"lessonId": "own Lesson"},
    "changeMark": {"value": 3},
    "setPeriodResult": {"periodId": "first Period", "value": 4},
    "correctPeriodResult": {"value": 4},
}
"""What an act wants beside what every act is given; a name of a type stands for the id of the row found for it."""

SPEAKERS: Final = {
    "giveConsent": "guardian",
    "refuseConsent": "guardian",
    "withdrawConsent": "guardian",
    "startTestAttempt": "student",
    "submitTestAttempt": "student",
    "signOut": "responsible",
    "changePassword": "nurse",
}
"""Who does what the one with every office cannot do."""


@dataclass(frozen=True)
class Shot:
    """One input of an act, with the value that is at an edge."""

    path: tuple[str, ...]
    value: object
    given: Mapping[str, Any]


class Bases:
    """Inputs that would do, made of rows that belong together: one lesson, its class, a student of it, and so on."""

    def __init__(self, school: School, person: Person) -> None:
        self.catalogue = school.house.catalogue
        self.acts: Mapping[str, ActSpec] = {camel(act.name): act for act in app.acts()}
        self._ids = {name: self._id(name.split()[-1], number) for name, number in _together(school).items()}
        self._make(person)
        self._elsewhere = {
            name: school.select(f"SELECT max(id) AS id FROM {made.table.name}")[0]["id"]
            for name, made in self.catalogue.types.items()
        }

    def base(self, name: str) -> dict[str, Any]:
        """Give an input with all that the act requires."""
        return self._of(self.acts[name].asked, OWN.get(name, {}))

    def shots(self, name: str) -> Iterator[Shot]:
        """Give the inputs of an act that are of the right types, each with one value at an edge."""
        yield from self._shots(self.acts[name].asked, self.base(name), ())

    def misfits(self, name: str) -> Iterator[Shot]:
        """Give the inputs of an act of which one value is not even of its type."""
        base = self.base(name)
        for slot in self._slots(self.acts[name].asked):
            for value in UNTYPED[_kind(slot)]:
                if value is not None or slot.is_required:
                    yield Shot((slot.outside,), value, {**base, slot.outside: value})

    def _make(self, person: Person) -> None:
        """Do what other acts need done before them, and keep the ids of the rows made."""
        for name, act, given in _FIRST:
            kind = name.split()[-1]
            field = f"{kind[:1].lower()}{kind[1:]}"
            payload = person.act(act, self._of(self.acts[act].asked, given), f"{field} {{ id }}")
            assert not payload["userErrors"], (act, payload)
            self._ids[name] = payload[field]["id"]

    def _of(self, cls: type, own: Mapping[str, object]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for slot in self._slots(cls):
            given = own.get(slot.outside)
            if isinstance(given, Mapping):
                inner = self._of(slot.inner, given)
                made[slot.outside] = [inner] if slot.is_list else inner
            elif slot.reference and isinstance(given, str):
                made[slot.outside] = self._ids[given]
            elif given is not None:
                made[slot.outside] = given
            elif slot.is_required:
                made[slot.outside] = self._usual(slot)
        return made

    def _usual(self, slot: Slot) -> Any:  # noqa: ANN401 - a JSON value
        one = self._one(slot)
        return [one] if slot.is_list else one

    def _one(self, slot: Slot) -> Any:  # noqa: ANN401 - a JSON value
        name = slot.outside
        if slot.reference:
            return self._ids.get(slot.reference) or self._id(slot.reference, 1)
        if is_dataclass(slot.inner):
            assert isinstance(slot.inner, type)
            return self._of(slot.inner, {})
        if issubclass(slot.inner, Enum):
            return CHOICES.get(name) or next(iter(slot.inner)).name
        plain: Mapping[type, Any] = {
            str: WORDS.get(name, "Ат"),
            int: FIGURES.get(name, 1),
            Decimal: AMOUNT.get(name, 1),
            bool: False,
            date: DATES.get(name, "2026-12-07"),
        }
        return plain[slot.inner]

    def _shots(self, cls: type, base: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[Shot]:
        for slot in self._slots(cls):
            here = (*path, slot.outside)
            for value in self._edges(slot):
                yield Shot(here, value, {**base, slot.outside: [value] if slot.is_list else value})
            if is_dataclass(slot.inner):
                assert isinstance(slot.inner, type)
                inner = base.get(slot.outside) or self._of(slot.inner, {})
                for shot in self._shots(slot.inner, inner[0] if isinstance(inner, list) else inner, here):
                    given = {**base, slot.outside: [shot.given] if slot.is_list else shot.given}
                    yield Shot(shot.path, shot.value, given)
            if slot.is_list:
                yield Shot(here, "none", {**base, slot.outside: []})
                yield Shot(here, "twice", {**base, slot.outside: [self._one(slot)] * 2})
                yield Shot(here, "many", {**base, slot.outside: [self._one(slot)] * LISTED})
            elif not slot.is_required:
                yield Shot(here, None, {**base, slot.outside: None})

    def _edges(self, slot: Slot) -> tuple[Any, ...]:
        if slot.reference:
            prefix = self.catalogue.types[slot.reference].prefix
            elsewhere = self._id(slot.reference, self._elsewhere.get(slot.reference) or 2)
            strange = (
                "",
                "x",
                f"{prefix}_",
                f"{prefix}_0",
                f"{prefix}_-1",
                f"{prefix}_{LAST_ID + 1}",
                "zzz_1",
                "💥",
                HUGE,
            )
            return (*strange, f"{prefix}_1", f"{prefix}_{LAST_ID}", elsewhere)
        if is_dataclass(slot.inner):
            return ()
        if issubclass(slot.inner, Enum):
            return tuple(member.name for member in slot.inner)
        edges: Mapping[type, tuple[Any, ...]] = {
            str: TEXTS,
            int: NUMBERS,
            Decimal: AMOUNTS,
            bool: (True, False),
            date: DAYS,
        }
        return edges[slot.inner]

    def _slots(self, cls: type) -> tuple[Slot, ...]:
        return slots(cls, self.catalogue)

    def _id(self, name: str, number: int) -> str:
        return f"{self.catalogue.types[name].prefix}_{number}"


def _kind(slot: Slot) -> str:
    if slot.is_list or is_dataclass(slot.inner):
        return "list"
    if slot.reference:
        return "ID"
    return "enum" if issubclass(slot.inner, Enum) else slot.inner.__name__


def _together(school: School) -> dict[str, int]:
    """Find one row of each type, all of the first school and about the same class."""
    found: dict[str, int] = dict(school.select(_LESSON)[0])
    found |= school.select(_STUDENT, cls=found["SchoolClass"])[0]
    for name, sql in _OF_STUDENT.items():
        rows = school.select(sql.format(**found))
        found[name] = rows[0]["id"] if rows else 1
    return found


_NEXT: Final = {"startsOn": "2027-09-01", "endsOn": "2028-05-25", "name": "2027/28"}
_FIRST: Final[tuple[tuple[str, str, Mapping[str, Any]], ...]] = (
    ("own Subject", "createSubject", {"code": "CHESS"}),
    ("own MarkScale", "setMarkScale", {"scale": {"kind": "NONE", "gradeFrom": 11, "gradeTo": 11}}),
    ("own AcademicYear", "openAcademicYear", _NEXT),
    ("own SchoolClass", "createClass", {"letter": "Щ"}),
    ("next SchoolClass", "createClass", {"yearId": "own AcademicYear", "letter": "Щ"}),
    ("own StudyGroup", "createStudyGroup", {}),
    ("own Guardian", "registerGuardian", {}),
    ("own Student", "registerStudent", {}),
    ("own Order", "issueOrder", {"number": "75", "orderDate": "2026-12-07", "asDraft": True, **_PAPER}),
    ("other Order", "issueOrder", {"number": "76", "orderDate": "2026-12-07", **_PAPER}),
    ("own Lesson", "planLesson", {"heldOn": "2026-12-08", "number": 7}),
)
_LESSON: Final = """
SELECT l.id AS "Lesson", l.class_id AS "SchoolClass", l.load_id AS "TeachingLoad", l.subject_id AS "Subject",
  l.period_id AS "Period", l.school_id AS "School", p.year_id AS "AcademicYear", c.grade_level_id AS "GradeLevel"
FROM lesson l JOIN teaching_load t ON t.id = l.load_id JOIN staff_member s ON s.id = t.teacher_id
JOIN account a ON a.person_id = s.person_id JOIN period p ON p.id = l.period_id
JOIN school_class c ON c.id = l.class_id
WHERE a.login = 'teacher' AND l.state = 'HELD' AND t.group_id IS NULL AND p.locked_at IS NULL AND c.name = '5А'
ORDER BY l.id DESC LIMIT 1
"""
_STUDENT: Final = """
SELECT st.id AS "Student", b.id AS "Guardianship", b.guardian_id AS "Guardian" FROM student st
JOIN guardianship b ON b.student_id = st.id JOIN account a ON a.login = 'guardian'
JOIN guardian g ON g.id = b.guardian_id AND g.person_id = a.person_id
WHERE st.class_id = :cls AND st.record_until > 1796700000000 ORDER BY st.id LIMIT 1
"""
_OF_STUDENT: Final = {
    "Mark": "SELECT max(id) AS id FROM mark WHERE student_id = {Student} AND load_id = {TeachingLoad} "
    "AND voided_at IS NULL",
    "Attendance": "SELECT max(id) AS id FROM attendance WHERE student_id = {Student}",
    "PeriodResult": "SELECT max(id) AS id FROM period_result WHERE student_id = {Student}",
    "Consent": "SELECT max(id) AS id FROM consent WHERE student_id = {Student} AND status = 'GIVEN'",
    "Order": "SELECT max(id) AS id FROM director_order WHERE school_id = {School} AND state = 'SIGNED' "
    "AND kind = 'GENERAL'",
    "Account": "SELECT id FROM account WHERE login = 'librarian'",
    "StaffMember": "SELECT s.id FROM staff_member s JOIN account a ON a.person_id = s.person_id "
    "WHERE a.login = 'librarian'",
    "ClassLeadership": "SELECT max(id) AS id FROM class_leadership WHERE class_id = {SchoolClass}",
    "StudyGroup": "SELECT max(id) AS id FROM study_group WHERE school_id = {School}",
    "GroupMember": "SELECT max(id) AS id FROM group_member WHERE school_id = {School} AND ends_on IS NULL",
    "Grant": "SELECT min(id) AS id FROM role_grant WHERE school_id = {School} AND role = 'LIBRARIAN'",
    "first Period": "SELECT min(id) AS id FROM period WHERE year_id = {AcademicYear}",
    "other SchoolClass": "SELECT id FROM school_class WHERE year_id = {AcademicYear} AND name = '5Б'",
    "own StaffMember": "SELECT teacher_id AS id FROM teaching_load WHERE id = {TeachingLoad}",
    "Programme": "SELECT programme_id AS id FROM grade_level WHERE id = {GradeLevel}",
    "Area": "SELECT area_id AS id FROM school WHERE id = {School}",
    "MarkScale": "SELECT max(id) AS id FROM mark_scale WHERE school_id = {School}",
    "Test": "SELECT min(id) AS id FROM test WHERE school_id = {School} AND opens_at IS NULL AND gone_at IS NULL",
    "TestAttempt": "SELECT max(id) AS id FROM test_attempt WHERE school_id = {School} AND student_id IN "
    "(SELECT s.id FROM student s JOIN account a ON a.person_id = s.person_id WHERE a.login = 'student')",
    "Plugin": "SELECT max(id) AS id FROM plugin_setting WHERE school_id = {School}",
}
