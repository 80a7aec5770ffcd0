"""Files are read in their encoding, within bounds, never from outside the folder, and again only when they changed."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from isuo_questionbank import bank, encoding, folder, load


def write(path: Path, text: str, codec: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(codec))
    return path


def codes(root: Path) -> list[str]:
    return [fault.code.value for fault in load(root).faults]


def prompts(root: Path) -> list[str]:
    return [item.prompt.text for exam in load(root).exams.values() for item in exam.items]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_kyrgyz_letters_survive_every_unicode_encoding(tmp_path: Path, codec: str) -> None:
    write(tmp_path / "a.gift", "Үңкүрдө көл барбы? {T}", codec)
    assert (prompts(tmp_path), codes(tmp_path)) == (["Үңкүрдө көл барбы?"], [])


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Столица Кыргызстана — Бишкек? {T}", "windows-1251"),
        ("Ёж — это ещё зверь? {=да ~нет}", "windows-1251"),
        ("Le café est-il où? {=déjà ~à côté}", "windows-1252"),
        ("Größe – “zwölf”? {T}", "windows-1252"),
    ],
)
def test_old_windows_encodings_are_told_apart_and_warned_about(tmp_path: Path, text: str, codec: str) -> None:
    write(tmp_path / "a.txt", text, codec)
    assert encoding.decode(text.encode(codec)) == (text, codec)
    assert codes(tmp_path) == ["encoding_legacy"]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_bytes(b"caf\xe9 \x81 \x8d {T}")
    assert codes(tmp_path) == ["encoding_unknown"]


def test_a_broken_utf_8_file_with_its_mark_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_bytes(b"\xef\xbb\xbf\xff {T}")
    assert codes(tmp_path) == ["encoding_unknown"]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_refused(tmp_path: Path, codec: str) -> None:
    write(tmp_path / "a.gift", "Суроо барбы? {T}", codec)
    assert codes(tmp_path) == ["encoding_unknown"]


def test_a_utf_8_file_with_a_broken_byte_is_refused_and_not_read_as_gibberish(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_bytes("Биринчи {T}\n\nЭкинчи ".encode() + b"\xd0 {T}")
    (fault,) = load(tmp_path).faults
    assert (fault.code.value, fault.line, prompts(tmp_path)) == ("encoding_unknown", 3, [])


@pytest.mark.parametrize("name", [b"\xf2\xe5\xf1\xf2.gift", b"a\nb.gift", b"\xf2/a.gift"])
def test_a_name_that_cannot_be_shown_costs_its_own_file_only(tmp_path: Path, name: bytes) -> None:
    write(tmp_path / "good.gift", "Суроо {T}")
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)), "Башка {T}")
    assert (prompts(tmp_path), codes(tmp_path)) == (["Суроо"], ["name_unreadable"])
    assert str(load(tmp_path).faults[0]).isprintable()


def test_a_file_of_a_wrong_clock_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gift", "Суроо {T}")
    os.utime(path, ns=(-(10**18), -(10**18)))
    assert prompts(tmp_path) == ["Суроо"]


def test_other_files_and_hidden_ones_are_passed_over(tmp_path: Path) -> None:
    for name in ("a.xml", ".b.gift", ".git/c.gift"):
        write(tmp_path / name, "Суроо {T}")
    assert (prompts(tmp_path), codes(tmp_path)) == ([], [])


def test_folders_inside_are_read(tmp_path: Path) -> None:
    write(tmp_path / "5" / "a.gift", "Суроо {T}")
    assert prompts(tmp_path) == ["Суроо"]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    secret = write(tmp_path / "outside" / "secret.gift", "Сыр {T}")
    root = tmp_path / "bank"
    root.mkdir()
    (root / "file.gift").symlink_to(secret)
    (root / "folder").symlink_to(secret.parent)
    assert (prompts(root), codes(root)) == ([], ["outside_folder", "outside_folder"])


def test_a_link_to_a_file_inside_is_read(tmp_path: Path) -> None:
    write(tmp_path / "5" / "a.gift", "Суроо {T}")
    (tmp_path / "b.gift").symlink_to(tmp_path / "5" / "a.gift")
    assert prompts(tmp_path) == ["Суроо", "Суроо"]


def test_a_folder_exchanged_for_a_link_after_listing_leads_nowhere(tmp_path: Path) -> None:
    secret = write(tmp_path / "outside" / "a.gift", "Сыр {T}")
    root = tmp_path / "bank"
    write(root / "a" / "a.gift", "Суроо {T}")
    names = folder._names(root, "", [])  # noqa: SLF001 - the moment between listing and opening has no other handle
    first = next(names)
    (root / "a").rename(root / "away")
    (root / "a").symlink_to(secret.parent)
    read = folder._read_file(root, first, None)  # noqa: SLF001 - as above
    assert (read.source, [fault.code.value for fault in read.faults]) == (None, ["unreadable"])


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path / "a.gift", "Суроо {T}")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert prompts(tmp_path) == ["Суроо"]


def test_a_pipe_is_no_file_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.gift")
    assert codes(tmp_path) == ["not_a_file"]


def test_a_dangling_link_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.gift").symlink_to(tmp_path / "none.gift")
    assert codes(tmp_path) == ["unreadable"]


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    assert codes(tmp_path / "none") == ["not_a_folder"]


def test_a_file_beyond_the_bound_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.gift", "a" * (folder.MAX_FILE_BYTES + 1))
    assert codes(tmp_path) == ["file_too_large"]


def test_a_file_of_100_mb_costs_neither_time_nor_memory(tmp_path: Path) -> None:
    with (tmp_path / "a.gift").open("wb") as file:
        file.truncate(100_000_000)
    tracemalloc.start()
    found = codes(tmp_path)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found, peak_bytes < 10_000_000) == (["file_too_large"], True)


def test_a_folder_beyond_the_bound_is_read_up_to_it(tmp_path: Path) -> None:
    text = "// " + "x" * 1_999_000 + "\n\nСуроо {T}"
    for number in range(30):
        write(tmp_path / f"{number:02}.gift", text)
    assert (25 <= len(load(tmp_path).exams) <= 26, codes(tmp_path)) == (True, ["folder_too_large"])


def test_files_beyond_the_bound_are_left_out(tmp_path: Path) -> None:
    for number in range(folder.MAX_FILES + 1):
        write(tmp_path / f"{number}.gift", "Суроо {T}")
    assert (len(load(tmp_path).exams), codes(tmp_path)) == (folder.MAX_FILES, ["too_many_files"])


def test_folders_beyond_the_bound_are_left_out(tmp_path: Path) -> None:
    write(tmp_path.joinpath(*["d"] * folder.MAX_DEPTH, "a.gift"), "Суроо {T}")
    assert (prompts(tmp_path), codes(tmp_path)) == ([], ["too_deep"])


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    write(tmp_path / "a.gift", "Бир {T}")
    write(tmp_path / "b.gift", "Эки {T}")
    before = folder.read_folder(tmp_path)
    write(tmp_path / "b.gift", "Эки жана үч {T}")
    after = folder.read_folder(tmp_path, before)
    kept = [after.files[name] is before.files[name] for name in ("a.gift", "b.gift")]
    assert (kept, len(bank.build(after).exams)) == ([True, False], 2)
