"""Commands that the pages name: they exist, their options exist, and the quick ones run."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import typer
from tests.docs import pages

from isuo_graph.cli import commands

_CALL: Final = re.compile(r"isuo-graph(?: [^`|&;)#\"]*)?")
_TARGET: Final = re.compile(r"\bmake ([a-z][a-z-]*)")
QUICK: Final = ("make help", "isuo-graph --help", "isuo-graph schema export --check", "isuo-graph plugin list")


def spans(page: Path) -> Iterator[str]:
    """What a page gives to be typed: code font and shell blocks."""
    yield from pages.words_in_code_font(page)
    for block in pages.blocks(page, "sh"):
        yield from block.replace("\\\n", " ").splitlines()


def called(text: str) -> Iterator[tuple[str, ...]]:
    for found in _CALL.finditer(text):
        yield tuple(found[0].split())


CALLS: Final = sorted({call for page in pages.PAGES for span in spans(page) for call in called(span)})


def inner(command: Any) -> dict[str, Any]:  # noqa: ANN401 - typer brings a click of its own
    """The commands of a group; none of a command."""
    return getattr(command, "commands", {})


def resolved(call: tuple[str, ...]) -> tuple[Any, tuple[str, ...]]:
    """Walk from the root to the command that a call names; gives it with what follows its name."""
    command, words = typer.main.get_command(commands()), call[1:]
    while inner(command) and words and not words[0].startswith("-"):
        assert words[0] in inner(command), " ".join(call)
        command, words = inner(command)[words[0]], words[1:]
    return command, words


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_a_command_on_a_page_exists_with_its_options(call: tuple[str, ...]) -> None:
    command, words = resolved(call)
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known


def test_every_command_stands_on_a_page() -> None:
    groups = inner(typer.main.get_command(commands()))
    alone = {(name,) for name, command in groups.items() if not inner(command)}
    names = alone | {(name, below) for name, command in groups.items() for below in inner(command)}
    assert names
    assert {name for name in names if not any(call[1 : len(name) + 1] == name for call in CALLS)} == set()


def test_every_target_of_make_on_a_page_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (pages.ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for page in pages.PAGES for span in spans(page) for name in _TARGET.findall(span)}
    assert {"demo", "test"} <= named
    assert named <= targets


@pytest.mark.parametrize("line", QUICK)
def test_a_quick_command_runs(line: str) -> None:
    words = line.split()
    if words[0] == "isuo-graph":
        words = [sys.executable, "-m", "isuo_graph", *words[1:]]
    done = subprocess.run(words, cwd=pages.ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
