"""The demo school beside a live Kolibri: both plugins enabled over HTTP by an order, one class known to both sides.

Gives what stands in the school's own tables and in Kolibri, read or written past the service, to compare answers with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from tests.live.kolibri_server import KolibriServer
from tests.live.relay import Relay, relay
from tests.live.seed_kolibri import LearnerSeed, SeededClass, seed_class
from tests.served import MOMENT, Demo, School, served

from isuo_graph.app import House
from isuo_graph.cli.where import PLUGINS
from isuo_graph.host.running import OPEN_S, Running
from isuo_graph.host.sync import SyncReport, sync_school
from isuo_graph.kit import pairwise
from isuo_graph.kit.ids import inside, outside
from isuo_questionbank import samples_folder

SCHOOL_CODE: Final = "99-0001"
CLASS_NAME: Final = "5А"
WORK: Final[tuple[tuple[Mapping[str, float], float], ...]] = (
    ({"c1": 1.0, "c2c2": 1.0, "c2c3": 0.2}, 66.667),
    ({}, 0.0),
    ({"c1": 1.0}, 33.333),
    ({"c1": 1.0, "c2c2": 1.0, "c2c3": 1.0}, 100.0),
)
"""What learners did of the three resources of their lesson, taken in turns, and the share that is completed."""
STRANGER: Final = LearnerSeed("somebody-of-another-school", "stranger", "Бөтөн Окуучу", {"c1": 1.0})
"""A member of the same Kolibri class whom the school does not know."""


@dataclass(frozen=True)
class Together:
    """Both sides, and who is who. Students go by the ids that the service gives out."""

    school: School
    kolibri: KolibriServer
    relay: Relay
    """What stands between the service and Kolibri."""
    seeded: SeededClass
    students: tuple[str, ...]
    names: Mapping[str, str]
    """What Kolibri knows each student by."""
    consented: frozenset[str]
    done: Mapping[str, float]
    told_before: frozenset[int]
    """Disclosures that came with the demo."""

    @property
    def own_child(self) -> str:
        """Give the student who holds the account `student`, a child of the one who holds `guardian`."""
        sql = "SELECT s.id FROM student s JOIN account a ON a.person_id = s.person_id WHERE a.login = 'student'"
        return outside("stu", self.school.select(sql)[0]["id"])

    def with_share(self, percent: float) -> str:
        """Give one of those who consented and did so much."""
        return next(one for one in self.students if one in self.consented and self.done[one] == percent)

    def named(self, since: int = 0) -> set[str]:
        """Give the students of whom Kolibri was told after so many bytes: by pseudonym, account or the school's id."""
        sent = self.relay.sent(since)
        return {one for one in self.students if any(name in sent for name in self.known_as(one))}

    def known_as(self, student: str) -> tuple[str, ...]:
        """Give what could tell Kolibri of a student."""
        name = self.names[student]
        return (name, self.seeded.learner_ids[name], student.removeprefix("stu_"))

    def disclosed(self, plugin_id: str = "kolibri") -> frozenset[str]:
        """Give the students of whom something has left to a plugin since the service began."""
        rows = [row for row in self.school.rows()["plugin_disclosure"] if row["id"] not in self.told_before]
        return frozenset(outside("stu", row["subject_id"]) for row in rows if row["plugin_id"] == plugin_id)

    def mirrored(self) -> dict[str, dict[str, Any]]:
        """Give the rows of the learning room that came from Kolibri's channel, by student."""
        rows = self.school.rows()
        [course] = [row for row in rows["course"] if row["external_id"] == self.seeded.channel_id]
        found = [row for row in rows["course_enrollment"] if row["course_id"] == course["id"]]
        return {outside("stu", row["student_id"]): row for row in found}

    def sync(self) -> tuple[SyncReport, ...]:
        """Let the host read both plugins, as it does in the night."""

        async def read(house: House) -> tuple[SyncReport, ...]:
            return await sync_school(house.plugins, school_id(self.school))

        return self.school.do(read)


@dataclass
class Learners:
    """The class in Kolibri, filled once: a demo on another database has the same students under the same key."""

    kolibri: KolibriServer
    _seeded: dict[tuple[LearnerSeed, ...], SeededClass] = field(default_factory=dict)

    def seeded(self, learners: tuple[LearnerSeed, ...]) -> SeededClass:
        """Give the class with these learners."""
        if not self._seeded:
            self._seeded[learners] = seed_class(self.kolibri, CLASS_NAME, learners)
        return self._seeded[learners]


@contextmanager
def together(demo: Demo, kolibri: KolibriServer, learners: Learners, folder: Path) -> Iterator[Together]:
    """Serve the demo with both plugins, and fill a class of the same name in Kolibri."""
    allowed = demo.settings.model_copy(update={"plugins_allowed": PLUGINS, "plugins_folder": str(folder)})
    with served(replace(demo, settings=allowed)) as school, relay(kolibri.base_url) as between:
        enable(school, replace(kolibri, base_url=between.base_url))
        rows = school.rows()
        students = class_of(rows)
        names = pseudonyms(school, students)
        work = {one: WORK[place % len(WORK)] for place, one in enumerate(students)}
        seeds = [
            LearnerSeed(names[one], f"learner{place}", f"Окуучу {place}", work[one][0])
            for place, one in enumerate(students)
        ]
        seeded = learners.seeded((*seeds, STRANGER))
        yield Together(
            school,
            kolibri,
            between,
            seeded,
            students,
            names,
            consented(rows) & frozenset(students),
            {one: share for one, (_, share) in work.items()},
            frozenset(row["id"] for row in rows["plugin_disclosure"]),
        )


def enable(school: School, kolibri: KolibriServer) -> None:
    """Enable both plugins as an administrator does; the password of Kolibri is mistyped at first, and then mended."""
    administrator = school.person("administrator")
    found = administrator.data(
        f'{{ schools(where: {{code: {{eq: "{SCHOOL_CODE}"}}}}) {{ nodes {{ id }} }}'
        f' orders(where: {{kind: {{eq: PLUGIN}}, school: {{code: {{eq: "{SCHOOL_CODE}"}}}}}}) {{ nodes {{ id }} }} }}'
    )
    place = {"schoolId": found["schools"]["nodes"][0]["id"], "orderId": found["orders"]["nodes"][0]["id"]}
    bank = [{"name": "folder", "value": str(samples_folder())}]
    server = [
        {"name": "base_url", "value": kolibri.base_url},
        {"name": "username", "value": kolibri.username},
        {"name": "password", "value": "a slip of the hand"},
    ]
    made = {}
    for plugin_id, settings in (("questionbank", bank), ("kolibri", server)):
        asked = {**place, "pluginId": plugin_id, "settings": settings}
        made[plugin_id] = administrator.act("enablePlugin", asked, "plugin { id }")
        assert not made[plugin_id]["userErrors"], made
    mended = {
        "plugin": made["kolibri"]["plugin"]["id"],
        "orderId": place["orderId"],
        "settings": [{"name": "password", "value": kolibri.password}],
    }
    assert not administrator.act("configurePlugin", mended)["userErrors"]


def pseudonyms(school: School, students: tuple[str, ...]) -> Mapping[str, str]:
    """Name every student as Kolibri knows them; also those who may not be named to it, for they have accounts there."""

    async def opened(house: House) -> Running:
        settings = await house.plugins.settings_at({school_id(school)})
        return await house.plugins.workshop.running(settings[school_id(school), "kolibri"], OPEN_S)

    key = school.do(opened).pair_key
    return {one: pairwise.pseudonym(key, inside("stu", one)) for one in students}


def school_id(school: School) -> int:
    """Give the number of the demo's first school."""
    found: int = school.select("SELECT id FROM school WHERE code = :code", code=SCHOOL_CODE)[0]["id"]
    return found


def class_of(rows: Mapping[str, list[dict[str, Any]]]) -> tuple[str, ...]:
    """Give the students of the class, read from the tables."""
    [place] = [row["id"] for row in rows["school"] if row["code"] == SCHOOL_CODE]
    [seat] = [row["id"] for row in rows["school_class"] if (row["school_id"], row["name"]) == (place, CLASS_NAME)]
    return tuple(outside("stu", one) for one in sorted(row["id"] for row in rows["student"] if row["class_id"] == seat))


def consented(rows: Mapping[str, list[dict[str, Any]]]) -> frozenset[str]:
    """Read from the bare decisions who lets data go to Kolibri: somebody agreed, nobody refused, it is not over."""
    now_ms = MOMENT.timestamp() * 1000
    to_kolibri = [row for row in rows["consent"] if (row["purpose"], row["recipient"]) == ("ELEARNING", "kolibri")]
    agreed = {
        row["student_id"]
        for row in to_kolibri
        if row["status"] == "GIVEN" and row["withdrawn_at"] is None and row["valid_until"] > now_ms
    }
    refused = {row["student_id"] for row in to_kolibri if row["status"] == "REFUSED"}
    return frozenset(outside("stu", one) for one in agreed - refused)
