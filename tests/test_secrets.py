"""The files of secrets: made for the owner alone, refused when they hold none, never quoted."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from isuo_graph.kit.errors import BootRefused
from isuo_graph.settings.secrets import make_secret, read_secret, read_token_keys


def test_made_secret_is_the_one_that_is_read(tmp_path: Path) -> None:
    path = str(tmp_path / "deep" / "isuo.key")
    assert make_secret(path) == read_secret(path)


def test_made_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "isuo.key"
    make_secret(str(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_secret_that_exists_is_kept(tmp_path: Path) -> None:
    path = str(tmp_path / "isuo.key")
    assert make_secret(path) == make_secret(path)


def test_line_break_at_the_end_is_no_part_of_the_secret(tmp_path: Path) -> None:
    path = tmp_path / "isuo.key"
    path.write_bytes(bytes(range(40, 80)) + b"\r\n")
    assert read_secret(str(path)) == bytes(range(40, 80))


@pytest.mark.parametrize("held", [b"", b"short", b"\0" * 64, b"changeme" * 3])
def test_file_without_a_secret_stops_the_start(tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "isuo.key"
    path.write_bytes(held)
    with pytest.raises(BootRefused, match="ISUO_SECRET_KEY_FILE"):
        read_secret(str(path))


def test_missing_file_stops_the_start_and_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BootRefused, match="isuo-graph init"):
        read_secret(str(tmp_path / "nowhere.key"))


def test_refusal_does_not_quote_the_file(tmp_path: Path) -> None:
    path = tmp_path / "isuo.key"
    path.write_bytes(b"hunter2")
    with pytest.raises(BootRefused) as caught:
        read_secret(str(path))
    assert "hunter2" not in str(caught.value)


def test_token_keys_are_read_last_name_first(tmp_path: Path) -> None:
    for name in ("2026-01", "2026-09", "2025-09"):
        (tmp_path / f"{name}.pem").write_text(name)
    assert read_token_keys(str(tmp_path)) == (b"2026-09", b"2026-01", b"2025-09")
