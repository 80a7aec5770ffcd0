"""Reads the GIFT files of one folder, bounded in size, number and depth, and never a byte from outside it.

Blocking: call it in a thread. A file is read again only when its time of change or its size differs from the last time.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from isuo_questionbank import encoding, model, questions
from isuo_questionbank.faults import Fault, FaultCode, fault

SUFFIXES: Final = (".gift", ".txt")  # Moodle exports .txt
# Guesses: a thousand questions are some 300 kB; what is larger was hardly typed by a teacher.
MAX_FILE_BYTES: Final = 2_000_000
MAX_FILES: Final = 500
MAX_FOLDER_BYTES: Final = 50_000_000
MAX_DEPTH: Final = 8


@dataclass(frozen=True)
class ReadFile:
    """A file as it was read last: what tells whether it changed, its questions (None when unreadable), its faults."""

    stamp: tuple[int, int, int]
    source: model.Source | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Listing:
    """Everything found in a folder, by file name; hand it to the next `read_folder` to read only what changed."""

    files: Mapping[str, ReadFile] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def read_folder(root: Path, known: Listing | None = None) -> Listing:
    """Read all GIFT files below the folder, in the order of their names."""
    before = {} if known is None else known.files
    faults: list[Fault] = []
    files: dict[str, ReadFile] = {}
    real_root = Path(os.path.realpath(root))
    size_bytes = 0
    for name in _names(real_root, "", faults):
        if len(files) == MAX_FILES:
            faults.append(fault(FaultCode.TOO_MANY_FILES, ".", limit=MAX_FILES))
            break
        if size_bytes > MAX_FOLDER_BYTES:
            faults.append(fault(FaultCode.FOLDER_TOO_LARGE, ".", limit=MAX_FOLDER_BYTES))
            break
        files[name] = read = _read_file(real_root, name, before.get(name))
        size_bytes += 0 if read.source is None else read.stamp[1]
    return Listing(files, tuple(faults))


def _names(root: Path, below: str, faults: list[Fault], depth: int = 0) -> Iterator[str]:
    """List the files' names in order; what leads out of the folder becomes a fault."""
    try:
        with os.scandir(root / below) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        faults.append(fault(FaultCode.NOT_A_FOLDER, below or "."))
        return
    for entry in entries:
        name = f"{below}/{entry.name}" if below else entry.name
        if entry.name.startswith("."):
            continue
        if not _is_text(entry.name):
            faults.append(fault(FaultCode.NAME_UNREADABLE, _shown(name)))
        elif entry.is_symlink() and not _is_inside(root, name):
            faults.append(fault(FaultCode.OUTSIDE_FOLDER, name))
        elif entry.is_dir(follow_symlinks=False):
            if depth + 1 == MAX_DEPTH:
                faults.append(fault(FaultCode.TOO_DEEP, name, limit=MAX_DEPTH))
            else:
                yield from _names(root, name, faults, depth + 1)
        elif entry.name.lower().endswith(SUFFIXES) and not entry.is_dir():
            yield name


def _is_inside(root: Path, name: str) -> bool:
    return Path(os.path.realpath(root / name)).is_relative_to(root)


def _is_text(name: str) -> bool:
    """Tell whether a name can be shown and kept: bytes of another encoding come as halves of characters."""
    return not any(unicodedata.category(character) in {"Cc", "Cs"} for character in name)


def _shown(name: str) -> str:
    return "".join(one if _is_text(one) else "\ufffd" for one in name)


def _read_file(root: Path, name: str, known: ReadFile | None) -> ReadFile:
    try:
        descriptor = _opened(root, name)
    except (OSError, ValueError):  # ValueError: it leads out of the folder since it was listed
        return ReadFile((0, 0, 0), None, (fault(FaultCode.UNREADABLE, name),))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        if not stat.S_ISREG(status.st_mode):
            return ReadFile(stamp, None, (fault(FaultCode.NOT_A_FILE, name),))
        if known is not None and known.stamp == stamp:
            return known
        try:
            data = file.read(MAX_FILE_BYTES + 1)
        except OSError:  # a share that went away, a broken disk
            return ReadFile((0, 0, 0), None, (fault(FaultCode.UNREADABLE, name),))
    if len(data) > MAX_FILE_BYTES:
        return ReadFile(stamp, None, (fault(FaultCode.FILE_TOO_LARGE, name, limit=MAX_FILE_BYTES),))
    return _read_bytes(data, name, stamp)


def _opened(root: Path, name: str) -> int:
    """Open a file from the root downwards, one step at a time, never through a link.

    A link that lies inside is resolved before. Whatever is exchanged for a link in between fails, instead of leading
    out; a pipe is not waited for.
    """
    inside = Path(os.path.realpath(root / name)).relative_to(root)
    unlinked = os.O_RDONLY | _flag("O_NOFOLLOW")
    if os.open not in os.supports_dir_fd:
        return os.open(root / inside, unlinked)
    place = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in inside.parts[:-1]:
            above, place = place, os.open(part, unlinked | os.O_DIRECTORY, dir_fd=place)
            os.close(above)
        return os.open(inside.parts[-1], unlinked | _flag("O_NONBLOCK"), dir_fd=place)
    finally:
        os.close(place)


def _read_bytes(data: bytes, name: str, stamp: tuple[int, int, int]) -> ReadFile:
    try:
        text, codec = encoding.decode(data)
    except UnicodeDecodeError as exc:
        line = 0 if exc.encoding.startswith("utf-16") else data.count(b"\n", 0, exc.start) + 1
        return ReadFile(stamp, None, (fault(FaultCode.ENCODING_UNKNOWN, name, line),))
    legacy = () if codec.startswith("utf") else (fault(FaultCode.ENCODING_LEGACY, name, encoding=codec),)
    reading = questions.read_text(text, name)
    source = model.Source(name=name, header=reading.header, items=reading.items, modified_at=_moment(stamp[0]))
    return ReadFile(stamp, source, (*legacy, *reading.faults))


def _moment(modified_ns: int) -> datetime:
    """Give the time of change; a clock that was wrong by millennia counts as the beginning of time."""
    try:
        return datetime.fromtimestamp(modified_ns / 1e9, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _flag(name: str) -> int:
    """Give a flag that not every system has."""
    return int(getattr(os, name, 0))
