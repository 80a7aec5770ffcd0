"""The commands that the demo prints: they find its data wherever it stands."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from isuo_graph.cli.demo.queries import pointing
from isuo_graph.cli.where import DEMO_FOLDER, demo_settings
from isuo_graph.settings import Settings


@pytest.fixture(autouse=True)
def _says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ISUO_SECRET_KEY_FILE", "ISUO_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_a_demo_in_its_usual_folder_needs_no_pointing_at() -> None:
    assert pointing(demo_settings(Settings(), DEMO_FOLDER)) == ""


def test_a_demo_elsewhere_is_pointed_at_by_whole_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = dict(part.split("=", 1) for part in shlex.split(pointing(demo_settings(Settings(), Path("my demo"))))[1:])
    assert said == {
        "ISUO_SECRET_KEY_FILE": str(tmp_path / "my demo" / "demo.key"),
        "ISUO_DATABASE_URL": f"sqlite:///{tmp_path / 'my demo' / 'demo.db'}",
    }
