"""The golden folders: `pytest tests/plan --update-golden` writes them anew. Read the difference before it is
committed.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.databases import PostgresFarm
from tests.proof.rows import town
from tests.proof.world import World


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files instead of comparing with them"
    )


@pytest.fixture(scope="session")
def updates_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden", default=False))


@pytest.fixture(scope="session")
def golden_world(postgres: PostgresFarm) -> Iterator[World]:
    """The fixed town over both databases; golden questions change nothing."""
    made = World(postgres.empty())
    made.fill(town())
    yield made
    made.close()
