"""The accounts of the demo: who can sign in, in print and in rows. All share one password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from isuo_graph.cli.demo.pupils import Part, Pupil
from isuo_graph.cli.demo.sheets import Sheets
from isuo_graph.cli.demo.staff import DEMO_CLASS, Staff
from isuo_graph.policy.rights import Role
from isuo_graph.rooms.people import tables
from isuo_graph.rooms.people.tables import GuardianshipKind

OFFICES: Final = {
    "director": Role.DIRECTOR,
    "deputy": Role.DEPUTY,
    "secretary": Role.SECRETARY,
    "responsible": Role.RESPONSIBLE,
    "administrator": Role.ADMINISTRATOR,
    "psychologist": Role.PSYCHOLOGIST,
    "socialpedagogue": Role.SOCIAL_PEDAGOGUE,
    "nurse": Role.NURSE,
    "librarian": Role.LIBRARIAN,
    "dpo": Role.DATA_PROTECTION_OFFICER,
}
SECOND_SCHOOL: Final = {"director2": Role.DIRECTOR, "secretary2": Role.SECRETARY}
OFFICIALS: Final = ("analyst", "ministry", "methodist")


@dataclass(frozen=True, slots=True)
class Listed:
    """An account as the start prints it."""

    login: str
    who: str


LISTED: Final = (
    Listed("director", "директор школы №1"),
    Listed("deputy", "заместитель по учебной работе"),
    Listed("secretary", "секретарь"),
    Listed("administrator", "системный администратор: учётные записи, но ни одной отметки"),
    Listed("classteacher", "классный руководитель 5А"),
    Listed("teacher", "учитель математики в 5А"),
    Listed("psychologist", "психолог"),
    Listed("nurse", "медсестра"),
    Listed("guardian", "мать двух учеников школы №1"),
    Listed("student", "ученик 5А"),
    Listed("analyst", "аналитик района: только сводные данные"),
    Listed("dpo", "ответственный за защиту персональных данных"),
    Listed("responsible", "ответственный за ИСУО"),
    Listed("former", "бывший ответственный: приказ отменён"),
    Listed("trainee", "стажёр: приказом запрещено ставить отметки"),
    Listed("socialpedagogue", "социальный педагог"),
    Listed("librarian", "библиотекарь"),
    Listed("methodist", "методист района"),
    Listed("ministry", "аналитик министерства"),
    Listed("director2", "директор школы №2"),
    Listed("secretary2", "секретарь школы №2"),
)


class Accounts:
    """Writes accounts; gives their ids by login."""

    def __init__(self, sheets: Sheets, password_hash: str, created_ms: int) -> None:
        self._sheets = sheets
        self._hash = password_hash
        self._created_ms = created_ms

    def first_school(self, school_id: int, staff: Staff, pupils: list[Pupil]) -> dict[str, int]:
        """Write the accounts of the first school."""
        demo_class = next(pupil.seat.id for pupil in pupils if pupil.seat.name == DEMO_CLASS)
        student = next(pupil for pupil in pupils if pupil.part is Part.STUDENT)
        mother = next(bond.parent for bond in student.bonds if bond.parent.kind is GuardianshipKind.MOTHER)
        people = {login: staff.offices[role].person_id for login, role in OFFICES.items()}
        people |= {
            "classteacher": staff.leaders[demo_class].person_id,
            "teacher": staff.teacher_of(DEMO_CLASS, "MATHS").person_id,
            "former": staff.former_clerk.person_id,
            "trainee": staff.trainee.person_id,
            "guardian": mother.person_id,
            "student": student.person_id,
        }
        return {login: self.write(login, person_id, school_id) for login, person_id in people.items()}

    def second_school(self, school_id: int, staff: Staff) -> dict[str, int]:
        """Write the accounts of the second school, so that isolation shows; ids by the name of the office."""
        made = {
            login: self.write(login, staff.offices[role].person_id, school_id) for login, role in SECOND_SCHOOL.items()
        }
        return {login.removesuffix("2"): account_id for login, account_id in made.items()}

    def write(self, login: str, person_id: int, school_id: int | None) -> int:
        """Write one account."""
        return self._sheets.add(
            tables.Account,
            school_id=school_id,
            person_id=person_id,
            login=login,
            password_hash=self._hash,
            password_set_at=self._created_ms,
            language="ru",
            created_at=self._created_ms,
        )
