"""docs/regulation.md: every row of the regulation, with a place and a test that are there, or an honest "not yet"."""

import re
from typing import Final

import pytest
from tests.docs import pages

PAGE: Final = pages.DOCS / "regulation.md"
ROWS: Final = {row[0]: row for row in pages.rows(PAGE)}
NOT_YET: Final = re.compile(r"not yet: (issue \d+|later)")
STATE: Final = re.compile(r"done|in part; .+: (issue \d+|later)|not yet: (issue \d+|later)")
SOURCE: Final = pages.ROOT / "src" / "isuo_graph"


def test_the_page_has_the_sixty_rows_in_their_order() -> None:
    assert list(ROWS) == [f"R{number}" for number in range(1, 61)]


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_a_row_says_how_far_it_is(row: list[str]) -> None:
    assert STATE.fullmatch(row[6])


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_a_row_that_is_met_names_a_place_and_a_test_that_exist(row: list[str]) -> None:
    if NOT_YET.fullmatch(row[6]):
        assert row[3:6] == ["", "", ""]
        return
    places = re.findall(r"`([^`]+)`", row[4])
    assert places
    assert all((SOURCE / "rooms" / place).is_dir() or (SOURCE / place).is_dir() for place in places)
    path = row[5].strip("`")
    assert (pages.ROOT / (path if path.startswith("plugins/") else f"tests/{path}")).is_file()


def test_rows_that_the_code_cites_are_rows_of_the_regulation() -> None:
    cited = {
        number
        for file in SOURCE.rglob("*.py")
        for number in re.findall(r"\bR(\d{1,2})\b", " ".join(re.findall(r"\((R[^)]*)\)", file.read_text("utf-8"))))
    }
    assert cited
    assert {f"R{number}" for number in cited} <= set(ROWS)
