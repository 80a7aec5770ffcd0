"""The examples of the pages: `pytest tests/docs --update-examples` writes them anew; read the difference."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-examples", action="store_true", help="write the answers on the pages anew")
