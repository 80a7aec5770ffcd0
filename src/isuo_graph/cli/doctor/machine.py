"""Checks of the machine: the key file, the port, the disk, plugins. Each takes settings and gives findings."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from isuo_graph.cli import serving
from isuo_graph.cli.doctor.finding import Finding
from isuo_graph.host.discover import LeftOut, discover
from isuo_graph.kit.clock import SystemClock
from isuo_graph.kit.errors import BootRefused
from isuo_graph.rooms.people import tokens
from isuo_graph.settings import Settings
from isuo_graph.settings.secrets import read_secret
from isuo_graph.store import sqlite
from isuo_graph.store.dialect import Dialect, dialect_of

DISK_BYTES_MIN: Final = 500 * 1024 * 1024
"""Below this a busy week may fill the disk (a guess: some 100 MB of log and backups a day)."""
NOT_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def key_file(settings: Settings) -> Iterator[Finding]:
    """Look at the installation's secret: there, long enough, nobody else's to read."""
    path = settings.secret_key_file
    try:
        secret = read_secret(path)
        tokens.key_ring(settings, secret, SystemClock())
    except BootRefused as exc:
        is_missing = not Path(path).exists()
        mend = "isuo-graph init" if is_missing else f"mv {path} {path}.broken && isuo-graph init --again"
        yield Finding("key file", str(exc), mend if "ISUO_SECRET_KEY_FILE" in str(exc) else "see the message")
        return
    if os.name == "posix" and Path(path).stat().st_mode & NOT_OTHERS:
        yield Finding("key file", f"{path} can be read by other users of this machine", f"chmod 600 {path}")
    else:
        yield Finding("key file", path)


def port(settings: Settings) -> Iterator[Finding]:
    """Look whether the port is free."""
    try:
        serving.check_free(settings)
    except BootRefused as exc:
        host, number = serving.address(settings)
        yield Finding("port", str(exc), f"export ISUO_BIND={host}:{number + 1}")
    else:
        yield Finding("port", f"{settings.bind} is free")


def disk(settings: Settings, needed_bytes: int = DISK_BYTES_MIN) -> Iterator[Finding]:
    """Look at the room left where the data are; PostgreSQL's own disk is not ours to see."""
    is_file = dialect_of(settings.database_url) is Dialect.SQLITE
    folder = sqlite.path_of(settings.database_url).parent if is_file else Path()
    if not folder.exists():
        return  # the check of the database says so
    free = shutil.disk_usage(folder).free
    said = f"{free // 1024**2} MB free in {folder.resolve()}"
    if free < needed_bytes:
        needed = f"{said}, {needed_bytes // 1024**2} MB are needed"
        yield Finding("disk", needed, f"du -xh {folder.resolve()} | sort -h | tail")
    else:
        yield Finding("disk", said)


def plugins(settings: Settings) -> Iterator[Finding]:
    """Look at the plugins that are to serve: allowed ones must be there and whole; others are only mentioned."""
    try:
        found = discover(settings.plugins_allowed)
    except BootRefused as exc:
        yield Finding("plugins", str(exc), "export ISUO_PLUGINS_ALLOWED=…  # leave out what the message names")
        return
    yield from _left_out(settings, found.left_out)
    present = {one.distribution.lower() for one in found.plugins} | {one.distribution.lower() for one in found.left_out}
    for listed in settings.plugins_allowed:
        name = listed.removesuffix("!").partition("==")[0].lower()
        if name not in present:
            yield Finding("plugins", f"{name} is allowed and not installed", f"pip install {name}")
    if found.plugins:
        yield Finding("plugins", ", ".join(one.id for one in found.plugins))


def _left_out(settings: Settings, left_out: Iterable[LeftOut]) -> Iterator[Finding]:
    """Tell of plugins that are installed and do not serve; one line allows all of them."""
    waiting = [left for left in left_out if left.reason.startswith("it is not in the allow-list")]
    if waiting:
        names = ", ".join(left.name for left in waiting)
        listed = ",".join((*settings.plugins_allowed, *(left.distribution for left in waiting)))
        said = f"{names}: installed, and not in the allow-list; uninstall what is not to serve"
        yield Finding("plugins", said, f"export ISUO_PLUGINS_ALLOWED={listed}")
    for left in left_out:
        if left not in waiting:
            package = f"{left.distribution}=={left.version}"
            yield Finding("plugins", f"{left.name}: {left.reason}", f"pip install --force-reinstall {package}")
