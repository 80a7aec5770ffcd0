"""The demo school with the question bank over a folder of its own, served over HTTP on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pytest
from tests.databases import PostgresFarm, SqliteFarm
from tests.served import School, demo, served

from isuo_graph.app import House
from isuo_graph.host.sync import sync_school

SCHOOL: Final = "99-0001"
PAPER: Final = """// title: Сынак
// subject: MATHS

::Сыр аталыш:: Борбор кайсы? {=Бишкек#СЫР1 ~Ош#СЫР2 ####СЫР3}

Канча? {#=4711:3#СЫР4 =%50%4711:90}

Шаарды жаз. {=Каракол =%50%СЫР5*}

Жупта. {=бир -> 1 =эки -> 2 = -> 3 ####СЫР6}
"""
SECRETS: Final = ("СЫР", "Сыр", "4711", "Каракол", "%50%")
"""What stands in the file and must not reach who sits the test."""


@dataclass(frozen=True)
class Bank:
    """The service, and the folder that the question bank reads."""

    school: School
    folder: Path

    def write(self, text: str) -> None:
        """Put another text into the one file, and let the bank notice it."""
        (self.folder / "test.gift").write_text(text, encoding="utf-8")

    def read(self) -> None:
        """Mirror what the bank holds."""
        [row] = self.school.select("SELECT id FROM school WHERE code = :code", code=SCHOOL)

        async def sync(house: House) -> None:
            reports = await sync_school(house.plugins, int(row["id"]))
            assert all(one.is_whole for one in reports), reports

        self.school.do(sync)

    def test_id(self) -> str:
        """Give the test as a student finds it."""
        [found] = self.school.person("student").data('{ tests(where: {title: {eq: "Сынак"}}) { nodes { id } } }')[
            "tests"
        ]["nodes"]
        return str(found["id"])

    def start(self, chosen: str, login: str = "student") -> dict[str, Any]:
        """Start an attempt as somebody; gives the payload."""
        return self.school.person(login).act("startTestAttempt", {"testId": self.test_id()}, chosen)


@pytest.fixture(scope="module")
def bank(farm: SqliteFarm | PostgresFarm, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    folder = tmp_path_factory.mktemp("bank")
    made = demo(farm, tmp_path_factory.mktemp("demo"))
    settings = made.settings.model_copy(update={"plugins_allowed": ("isuo-graph-questionbank",)})
    with served(replace(made, settings=settings)) as school:
        opened = Bank(school, folder)
        opened.write(PAPER)
        _enable(school, folder)
        opened.read()
        yield opened


def _enable(school: School, folder: Path) -> None:
    administrator = school.person("administrator")
    found = administrator.data(
        f'{{ schools(where: {{code: {{eq: "{SCHOOL}"}}}}) {{ nodes {{ id }} }}'
        f' orders(where: {{kind: {{eq: PLUGIN}}, school: {{code: {{eq: "{SCHOOL}"}}}}}}) {{ nodes {{ id }} }} }}'
    )
    asked = {
        "schoolId": found["schools"]["nodes"][0]["id"],
        "orderId": found["orders"]["nodes"][0]["id"],
        "pluginId": "questionbank",
        "settings": [{"name": "folder", "value": str(folder)}],
    }
    assert not administrator.act("enablePlugin", asked, "plugin { id }")["userErrors"]
