"""Log lines: what libraries log is masked like what we log, and nobody's address is among them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from isuo_graph.cli import logs
from isuo_graph.settings import Settings


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Set logging up as the service does, into a text; everything is put back afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    loggers = [logging.getLogger(name) for name in ("uvicorn", "uvicorn.access", "uvicorn.error")]
    kept = [(one, one.disabled, one.level, one.propagate, list(one.handlers)) for one in loggers]
    for one in loggers:  # uvicorn's own set-up, of a test before this one, would keep lines from the root
        one.propagate, one.handlers[:] = True, []
    logs.set_up(Settings())
    told = io.StringIO()
    for handler in root.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(told)
    yield told
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)
    for one, is_disabled, its_level, propagates, its_handlers in kept:
        one.disabled, one.propagate, one.handlers[:] = is_disabled, propagates, its_handlers
        one.setLevel(its_level)


def test_a_librarys_traceback_is_logged_without_its_text(logged: io.StringIO) -> None:
    try:
        int("21111199000001 is no number")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    line = json.loads(logged.getvalue())
    assert line["kinds"] == ["ValueError"]
    assert "21111199000001" not in str(line)


def test_a_librarys_line_without_a_failure_is_logged_as_it_is(logged: io.StringIO) -> None:
    logging.getLogger("asyncio").warning("slow")
    assert json.loads(logged.getvalue())["event"] == "slow"


@pytest.mark.parametrize("name", ["uvicorn.access", "uvicorn.error"])
def test_lines_that_name_addresses_of_people_are_not_logged(logged: io.StringIO, name: str) -> None:
    logging.getLogger(name).info('10.1.2.3 - "WebSocket /graphql?token=x" [accepted]')
    assert logged.getvalue() == ""
