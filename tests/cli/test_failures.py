"""What the machine or the database does not allow is said in one line that names no address and no password."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from isuo_graph.cli import main
from isuo_graph.cli.failures import told
from isuo_graph.cli.terminal import REFUSED

ORDER = ("--order-number", "5", "--order-date", "2026-08-25")


def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command as the shell does, and give what it said when it refused."""
    monkeypatch.setattr(sys, "argv", ["isuo-graph", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == REFUSED
    return capsys.readouterr().err


@pytest.mark.parametrize("command", [("init", *ORDER), ("upgrade",), ("token", "teacher")])
def test_a_server_that_does_not_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    (folder / "isuo.key").write_text("".join(map(chr, range(40, 90))), encoding="utf-8")
    monkeypatch.setenv("ISUO_DATABASE_URL", "postgresql://isuo:hunter2@127.0.0.1:9/isuo")
    text = said(monkeypatch, capsys, *command, *(("--again",) if command[0] == "init" else ()))
    assert "isuo-graph doctor" in text
    assert "hunter2" not in text


def test_a_file_that_is_no_database(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "isuo.db").write_bytes(b"no database " * 400)
    assert "isuo-graph doctor" in said(monkeypatch, capsys, "upgrade")


def test_a_folder_that_is_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "taken").write_text("", encoding="utf-8")
    assert "taken" in said(monkeypatch, capsys, "demo", "--no-serve", "--folder", "taken/demo")


def test_a_mistake_of_ours_keeps_its_traceback() -> None:
    assert told(KeyError("x")) is None
