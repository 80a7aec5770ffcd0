"""Every golden folder still gives the same statements on both databases, and the same answer from both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.plan.pretty import pretty
from tests.plan.written_viewers import viewer_of, written
from tests.proof.viewers import VIEWERS
from tests.proof.world import World

from isuo_graph.plan.bind import Dialect

GOLDEN = Path(__file__).parent / "golden"
FOLDERS = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())
FILES = {Dialect.SQLITE: "sqlite.sql", Dialect.POSTGRES: "postgres.sql"}


@pytest.mark.parametrize("name", FOLDERS)
def test_golden_folder_is_as_it_was(golden_world: World, name: str, updates_golden: bool) -> None:
    folder = GOLDEN / name
    text = (folder / "query.graphql").read_text(encoding="utf-8")
    viewer = viewer_of((folder / "viewer.json").read_text(encoding="utf-8"))
    variables = json.loads((folder / "variables.json").read_text(encoding="utf-8"))
    answers = golden_world.ask(text, viewer, variables)
    found = {FILES[dialect]: "\n".join(map(pretty, answer.statements)) for dialect, answer in answers.items()}
    assert answers[Dialect.SQLITE].told == answers[Dialect.POSTGRES].told
    data, withheld, refused = answers[Dialect.SQLITE].told
    result = {"refused": refused} if refused else {"data": data, "withheld": withheld}
    found["result.json"] = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    for file, content in found.items():
        if updates_golden:
            (folder / file).write_text(content, encoding="utf-8")
        assert (folder / file).read_text(encoding="utf-8") == content, f"{name}/{file}"


def test_there_are_golden_folders() -> None:
    assert len(FOLDERS) >= 25


@pytest.mark.parametrize("name", sorted(VIEWERS))
def test_a_viewer_is_read_as_written(name: str) -> None:
    viewer = VIEWERS[name]
    assert viewer_of(written(viewer)).reaches == viewer.reaches


def test_pretty_changes_nothing_but_white_space() -> None:
    text = "SELECT json_object('a, (SELECT', 1, 'b', (SELECT count(*) FROM \"FROM\" t WHERE (t.x = 'it''s')))"
    assert "".join(pretty(text).split()) == "".join(text.split())
