"""Reads the GIFT files of one folder, bounded in size, number and depth, and never a byte from outside it.

Blocking: call it in a thread. A file is read again only when its time of change or its size differs from the last time.
"""

from __future__ import annotations

import os
import stat
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
    for name in _names(real_root, "", faults):
        if len(files) == MAX_FILES:
            faults.append(fault(FaultCode.TOO_MANY_FILES, ".", limit=MAX_FILES))
            break
        files[name] = _read_file(real_root, name, before.get(name))
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
        if entry.is_symlink() and not _is_inside(root, name):
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


def _read_file(root: Path, name: str, known: ReadFile | None) -> ReadFile:
    try:
        # Opened first and looked at afterwards, so that nothing can be exchanged in between; without waiting for a
        # pipe's other end; and never through a link, except one that was resolved to lie inside.
        descriptor = os.open(os.path.realpath(root / name), os.O_RDONLY | _flag("O_NONBLOCK") | _flag("O_NOFOLLOW"))
    except OSError:
        return ReadFile((0, 0, 0), None, (fault(FaultCode.UNREADABLE, name),))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        if not stat.S_ISREG(status.st_mode):
            return ReadFile(stamp, None, (fault(FaultCode.NOT_A_FILE, name),))
        if known is not None and known.stamp == stamp:
            return known
        data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        return ReadFile(stamp, None, (fault(FaultCode.FILE_TOO_LARGE, name, limit=MAX_FILE_BYTES),))
    return _read_bytes(data, name, stamp)


def _read_bytes(data: bytes, name: str, stamp: tuple[int, int, int]) -> ReadFile:
    try:
        text, codec = encoding.decode(data)
    except UnicodeDecodeError:
        return ReadFile(stamp, None, (fault(FaultCode.ENCODING_UNKNOWN, name),))
    legacy = () if codec.startswith("utf") else (fault(FaultCode.ENCODING_LEGACY, name, encoding=codec),)
    reading = questions.read_text(text, name)
    modified_at = datetime.fromtimestamp(stamp[0] / 1e9, UTC)
    source = model.Source(name=name, header=reading.header, items=reading.items, modified_at=modified_at)
    return ReadFile(stamp, source, (*legacy, *reading.faults))


def _flag(name: str) -> int:
    """Give a flag that not every system has."""
    return int(getattr(os, name, 0))
