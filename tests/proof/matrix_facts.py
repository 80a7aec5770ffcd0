"""Who somebody is, read off the raw tables: roles by orders in force, own children, classes, loads and students taught.

Takes rows as the database keeps them and a login, gives plain sets. It knows nothing of the policy's own code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Row = Mapping[str, Any]
Rows = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Post:
    """A role held in schools."""

    role: str
    schools: frozenset[int]


@dataclass(frozen=True)
class Town:
    """All rows on a day; days are ISO texts, so that both databases compare alike."""

    rows: Rows
    today: str
    now_ms: int

    @cached_property
    def by_id(self) -> Mapping[str, Mapping[int, Row]]:
        """Rows of each table by id."""
        return {name: {row["id"]: row for row in found if "id" in row} for name, found in self.rows.items()}

    def is_today(self, row: Row, start: str = "starts_on", end: str = "ends_on") -> bool:
        """Tell whether today lies between two days, both included."""
        first, last = day(row[start]), day(row[end])
        return first is not None and first <= self.today and (last is None or self.today <= last)

    def in_window(self, row: Row | None, name: str) -> bool:
        """Tell whether a consent's window is open now."""
        return row is not None and row[f"{name}_from"] <= self.now_ms < row[f"{name}_until"]

    def order_holds(self, order_id: int) -> bool:
        """Tell whether an order is signed, not revoked, and in its days."""
        order = self.by_id["director_order"][order_id]
        return order["state"] == "SIGNED" and self.is_today(order)

    def schools_of(self, area_id: int) -> frozenset[int]:
        """Give the schools of an area and of everything that lies in it."""
        inside = {area_id}
        while more := {one["id"] for one in self.rows["area"] if one["parent_id"] in inside} - inside:
            inside |= more
        return frozenset(one["id"] for one in self.rows["school"] if one["area_id"] in inside)


class Facts:
    """What is true of one person today. Without a login it is the public."""

    def __init__(self, town: Town, login: str | None) -> None:
        self.town = town
        account = next((one for one in town.rows["account"] if one["login"] == login), None) if login else None
        self.account_id = account["id"] if account else None
        self.person_id = account["person_id"] if account else None

    def _where(self, table: str, column: str, wanted: Iterable[int]) -> list[dict[str, Any]]:
        known = set(wanted)
        return [row for row in self.town.rows[table] if row[column] in known]

    def _mine(self, table: str) -> list[dict[str, Any]]:
        return self._where(table, "person_id", {self.person_id} - {None})  # type: ignore[arg-type] # None is taken out

    @cached_property
    def students(self) -> list[dict[str, Any]]:
        """My own rows as a student who has not left."""
        return [row for row in self._mine("student") if row["status"] in {"ON_ROLL", "ON_LEAVE"}]

    @cached_property
    def me(self) -> set[int]:
        """My ids as a student."""
        return {row["id"] for row in self.students}

    @cached_property
    def staff(self) -> set[int]:
        """My ids as an employee."""
        found = self._mine("staff_member")
        return {row["id"] for row in found if row["left_on"] is None or day(row["left_on"]) >= self.town.today}

    @cached_property
    def bonds(self) -> list[dict[str, Any]]:
        """Guardianships that let me see: of today, with custody, and not barred."""
        mine = {row["id"] for row in self._mine("guardian")}
        found = self._where("guardianship", "guardian_id", mine)
        return [one for one in found if one["has_custody"] and one["may_see"] and self.town.is_today(one)]

    @cached_property
    def guardian(self) -> set[int]:
        """My ids as a guardian who represents somebody."""
        return {one["guardian_id"] for one in self.bonds}

    @cached_property
    def children(self) -> set[int]:
        """Students whom I represent."""
        return {one["student_id"] for one in self.bonds}

    @cached_property
    def led(self) -> set[int]:
        """Classes that I lead."""
        found = self._where("class_leadership", "staff_id", self.staff)
        return {one["class_id"] for one in found if self.town.is_today(one)}

    @cached_property
    def led_students(self) -> set[int]:
        """Students of the classes that I lead."""
        return {row["id"] for row in self._where("student", "class_id", self.led)}

    @cached_property
    def led_guardians(self) -> set[int]:
        """Who represents them today."""
        found = self._where("guardianship", "student_id", self.led_students)
        return {one["guardian_id"] for one in found if self.town.is_today(one)}

    @cached_property
    def loads(self) -> list[dict[str, Any]]:
        """What I teach today."""
        return [one for one in self._where("teaching_load", "teacher_id", self.staff) if self.town.is_today(one)]

    @cached_property
    def load_ids(self) -> set[int]:
        """Ids of the same."""
        return {one["id"] for one in self.loads}

    @cached_property
    def taught(self) -> set[int]:
        """Students of the classes that I teach as a whole, and of the groups that I teach."""
        classes = {one["class_id"] for one in self.loads if one["group_id"] is None}
        groups = {one["group_id"] for one in self.loads} - {None}
        members = [one for one in self._where("group_member", "group_id", groups) if self.town.is_today(one)]
        return {row["id"] for row in self._where("student", "class_id", classes)} | {
            one["student_id"] for one in members
        }

    def classes_of(self, students: set[int]) -> set[int]:
        """Classes that some students learn in."""
        return {self.town.by_id["student"][one]["class_id"] for one in students} - {None}

    def groups_of(self, students: set[int]) -> set[int]:
        """Groups that some students learn in today."""
        found = self._where("group_member", "student_id", students)
        return {one["group_id"] for one in found if self.town.is_today(one)}

    def schools_of(self, students: set[int]) -> set[int]:
        """Schools of some students."""
        return {self.town.by_id["student"][one]["school_id"] for one in students}

    @cached_property
    def my_classes(self) -> set[int]:
        """Classes that I learn in."""
        return self.classes_of(self.me)

    @cached_property
    def child_classes(self) -> set[int]:
        """Classes that my children learn in."""
        return self.classes_of(self.children)

    @cached_property
    def my_groups(self) -> set[int]:
        """Groups that I learn in."""
        return self.groups_of(self.me)

    @cached_property
    def child_groups(self) -> set[int]:
        """Groups that my children learn in."""
        return self.groups_of(self.children)

    @cached_property
    def named_by(self) -> set[int]:
        """Orders that name me."""
        grants = {one["order_id"] for one in self.grants}
        return grants | {one["order_id"] for one in self._where("duty", "staff_id", self.staff)}

    @cached_property
    def grants(self) -> list[dict[str, Any]]:
        """Every grant that was ever written about me."""
        return self._mine("role_grant")

    @cached_property
    def posts(self) -> list[Post]:
        """The roles I hold: the public's, those of facts, and those of orders in force."""
        found = [Post("PUBLIC", frozenset())]
        found += [Post("STUDENT", frozenset({row["school_id"]})) for row in self.students]
        held = {self.town.by_id["guardian"][one]["school_id"] for one in self.guardian}
        found += [Post("GUARDIAN", frozenset({one})) for one in held]
        for grant in self.grants:
            is_live = (
                grant["ended_at"] is None and self.town.is_today(grant) and self.town.order_holds(grant["order_id"])
            )
            if is_live and grant["kind"] == "ALLOW":
                school = grant["school_id"]
                schools = frozenset({school}) if school else self.town.schools_of(grant["area_id"])
                found.append(Post(grant["role"], schools))
        return found


def day(value: Any) -> Any:  # noqa: ANN401 - a day in either form, or None
    """Give a day as ISO text, whichever way the database keeps it."""
    return value if value is None or isinstance(value, str) else value.isoformat()
